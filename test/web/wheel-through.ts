import type { Page } from 'playwright-core';

type Watched = { longestMillis: number; rowsMax: number; isOver: boolean };

declare global {
  interface Window {
    watched: Watched;
  }
}

const turns = 60;

/** Scrolls a table from its first to its last row by the wheel, and tells of the longest that a frame was waited for. */
export async function wheelThrough(page: Page): Promise<Watched> {
  const ground = page.locator('.table-ground');
  await ground.hover();
  await page.evaluate(() => {
    const watched = { longestMillis: 0, rowsMax: 0, isOver: false };
    window.watched = watched;
    let last = performance.now();
    const look = (now: number) => {
      watched.longestMillis = Math.max(watched.longestMillis, now - last);
      watched.rowsMax = Math.max(watched.rowsMax, document.querySelectorAll('tbody tr').length);
      last = now;
      if (!watched.isOver) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  const height = await ground.evaluate(({ scrollHeight }) => scrollHeight);
  for (let turn = 0; turn < turns; turn += 1) await page.mouse.wheel(0, Math.ceil(height / turns));
  await page.waitForFunction(() => {
    const scrolled = document.querySelector('.table-ground');
    return scrolled && scrolled.scrollTop + scrolled.clientHeight >= scrolled.scrollHeight - 1;
  });
  return page.evaluate(() => {
    window.watched.isOver = true;
    return window.watched;
  });
}
