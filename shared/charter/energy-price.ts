import type { Charter } from '../charter.ts';
import type { Signals } from '../signals.ts';
import type { Moment } from './finding.ts';
import { freshValue } from './freshness.ts';
import { dayMillis } from './local-time.ts';
import { openPeriods, type Period } from './weekly-hours.ts';

/** A time of one price; undefined where it is not known. */
type PricePeriod = Period & { microUsdPerKwh: number | undefined };
type Priced = Period & { microUsdPerKwh: number };

const lookAheadMillis = 8 * dayMillis;

/** What a kilowatt-hour costs at the plug now, micro-USD; undefined where no source tells it. */
export function energyPriceAt(charter: Charter, signals: Signals, now: number): number | undefined {
  const [first] = pricesFrom({ charter, signals, now });
  return first?.microUsdPerKwh;
}

/** The dearest price from now until then; undefined where one of them is not known. */
export function dearestEnergyPrice(
  charter: Charter,
  signals: Signals,
  { now, until }: { now: number; until: number },
): number | undefined {
  let dearest = Number.NEGATIVE_INFINITY;
  for (const { startsAt, microUsdPerKwh } of pricesFrom({ charter, signals, now })) {
    if (startsAt >= until) break;
    if (microUsdPerKwh === undefined) return undefined;
    dearest = Math.max(dearest, microUsdPerKwh);
  }
  return dearest;
}

/** Prices from now on for eight days, one after the other without a gap; the first holds now. */
export function* pricesFrom(moment: Moment): Generator<PricePeriod> {
  const { priced, microUsdPerKwhAt } = priceList(moment);
  const horizon = moment.now + lookAheadMillis;
  let startsAt = moment.now;
  for (const endsAt of changesOf(priced, startsAt, horizon)) {
    yield { startsAt, endsAt, microUsdPerKwh: microUsdPerKwhAt(startsAt) };
    startsAt = endsAt;
  }
}

/** When another price may hold, in order, the horizon last. */
function changesOf(priced: readonly Period[], after: number, horizon: number): number[] {
  const edges = new Set([horizon]);
  for (const { startsAt, endsAt } of priced)
    for (const edge of [startsAt, endsAt]) if (edge > after && edge < horizon) edges.add(edge);
  return [...edges].sort((a, b) => a - b);
}

type PriceList = { priced: readonly Priced[]; microUsdPerKwhAt(at: number): number | undefined };

function priceList(moment: Moment): PriceList {
  const { tariff, timeZone } = moment.charter;
  switch (tariff.kind) {
    case 'fixed':
      return { priced: [], microUsdPerKwhAt: () => tariff.microUsdPerKwh };
    case 'time-of-use': {
      const ahead = { startsAt: moment.now, endsAt: moment.now + lookAheadMillis };
      const priced = tariff.windows.flatMap((window) =>
        openPeriods([window], timeZone, ahead).map((period) => ({
          ...period,
          microUsdPerKwh: window.microUsdPerKwh,
        })),
      );
      return {
        priced,
        microUsdPerKwhAt: (at) =>
          priced.find((period) => holdsAt(period, at))?.microUsdPerKwh ?? tariff.otherwiseMicroUsdPerKwh,
      };
    }
    case 'dynamic': {
      const priced = freshValue(moment, 'energyRates') ?? [];
      return { priced, microUsdPerKwhAt: (at) => dearestAt(priced, at) };
    }
  }
}

const holdsAt = ({ startsAt, endsAt }: Period, at: number) => startsAt <= at && at < endsAt;

/** Of rates that contradict one another the dearest counts. */
function dearestAt(priced: readonly Priced[], at: number): number | undefined {
  let dearest: number | undefined;
  for (const period of priced)
    if (holdsAt(period, at)) dearest = Math.max(dearest ?? period.microUsdPerKwh, period.microUsdPerKwh);
  return dearest;
}
