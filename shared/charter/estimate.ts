import { catalogue, type Model } from '../catalogue.ts';
import type { Charter } from '../charter.ts';
import { wallMilliWatts } from '../energy.ts';
import { likelyReferenceMicros } from '../metering.ts';
import { meetsFloor, netPayOf, type PlugCosts } from '../net-pay.ts';
import type { Policy } from '../policy.ts';
import type { HardwareClass } from '../vehicle.ts';
import { wearMicroUsdPerHour } from '../wear.ts';

/** What an owner says of a car and its plug. */
export type EstimateInput = {
  hardwareClass: HardwareClass;
  car: Charter['car'];
  energyMicroUsdPerKwh: number;
  netFloorMicroUsdPerHour: number;
  kinds: Charter['kinds'];
  /** Plugged in, and allowed by the charter. */
  hoursPerWeek: number;
  policy: Pick<Policy, 'priceMicroUsdPerReferenceSecond' | 'ownerSharePercent'>;
};

/** Whole numbers. A tenth of what may be is under `p10`, half under `p50`, nine tenths under `p90`. */
export type Range = { p10: number; p50: number; p90: number };

export type Estimate = {
  netMicroUsdPerMonth: Range;
  grossMicroUsdPerMonth: Range;
  energyWattHoursPerMonth: Range;
  energyMicroUsdPerMonth: Range;
  wearMicroUsdPerMonth: Range;
  computingHoursPerMonth: Range;
  /** What an hour of each kind leaves a car as it is most likely; what does not meet the floor is not run. */
  hours: HourOfKind[];
  /** What the figures stand on, in the owner's words. */
  assumptions: string[];
};

type HourOfKind = { kind: Model['kind']; netMicroUsd: number; grossMicroUsd: number; isRun: boolean };

const weeksPerMonth = 365.25 / 12 / 7;

/**
 * What is not known, as its tenth, fiftieth and ninetieth percentile. None is measured yet; each is an assumption.
 * - busy: the part of the allowed hours in which there is work.
 * - hours: how far a month's hours are from the usual. 35 stays at home a month, each plugged in by chance and of 1 to
 *   34 hours, vary by a sixth to three tenths of their sum.
 * - pages: the part of computing that is reading pages; the rest is half embeddings, half chat.
 * - speed: against the reference car. AI4 is the reference; of AI5 its maker claims 5 times and more.
 * - watts: of the computer under load. AI4: 100 to 160 W are reported; AI5: claims reach from 150 to 800 W.
 */
type Unknowns = Readonly<Record<'busy' | 'hours' | 'pages' | 'speed' | 'watts', Range>>;
const everyClass = {
  busy: { p10: 0.15, p50: 0.4, p90: 0.8 },
  hours: { p10: 0.7, p50: 1, p90: 1.25 },
  pages: { p10: 0, p50: 0.1, p90: 0.3 },
};
const unknownsOf: Readonly<Record<HardwareClass, Unknowns>> = {
  AI4: {
    ...everyClass,
    speed: { p10: 0.7, p50: 1, p90: 1.2 },
    watts: { p10: 100, p50: 150, p90: 160 },
  },
  AI5: {
    ...everyClass,
    speed: { p10: 1.5, p50: 3, p90: 5 },
    watts: { p10: 150, p50: 250, p90: 800 },
  },
};

type Draw = Record<keyof Unknowns, number> & { weight: number };

/** Swanson's rule: percentiles 10, 50 and 90 stand for 30, 40 and 30 % of what may be. */
const points = [
  ['p10', 0.3],
  ['p50', 0.4],
  ['p90', 0.3],
] as const;

/**
 * What a car earns in a month: every combination of what is not known is worked out with the market's own sums, and
 * weighed. The same input gives the same figures. A kind of work that would not leave the floor is not run, and its
 * time stays empty: so no month is negative.
 */
export function estimate(input: EstimateInput): Estimate {
  const unknowns = unknownsOf[input.hardwareClass];
  const months = drawsOf(unknowns).map((draw) => ({ weight: draw.weight, month: monthOf(draw, input) }));
  const rangeOf = (pick: (month: Month) => number) =>
    quantiles(months.map(({ weight, month }) => ({ weight, value: pick(month) })));
  const likely = middleOf(unknowns);
  return {
    netMicroUsdPerMonth: rangeOf(({ net }) => net),
    grossMicroUsdPerMonth: rangeOf(({ gross }) => gross),
    energyWattHoursPerMonth: rangeOf(({ kilowattHours }) => kilowattHours * 1_000),
    energyMicroUsdPerMonth: rangeOf(({ energy }) => energy),
    wearMicroUsdPerMonth: rangeOf(({ wear }) => wear),
    computingHoursPerMonth: rangeOf(({ hours }) => hours),
    hours: input.kinds.map((kind) => hourOf(kind, likely, input)),
    assumptions: assumptionsOf(input, unknowns),
  };
}

function drawsOf(unknowns: Unknowns): Draw[] {
  let draws: Record<string, number>[] = [{ weight: 1 }];
  for (const [name, range] of Object.entries(unknowns))
    draws = draws.flatMap((draw) =>
      points.map(([point, weight]) => ({
        ...draw,
        [name]: range[point],
        weight: (draw.weight ?? 0) * weight,
      })),
    );
  return draws as Draw[];
}

const middleOf = ({ busy, hours, pages, speed, watts }: Unknowns): Draw => ({
  busy: busy.p50,
  hours: hours.p50,
  pages: pages.p50,
  speed: speed.p50,
  watts: watts.p50,
  weight: 1,
});

