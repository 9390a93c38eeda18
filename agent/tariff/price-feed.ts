import type { EnergyRate } from '../../shared/signals.ts';

/** A price as a feed says it: from `startsAt` until `endsAt`, in its own currency for a kilowatt-hour. */
export type Price = { startsAt: number; endsAt: number; perKwh: number };

/**
 * What a feed sends and how it is asked. `read` throws what is wrong with an answer (a ZodError or an Error); the
 * answer may be one page of several, and `next` is then where the others are.
 */
export type PriceFeed = {
  name: string;
  url: string;
  /** Asks for the time from `from` until `to`; undefined if the feed takes no such question. */
  query?(from: number, to: number): Record<string, string>;
  read(answer: unknown): { prices: Price[]; next?: string | undefined };
};

/** What an owner pays for the feed's kilowatt-hour. */
export type Conversion = {
  /** The feed's currency, by its three letters. */
  currency: string;
  /** Micro-USD for one unit of it: fixed by the owner, not a market's. */
  microUsdPerUnit: number;
  /** Added to each kilowatt-hour in the feed's currency, before VAT: grid fees, levies, the supplier's margin. */
  feePerKwh: number;
  /** Added to the price before VAT and fees. */
  markupPercent: number;
  vatPercent: number;
};

/** Nobody pays that for a kilowatt-hour: an answer that says so is in another unit. */
const microUsdPerKwhMax = 100_000_000;

/**
 * (price + markup + fee) with VAT, in whole micro-USD. VAT is added to a negative price as well, as suppliers bill
 * it. In the order of time; where prices contradict one another, the dearest. Throws where one is past belief.
 */
export function energyRatesOf(prices: readonly Price[], conversion: Conversion): EnergyRate[] {
  const { microUsdPerUnit, feePerKwh, markupPercent, vatPercent } = conversion;
  const rates = prices.map(({ startsAt, endsAt, perKwh }) => {
    const net = perKwh + (Math.abs(perKwh) * markupPercent) / 100 + feePerKwh;
    const microUsdPerKwh = Math.round(net * (1 + vatPercent / 100) * microUsdPerUnit);
    if (Math.abs(microUsdPerKwh) > microUsdPerKwhMax)
      throw new Error(`A kilowatt-hour for ${microUsdPerKwh / 1e6} USD is past belief.`);
    return { startsAt, endsAt, microUsdPerKwh };
  });
  return ratesInOrder(rates);
}

/** Rates that do not overlap, in the order of time: the dearest where several hold; gaps stay gaps. */
export function ratesInOrder(rates: readonly EnergyRate[]): EnergyRate[] {
  const waiting = rates.filter(({ startsAt, endsAt }) => startsAt < endsAt).sort(byStart);
  const starts = new Set(waiting.map(({ startsAt }) => startsAt));
  const edges = [...new Set(waiting.flatMap(({ startsAt, endsAt }) => [startsAt, endsAt]))].sort(
    (a, b) => a - b,
  );
  const ordered: EnergyRate[] = [];
  let holding: EnergyRate[] = [];
  for (const [index, startsAt] of edges.entries()) {
    const begun = waiting.findIndex((rate) => rate.startsAt > startsAt);
    const starting = waiting.splice(0, begun < 0 ? waiting.length : begun);
    holding = [...holding, ...starting].filter(({ endsAt }) => endsAt > startsAt);
    const endsAt = edges[index + 1];
    if (endsAt === undefined || holding.length === 0) continue;
    const microUsdPerKwh = Math.max(...holding.map((rate) => rate.microUsdPerKwh));
    const last = ordered.at(-1);
    // Where a cheaper one merely ends, the dearer goes on as it was.
    const goesOn =
      last?.endsAt === startsAt && last.microUsdPerKwh === microUsdPerKwh && !starts.has(startsAt);
    if (goesOn) last.endsAt = endsAt;
    else ordered.push({ startsAt, endsAt, microUsdPerKwh });
  }
  return ordered;
}

const byStart = (a: EnergyRate, b: EnergyRate) => a.startsAt - b.startsAt;
