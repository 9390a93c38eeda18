import { expect } from 'vitest';
import { startBrowser } from './browser-rig.ts';
import { expectOpenToAll } from './open-to-all.ts';
import { placeIn } from './place-in.ts';
import { signInAt } from './sign-in-at.ts';
import { startWebMarket } from './web-market.ts';

/** A market, and its customer signed in at a page of the console. */
export async function startCustomer(path: string, heading: string) {
  const [market, browser] = await Promise.all([startWebMarket(), startBrowser()]);
  const visitor = await browser.person();
  const { page } = visitor;
  await signInAt(`${market.url}${path}`, /Demo customer/, page);
  await page.getByRole('heading', { name: heading }).waitFor();
  return {
    market,
    visitor,
    page,
    /** A page, by its name in the navigation. */
    place: (name: string) => placeIn(page, name),
    /** To everybody; the pages' policy was broken by nothing so far either. */
    async expectAccessible(): Promise<void> {
      await expectOpenToAll(page);
      expect(visitor.complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
    },
    async close(): Promise<void> {
      await browser.close();
      await market.close();
    },
  };
}

export type Customer = Awaited<ReturnType<typeof startCustomer>>;
