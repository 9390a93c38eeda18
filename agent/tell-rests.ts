import { isPrivate, type Rest, restsOf } from '../shared/resting.ts';
import type { AccountedMarket } from './accounted-market.ts';
import { MarketRefusal } from './market.ts';
import type { OwnerWord } from './owner-word.ts';
import type { Watch } from './watch.ts';

type Telling = {
  market: Pick<AccountedMarket, 'rest' | 'isLeased' | 'isAsking'>;
  watch: Pick<Watch, 'judgement' | 'want'>;
  word: Pick<OwnerWord, 'finishThenStop'>;
  /** Nothing is begun: something is being updated. */
  holdsBack(): boolean;
  /** Which charter the market says is in force: one that rests hears of it here alone. */
  heedCharter(said: Awaited<ReturnType<AccountedMarket['rest']>>['charter']): Promise<void>;
  /** What the market has been told; none: nothing, or it was taken back. */
  onTold(rests: readonly Rest[]): void;
  /** Milliseconds of a clock that never jumps. */
  elapsed(): number;
  /** From 0 to 1: when in the hour this program tells what is private. */
  random: number;
};

export const tellMillis = { least: 60_000, again: 900_000, private: 3_600_000 } as const;

/**
 * Tells the market that the car asks for nothing, and why, where it has nothing leased: at most once a minute, when
 * that changed or a quarter of an hour has passed. What would tell when somebody drives is told at one moment of the
 * hour, and once. Nothing follows a call that fails.
 */
export function createRestTeller(telling: Telling) {
  const { market, elapsed } = telling;
  let told: string | undefined;
  let toldAt = Number.NEGATIVE_INFINITY;
  let began: { what: string; at: number } | undefined;
  let isTelling = false;

  function isDue(rests: readonly Rest[], since: number): boolean {
    const now = elapsed();
    if (now - toldAt < tellMillis.least) return false;
    const isNew = JSON.stringify(rests) !== told;
    if (!isPrivate(rests)) return isNew || now - toldAt >= tellMillis.again;
    return isNew && hourOf(now) > hourOf(since);
  }

  const hourOf = (at: number) => Math.floor(at / tellMillis.private + telling.random);

  /** To be called every second or so. */
  return async function tell(): Promise<void> {
    if (isTelling || market.isLeased() || market.isAsking()) return;
    const rests = restsNow(telling);
    const what = JSON.stringify(rests);
    if (began?.what !== what) began = { what, at: elapsed() };
    // With its next call for work it takes back what it told.
    if (rests.length === 0) takeBack();
    else if (isDue(rests, began.at)) await say(rests, what);
  };

  function takeBack() {
    told = undefined;
    telling.onTold([]);
  }

  async function say(because: Rest[], what: string) {
    isTelling = true;
    toldAt = elapsed();
    try {
      const { charter } = await market.rest({ because });
      told = what;
      telling.onTold(because);
      await telling.heedCharter(charter);
    } catch (error) {
      if (error instanceof MarketRefusal) told = what;
    } finally {
      isTelling = false;
    }
  }
}

function restsNow({ watch, word, holdsBack }: Telling): Rest[] {
  const { eligibleUntil, reasons } = watch.judgement();
  if (eligibleUntil === null) return restsOf(reasons);
  if (word.finishThenStop) return [{ code: 'finished' }];
  if (holdsBack()) return [{ code: 'updating' }];
  return watch.want() === null ? [{ code: 'ends_soon' }] : [];
}
