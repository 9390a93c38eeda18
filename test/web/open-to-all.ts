import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { seriousViolations } from './browser-rig.ts';

/** A narrow phone, less a little: ids differ in how wide their letters are. */
const narrow = { width: 350, height: 800 };

/** In either theme axe finds nothing that keeps somebody out, and on a narrow screen nothing sticks out at its side. */
export async function expectOpenToAll(page: Page): Promise<void> {
  for (const label of ['Light', 'Dark']) {
    await page.getByLabel('Theme').selectOption({ label });
    expect(await seriousViolations(page)).toEqual([]);
  }
  const usual = page.viewportSize() ?? { width: 1_280, height: 800 };
  await page.setViewportSize(narrow);
  expect(await stickingOut(page)).toEqual([]);
  await page.setViewportSize(usual);
}

/** What makes the page wider than the screen, outermost first. */
const stickingOut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth && !element.closest('table'))
      .slice(0, 5)
      .map((element) => element.outerHTML.slice(0, 200));
  });
