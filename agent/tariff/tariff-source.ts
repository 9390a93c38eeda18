import { createReach } from '../signals/reach.ts';
import type { Clock, SignalSource, SourceDeps, Tell } from '../signals/signal-source.ts';
import { askFeed } from './ask-feed.ts';
import type { KeptRates, RatesFile } from './kept-rates.ts';
import { type Conversion, energyRatesOf, type PriceFeed } from './price-feed.ts';

export type TariffOptions = { feed: PriceFeed; conversion: Conversion; file: RatesFile };

const minute = 60_000;
const hour = 60 * minute;
/** Prices of the next day are published in the afternoon: with less than this ahead it is looked for them. */
const enoughAheadMillis = 12 * hour;
const askEveryMillisMin = 15 * minute;
const askEveryMillisMax = 6 * hour;
const retryMillisMin = minute;
const napMillis = minute;

/**
 * Prices of energy as the signal `energyRates`, told as of when they were fetched. They are fetched anew every six
 * hours and before they run out, and kept on disk, so that a start without network knows them. While the feed fails
 * it is asked again, ever less often, and what is told grows old until it counts as unknown: no price is made up.
 * The source's name says the fixed rate by which the feed's currency is converted.
 */
export function createTariffSource(options: TariffOptions, deps: SourceDeps): SignalSource {
  const name = nameOf(options);
  return {
    name,
    async start(tell) {
      const ending = new AbortController();
      const running = followFeed(name, options, deps, { tell, ended: ending.signal });
      return {
        async stop() {
          ending.abort();
          await running;
        },
      };
    },
  };
}

function nameOf({ feed, conversion: { currency, microUsdPerUnit } }: TariffOptions): string {
  return currency === 'USD' ? feed.name : `${feed.name}, 1 ${currency} = ${microUsdPerUnit / 1e6} USD`;
}

type Listening = { tell: Tell; ended: AbortSignal };

async function followFeed(source: string, options: TariffOptions, deps: SourceDeps, listening: Listening) {
  const { clock } = deps;
  const { ended } = listening;
  const tell = ({ rates, fetchedAt }: KeptRates) =>
    listening.tell({ energyRates: { value: rates, at: fetchedAt, source } });
  const reach = createReach(source, deps);
  let askAt = clock.now();
  let failures = 0;
  const kept = await readKept(options.file, clock.now());
  if (kept) {
    tell(kept);
    askAt = nextAskAt(kept);
  }
  while (await untilTime(askAt, clock, ended)) {
    const fetched = await fetchRates(options, clock.now(), ended).catch(() => undefined);
    if (ended.aborted) return;
    reach(fetched !== undefined);
    failures = fetched ? 0 : failures + 1;
    if (fetched) tell(fetched);
    askAt = fetched ? nextAskAt(fetched) : clock.now() + retryMillis(failures);
  }
}

/** Not what was fetched in the future: by a clock that was wrong then, or is now. */
async function readKept(file: RatesFile, now: number): Promise<KeptRates | undefined> {
  const kept = await file.read();
  return kept && kept.fetchedAt <= now ? kept : undefined;
}

async function fetchRates({ feed, conversion, file }: TariffOptions, fetchedAt: number, ended: AbortSignal) {
  const rates = energyRatesOf(await askFeed(feed, fetchedAt, ended), conversion);
  const fetched: KeptRates = { fetchedAt, rates };
  // A full disk costs the memory of a price, not the price.
  await file.write(fetched).catch(() => undefined);
  return fetched;
}

function nextAskAt({ fetchedAt, rates }: KeptRates): number {
  const runsLow = (rates.at(-1)?.endsAt ?? 0) - enoughAheadMillis;
  return Math.min(fetchedAt + askEveryMillisMax, Math.max(fetchedAt + askEveryMillisMin, runsLow));
}

/** 1, 2, 4, ... minutes up to an hour, and up to half of that more: not all cars ask at once when a feed is back. */
const retryMillis = (failures: number) =>
  Math.min(hour, retryMillisMin * 2 ** (failures - 1)) * (1 + Math.random() / 2);

/** False if it has ended. A clock that is set back does not make it wait for longer than six hours. */
async function untilTime(at: number, clock: Clock, ended: AbortSignal): Promise<boolean> {
  while (!ended.aborted) {
    const left = at - clock.now();
    if (left <= 0 || left > 2 * askEveryMillisMax) return true;
    await clock.wait(Math.min(napMillis, left), ended);
  }
  return false;
}
