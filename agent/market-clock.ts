import { uptime } from 'node:os';

/** The market's clock as a vehicle knows it: learnt from replies, carried on by a clock that nobody sets. */
export type MarketClock = {
  /** Milliseconds since the epoch. */
  now(): number;
  /** As a reply told it, to the millisecond. */
  heed(serverNow: number): void;
  /** As a `Date` header told it. Whether ours was so wrong that proofs are refused; it is right from then on. */
  learn(date: string | null): boolean;
};

/** A clock that is off by more would have its proofs refused: the market allows 60 s. */
const tolerableSkewMillis = 20_000;

/** Milliseconds that the computer has been up: it counts on while the car sleeps, and setting the time changes nothing. */
export const sinceBoot = () => uptime() * 1_000;

/** `wall`: the best guess until the market has told the time. `elapsed`: milliseconds from any beginning. */
export function createMarketClock(wall: () => number, elapsed: () => number): MarketClock {
  let marketAt = wall();
  let heardAt = elapsed();

  const now = () => marketAt + elapsed() - heardAt;
  function heed(serverNow: number) {
    marketAt = serverNow;
    heardAt = elapsed();
  }

  return {
    now,
    heed,
    learn(date) {
      const told = Date.parse(date ?? '');
      // A Date header has whole seconds; within the tolerance a finer time stands.
      if (Number.isNaN(told) || Math.abs(told - now()) <= tolerableSkewMillis) return false;
      heed(told);
      return true;
    },
  };
}
