import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse, { type Config, desktopConfig } from 'lighthouse';
import { freePort } from '../../local/free-port.ts';
import { startVisibleTo } from './browser-rig.ts';
import { firstPages, withDemoMarket } from './demo-market.ts';
import { initialScriptKilobytes } from './initial-script.ts';
import { missedBy, type PageFigures, scriptMissed } from './page-budgets.ts';
import { signInAt } from './sign-in-at.ts';

/** `npm run check:web`: Lighthouse looks at what each role sees first, signed in, on this very machine's market. */
const settings = {
  ...desktopConfig.settings,
  onlyCategories: ['performance', 'accessibility', 'best-practices'],
  // What is measured is what is served here, not what a slower network would make of it.
  throttlingMethod: 'provided',
  // A page with live figures is never quiet for the five seconds that Lighthouse waits for.
  maxWaitForLoad: 8_000,
  disableFullPageScreenshot: true,
} satisfies Config['settings'];

// Then it goes on looking for that quiet, in a tab that it has closed itself meanwhile.
process.on('unhandledRejection', (error) => {
  const { protocolError } = error as { protocolError?: string };
  if (!protocolError?.includes('Session closed')) throw error;
});

async function figuresOf(page: string, url: string, port: number): Promise<PageFigures> {
  const flags = { port, disableStorageReset: true, logLevel: 'error' } as const;
  const result = await lighthouse(url, flags, { ...desktopConfig, settings });
  if (!result || result.lhr.runtimeError)
    throw new Error(`Lighthouse saw nothing at ${url}: ${result?.lhr.runtimeError?.message}`);
  const { categories, audits } = result.lhr;
  const score = (category: string) => categories[category]?.score ?? 0;
  const figure = (audit: string) => audits[audit]?.numericValue ?? Number.POSITIVE_INFINITY;
  return {
    page,
    scores: {
      performance: score('performance'),
      accessibility: score('accessibility'),
      'best-practices': score('best-practices'),
    },
    firstPaintMillis: figure('first-contentful-paint'),
    layoutShift: figure('cumulative-layout-shift'),
  };
}

/** In a browser of its own, whose first tab has signed in: Lighthouse opens the next. */
async function look(url: string, role: string, person: RegExp): Promise<PageFigures> {
  const profile = mkdtempSync(join(tmpdir(), 'parkade-profile-'));
  const port = await freePort();
  const context = await startVisibleTo(port, profile);
  try {
    const page = await signInAt(`${url}/${role}`, person, await context.newPage());
    await page.getByRole('navigation').first().waitFor();
    // Else its figures go on being asked for beside what is measured.
    await page.goto('about:blank');
    return await figuresOf(role, `${url}/${role}`, port);
  } finally {
    await context.close();
    rmSync(profile, { recursive: true, force: true });
  }
}

const missed: string[] = [];
await withDemoMarket(async (url) => {
  for (const { role, person } of firstPages) {
    const figures = await look(url, role, person);
    const scores = Object.entries(figures.scores).map(([name, score]) => `${name} ${score}`);
    console.log(
      `${role}: ${scores.join(', ')}, first seen after ${figures.firstPaintMillis.toFixed(0)} ms, moved by ${figures.layoutShift.toFixed(2)}`,
    );
    missed.push(...missedBy(figures));
  }
});
console.log(`script of every page: ${initialScriptKilobytes().toFixed(1)} KB gzipped`);
missed.push(...scriptMissed(initialScriptKilobytes()));
for (const sentence of missed) console.error(sentence);
console.log(missed.length > 0 ? 'check:web failed' : 'check:web passed');
process.exit(missed.length > 0 ? 1 : 0);
