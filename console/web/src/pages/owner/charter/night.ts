import type { Stretch, StripRow } from '../../../charts/day-strip.tsx';
import { moneyText } from '../../../format/money.ts';
import type { Charter } from '../queries.ts';
import { mayComputeAt, minuteOf, minutesADay, priceAt, timeOf } from './week.ts';

/** What the page is told and sends nowhere: when the car is to leave, how full it is now, and how full it is to be. */
export type Departure = { at: string; targetPercent: number; nowPercent: number };

export type Span = { from: number; to: number };

const noon = minutesADay / 2;
const stepMinutes = 5;
/** Of what charging draws, so much reaches the battery. */
const chargingEfficiency = 0.9;

/** From noon of a weekday (0: Monday) to the next noon, in minutes after the first day's midnight. */
const steps = Array.from({ length: minutesADay / stepMinutes }, (_, at) => noon + at * stepMinutes);

const dayAndMinute = (day: number, at: number) => ({
  day: at < minutesADay ? day : day + 1,
  minute: at % minutesADay,
});

function spansOf(holds: (at: number) => boolean): Span[] {
  const spans: Span[] = [];
  for (const at of steps) {
    if (!holds(at)) continue;
    const last = spans.at(-1);
    if (last?.to === at) last.to = at + stepMinutes;
    else spans.push({ from: at, to: at + stepMinutes });
  }
  return spans;
}

/** How long charging takes at most, on the plug's circuit or the charger's power, whichever is less. */
function chargeMinutes({ car, circuitWatts }: Charter, { targetPercent, nowPercent }: Departure): number {
  const kwh = (Math.max(0, targetPercent - nowPercent) / 100) * car.packKwh;
  const watts = Math.min(car.chargerWatts, circuitWatts) * chargingEfficiency;
  return Math.ceil((kwh * 60_000) / watts);
}

export type Night = { allowed: Span[]; charging: Span[]; computing: Span[] };

/** Computing ends early enough to charge for the departure; it is away from then on. */
export function nightOf(charter: Charter, day: number, departure: Departure | undefined): Night {
  const isAllowed = (at: number) => {
    const then = dayAndMinute(day, at);
    return mayComputeAt(charter, then.day, then.minute);
  };
  const allowed = spansOf(isAllowed);
  if (!departure) return { allowed, charging: [], computing: allowed };
  const minute = minuteOf(departure.at);
  const leaves = minute < noon ? minute + minutesADay : minute;
  const full = leaves - charter.departure.reserveMinutes;
  const begins = full - chargeMinutes(charter, departure);
  return {
    allowed,
    charging: spansOf((at) => at >= begins && at < full),
    computing: spansOf((at) => isAllowed(at) && at < begins),
  };
}

export const spanText = ({ from, to }: Span): string => `${timeOf(from)} to ${timeOf(to)}`;

/** A clock has 24 hours: what goes over midnight is drawn as two. */
const stretchesOf = (spans: readonly Span[], says: (span: Span) => string): Stretch[] =>
  spans.flatMap((span) =>
    [
      { from: span.from, to: Math.min(span.to, minutesADay) },
      { from: Math.max(span.from, minutesADay) - minutesADay, to: span.to - minutesADay },
    ]
      .filter(({ from, to }) => to > from)
      .map(({ from, to }) => ({ fromHour: from / 60, toHour: to / 60, says: says(span) })),
  );

/** Of more prices than that, one row tells them all. */
const priceRowsMax = 2;

function priceRows(charter: Charter, day: number): StripRow[] {
  const price = (at: number) => {
    const then = dayAndMinute(day, at);
    return priceAt(charter, then.day, then.minute);
  };
  const rows = [...new Set(steps.map(price))].map((each) => {
    const name = each === undefined ? 'Price by feed' : `${moneyText(each)} a kWh`;
    const spans = spansOf((at) => price(at) === each);
    return { name, stretches: stretchesOf(spans, (span) => `${spanText(span)}, ${name}`) };
  });
  return rows.length <= priceRowsMax
    ? rows
    : [{ name: 'Price', stretches: rows.flatMap(({ stretches }) => stretches) }];
}

export function stripOf(charter: Charter, day: number, departure: Departure | undefined): StripRow[] {
  const { allowed, charging, computing } = nightOf(charter, day, departure);
  return [
    { name: 'Allowed', stretches: stretchesOf(allowed, spanText) },
    { name: 'Charge', stretches: stretchesOf(charging, spanText) },
    { name: 'Compute', stretches: stretchesOf(computing, spanText) },
    ...priceRows(charter, day),
  ];
}
