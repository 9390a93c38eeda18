import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultyMarket } from '../faulty-market.ts';

/** Looks again and again until it is so. */
export async function waits({ persist }: FaultyMarket, isSo: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 2_000; look++) {
    if (await persist(isSo)) return;
    await sleep(5);
  }
  throw new Error('it did not come about');
}