type Month = Record<'hours' | 'kilowattHours' | 'gross' | 'energy' | 'wear' | 'net', number>;

function monthOf(draw: Draw, input: EstimateInput): Month {
  const offered = input.hoursPerWeek * weeksPerMonth * Math.min(1, draw.busy) * draw.hours;
  const possible = 168 * weeksPerMonth;
  const costs = costsOf(draw, input);
  const month: Month = { hours: 0, kilowattHours: 0, gross: 0, energy: 0, wear: 0, net: 0 };
  for (const [kind, share] of mixOf(draw.pages, input.kinds)) {
    const { isRun, pay } = hourPay(kind, draw, input);
    if (!isRun) continue;
    const hours = Math.min(possible, offered) * share;
    month.hours += hours;
    month.kilowattHours += (hours * costs.wallMilliWatts) / 1e6;
    month.gross += (hours * Number(pay.grossNanoUsd)) / 1_000;
    month.energy += (hours * Number(pay.energyNanoUsd)) / 1_000;
    month.wear += (hours * Number(pay.wearNanoUsd)) / 1_000;
    month.net += (hours * Number(pay.netNanoUsd)) / 1_000;
  }
  return month;
}

/** Of the kinds that the owner allows. Where pages are not, theirs is not made up for: the market has no more of the rest. */
function mixOf(pages: number, kinds: Charter['kinds']): [Model['kind'], number][] {
  const mix: [Model['kind'], number][] = [
    ['ocr', pages],
    ['embeddings', (1 - pages) / 2],
    ['chat', (1 - pages) / 2],
  ];
  return mix.filter(([kind]) => kinds.includes(kind));
}

function costsOf(
  { watts }: Draw,
  { car, energyMicroUsdPerKwh, netFloorMicroUsdPerHour }: EstimateInput,
): PlugCosts {
  const computeMilliWatts = Math.min(watts, car.computerWatts) * 1_000;
  const standing = { woken: !car.awakeAnyway, hot: false };
  return {
    energyMicroUsdPerKwh,
    wallMilliWatts: wallMilliWatts(computeMilliWatts, standing.woken),
    wearMicroUsdPerHour: wearMicroUsdPerHour({ computeMilliWatts, standing, car }),
    floorMicroUsdPerHour: netFloorMicroUsdPerHour,
  };
}

/** An hour of computing of one kind, at the price of the longest window. */
function hourPay(kind: Model['kind'], draw: Draw, input: EstimateInput) {
  const hourMicros = 3_600_000_000;
  const { policy } = input;
  const gross =
    (billedPerRunning(kind) *
      draw.speed *
      3_600 *
      policy.priceMicroUsdPerReferenceSecond['24h'] *
      policy.ownerSharePercent) /
    100;
  const costs = costsOf(draw, input);
  const pay = netPayOf(BigInt(Math.floor(gross * 1_000)), hourMicros, costs);
  return { pay, isRun: meetsFloor(pay, hourMicros, costs) };
}

function hourOf(kind: Model['kind'], draw: Draw, input: EstimateInput): HourOfKind {
  const { pay, isRun } = hourPay(kind, draw, input);
  const inMicroUsd = (nanoUsd: bigint) => Math.round(Number(nanoUsd) / 1_000);
  return {
    kind,
    isRun,
    netMicroUsd: inMicroUsd(pay.netNanoUsd),
    grossMicroUsd: inMicroUsd(pay.grossNanoUsd),
  };
}

/** Reference seconds that a second of computing is billed as, of the kind's model that is billed least. */
const billedPerRunning = (kind: Model['kind']): number =>
  Math.min(
    ...catalogue
      .filter((model) => model.kind === kind)
      .map((model) => likelyReferenceMicros(model, 1_000_000) / 1_000_000),
  );

/** Weighted percentiles: the least value that so much of the weight does not exceed. */
function quantiles(values: readonly { value: number; weight: number }[]): Range {
  const sorted = values.toSorted((a, b) => a.value - b.value);
  const at = (share: number) => {
    let left = share - 1e-9;
    for (const { value, weight } of sorted) {
      left -= weight;
      if (left <= 0) return Math.round(value);
    }
    return 0;
  };
  return { p10: at(0.1), p50: at(0.5), p90: at(0.9) };
}

function assumptionsOf(
  { hoursPerWeek, car, policy }: EstimateInput,
  { busy, pages, speed, watts, hours }: Unknowns,
) {
  const percents = ({ p10, p50, p90 }: Range) => `${p10 * 100} %, ${p50 * 100} % or ${p90 * 100} %`;
  const numbers = ({ p10, p50, p90 }: Range) => `${p10}, ${p50} or ${p90}`;
  return [
    `The car may compute ${hoursPerWeek} h a week, in a month times ${numbers(hours)}.`,
    `There is work in ${percents(busy)} of these hours. Nobody has measured that yet.`,
    `Of the work, ${percents(pages)} is reading pages; the rest is half embeddings, half chat.`,
    `The car does ${numbers(speed)} of what the reference car does, at ${numbers(watts)} W.`,
    `All work is paid at the price of the 24-hour window, the lowest, of which owners get ${policy.ownerSharePercent} %.`,
    car.awakeAnyway
      ? 'The car would be awake without computing: waking it is not charged.'
      : 'The car is woken for computing: 0.22 kW at the plug are charged to it.',
    'Wear is a model, and all of the load goes through the battery at 25 °C.',
  ];
}
