import type { Charter } from '../charter.ts';
import type { Reason } from '../judgement.ts';
import type { Signals } from '../signals.ts';
import { chargedByDeparture } from './departure.ts';
import { pricesFrom } from './energy-price.ts';
import { judge } from './judge.ts';
import { dayAt, dayMillis, firstInstantOf, hourMillis, minuteMillis, timeOfDayMillis } from './local-time.ts';
import type { Period } from './weekly-hours.ts';

/** What a preview takes for granted of the car: else it stands plugged in, cool, on Wi-Fi and with nobody in it. */
type Assumed = {
  chargePercent: number;
  /** At a time of day such as 07:30: the first after noon. */
  departure?: { time: string; targetPercent: number } | undefined;
};

type Assuming = { chargePercent: number; departure?: { at: number; targetPercent: number } | undefined };

type Forbidden = Period & { code: string; text: string };

export type Preview = Period & {
  /** The charter allows computing, whatever the departure. */
  allowed: Period[];
  /** It would compute, if there is work. */
  computing: Period[];
  /** Kept for charging before the departure. */
  charging: Period[];
  /** undefined: a feed tells it to the car alone. */
  prices: (Period & { microUsdPerKwh: number | undefined })[];
  /** Not allowed, with the reason that holds until its end. */
  forbidden: Forbidden[];
  week: { allowedHours: number; microUsdPerKwh: number | undefined };
};

const weekMillis = 7 * dayMillis;
/** So often is looked whether it is to be charged, and at most so often whether computing is allowed. */
const stepMillis = 5 * minuteMillis;
/** In a week of which only sums are told. */
const weekStepMillis = 15 * minuteMillis;

/**
 * What the car's own judgement (./judge.ts) makes of the rules from the noon of this day to the next, by the wall
 * clock of the charter, and in the week from there on.
 */
export function preview(charter: Charter, now: number, { chargePercent, departure }: Assumed): Preview {
  const { timeZone } = charter;
  const today = dayAt(timeZone, now);
  const noonOf = (day: number) => firstInstantOf(timeZone, day * dayMillis + 12 * hourMillis);
  const night = { startsAt: noonOf(today), endsAt: noonOf(today + 1) };
  const undisturbed = { chargePercent };
  const leaving = departure && {
    chargePercent,
    departure: { ...departure, at: firstAfter(charter, night, departure.time) },
  };
  const { allowed, forbidden } = judged(charter, night, undisturbed);
  const week = { startsAt: night.startsAt, endsAt: night.startsAt + weekMillis };
  return {
    ...night,
    allowed,
    forbidden,
    computing: leaving ? judged(charter, night, leaving).allowed : allowed,
    charging: leaving ? charged(charter, night, leaving) : [],
    prices: pricesIn(charter, night),
    week: weekOf(charter, week, judged(charter, week, undisturbed, weekStepMillis).allowed),
  };
}

function firstAfter({ timeZone }: Charter, { startsAt }: Period, time: string): number {
  const day = dayAt(timeZone, startsAt);
  const on = (each: number) => firstInstantOf(timeZone, each * dayMillis + timeOfDayMillis(time));
  return on(day) > startsAt ? on(day) : on(day + 1);
}

/** From judgement to judgement: each says until when nothing changes by the clock alone. */
function judged(charter: Charter, { startsAt, endsAt }: Period, assumed: Assuming, leastMillis = stepMillis) {
  const allowed: Period[] = [];
  const forbidden: Forbidden[] = [];
  for (let at = startsAt; at < endsAt; ) {
    const { eligibleUntil, mayChangeAt, reasons } = judge(
      planned(charter, assumed),
      signalsAt(at, charter, assumed),
      at,
    );
    const next = eligibleUntil ?? mayChangeAt ?? endsAt;
    const until = Math.min(endsAt, Math.max(next, at + leastMillis));
    if (eligibleUntil !== null) extend(allowed, { startsAt: at, endsAt: until });
    else forbidden.push({ startsAt: at, endsAt: until, ...lastingOf(reasons) });
    at = until;
  }
  return { allowed, forbidden };
}

function extend(periods: Period[], { startsAt, endsAt }: Period): void {
  const last = periods.at(-1);
  if (last?.endsAt === startsAt) last.endsAt = endsAt;
  else periods.push({ startsAt, endsAt });
}

