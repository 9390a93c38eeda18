import axe from 'axe-core';
import { type BrowserContext, type Page, chromium as playwright } from 'playwright-core';
import { chromiumProgram } from './chromium-program.ts';

/**
 * The package's own switches take the same-origin policy and the isolation of sites away, which are part of what is
 * tested: only those that let it run in a container are kept.
 */
const switches = [
  '--no-sandbox',
  '--disable-setuid-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--headless=shell',
  '--hide-scrollbars',
];

/** Chromium as it comes from npm, without a window. */
export async function startBrowser() {
  const browser = await playwright.launch({
    executablePath: chromiumProgram(),
    args: switches,
  });
  return {
    /** A person's own browser: nobody's cookies, and everything that it asks for or complains of is written down. */
    async person({ width = 1_280, height = 800 }: { width?: number; height?: number } = {}) {
      const context = await browser.newContext({ viewport: { width, height } });
      const page = await context.newPage();
      const requested: string[] = [];
      const complaints: string[] = [];
      page.on('request', (request) => requested.push(request.url()));
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      return { context, page, requested, complaints };
    },
    close: () => browser.close(),
  };
}

/** A browser whose first person's tabs are seen by whoever looks through this port of it. */
export const startVisibleTo = async (port: number, profile: string): Promise<BrowserContext> =>
  playwright.launchPersistentContext(profile, {
    executablePath: chromiumProgram(),
    args: [...switches, `--remote-debugging-port=${port}`],
  });

/** What axe finds that keeps somebody out: serious and critical. By the browser's own hand, which the page's policy does not bind. */
export async function seriousViolations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run());
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** When something could first be read, in milliseconds from the last navigation. */
export const firstContentfulPaint = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0];
          if (paint) resolve(paint.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );

declare global {
  interface Window {
    axe: typeof axe;
  }
}