function charged(charter: Charter, { startsAt, endsAt }: Period, assumed: Assuming): Period[] {
  const periods: Period[] = [];
  for (let at = startsAt; at < endsAt; at += stepMillis) {
    const moment = { charter: planned(charter, assumed), signals: signalsAt(at, charter, assumed), now: at };
    const charges = chargedByDeparture(moment).some(
      ({ code, weight }) => weight === 'no' && code === 'charge-for-departure',
    );
    if (charges) extend(periods, { startsAt: at, endsAt: Math.min(endsAt, at + stepMillis) });
  }
  return periods;
}

/**
 * Of several reasons the one that holds all the while: it ends last, or not by the clock. All are against computing:
 * what is taken for granted of the car gives cause for no mere note.
 */
function lastingOf(reasons: readonly Reason[]): { code: string; text: string } {
  const endOf = ({ at = Number.POSITIVE_INFINITY }: Reason) => at;
  const [{ code, text } = { code: 'unknown', text: '' }] = reasons.toSorted(
    (a, b) => endOf(b) - endOf(a) || 0,
  );
  return { code, text };
}

/** With the target of the assumed departure in the place of the car's own. */
const planned = (charter: Charter, { departure }: Assuming): Charter =>
  departure
    ? { ...charter, departure: { ...charter.departure, carsPlanTargetPercent: departure.targetPercent } }
    : charter;

/** All that rules ask for, and nothing against computing; from its departure on the car drives. */
function signalsAt(at: number, { tariff }: Charter, { chargePercent, departure }: Assuming): Signals {
  const say = <Value>(value: Value) => ({ value, at });
  const isAway = departure !== undefined && at >= departure.at;
  const anyPrice = {
    startsAt: at,
    endsAt: at + 10 * dayMillis,
    microUsdPerKwh: tariff.ceilingMicroUsdPerKwh,
  };
  return {
    pluggedIn: say(!isAway),
    gear: say(isAway ? ('D' as const) : ('P' as const)),
    charging: say(false),
    stateOfChargePercent: say(chargePercent),
    ...{ userPresent: say(false), doorOpen: say(false), appInUse: say(false), locked: say(true) },
    ...{ sentry: say(false), softwareUpdate: say(false), preconditioning: say(false) },
    ...{ crash: say(false), tow: say(false), serviceMode: say(false) },
    ...{ cabinCelsius: say(-40), batteryCelsius: say(-40), computerCelsius: say(-40) },
    network: say('wifi' as const),
    wearThisMonthMicroUsd: say(0),
    dataTodayBytes: say(0),
    energyRates: say([anyPrice]),
    ...(departure && !isAway && { departureAt: say(departure.at) }),
  };
}

/** Without a feed: what it would tell is not known here. */
function pricesIn(charter: Charter, { startsAt, endsAt }: Period): Preview['prices'] {
  const prices: Preview['prices'] = [];
  for (const price of pricesFrom({ charter, signals: {}, now: startsAt })) {
    if (price.startsAt >= endsAt) break;
    const last = prices.at(-1);
    const until = Math.min(endsAt, price.endsAt);
    if (last && last.microUsdPerKwh === price.microUsdPerKwh) last.endsAt = until;
    else prices.push({ ...price, endsAt: until });
  }
  return prices;
}

/** What an allowed kilowatt-hour costs on average, where all of it is known. */
function weekOf(charter: Charter, week: Period, allowed: readonly Period[]): Preview['week'] {
  const prices = pricesIn(charter, week);
  let millis = 0;
  let cost = 0;
  for (const period of allowed)
    for (const { startsAt, endsAt, microUsdPerKwh } of prices) {
      const shared = Math.max(0, Math.min(period.endsAt, endsAt) - Math.max(period.startsAt, startsAt));
      millis += shared;
      // Not a number as soon as one of them is not known.
      cost += shared * Number(microUsdPerKwh);
    }
  return {
    allowedHours: Math.round((millis / hourMillis) * 100) / 100,
    microUsdPerKwh: millis === 0 || Number.isNaN(cost) ? undefined : Math.round(cost / millis),
  };
}
