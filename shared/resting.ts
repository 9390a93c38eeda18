import type { CharterStanding } from './consent.ts';
import { type Halt, haltOf } from './halt.ts';
import type { Reason } from './judgement.ts';
import type { VehicleRecord } from './vehicle-state.ts';

/**
 * Why a vehicle computes nothing, as far as it tells: a few coarse words for the many reasons that it judges by
 * (shared/charter). None tells a place, a person or a departure. Those in `private` are told by the hour alone.
 */
const told = {
  in_use: 'The car is in use, or is about to be.',
  not_plugged_in: 'The cable is not plugged in.',
  consent_withdrawn: 'You took back your consent to its charter. Agree to one again, and it goes on.',
  paused: 'You paused it in the car.',
  finished: 'It finished what it had and rests, as you asked.',
  outside_hours: 'It is outside the hours of your charter.',
  price_above_ceiling: 'Electricity costs more than your ceiling.',
  price_unknown: 'It is not known what electricity costs now.',
  charge_below_floor: 'The battery is not above your floor.',
  charging_first: 'The car charges first.',
  too_warm: 'It is warmer than your charter allows.',
  wear_budget: 'This month’s budget for wear is used up.',
  not_on_wifi: 'It is not on Wi-Fi.',
  data_cap: 'Today’s data is used up.',
  car_busy: 'The car is busy with itself: an update, or its sentry.',
  updating: 'Its agent or models are being updated.',
  ends_soon: 'What is left of its time is too short to begin anything.',
  not_known: 'The car does not tell all that your charter asks for.',
} as const;
export type RestCode = keyof typeof told;
export const restCodes = Object.keys(told) as [RestCode, ...RestCode[]];

/** `until`: ms since the epoch, where the clock alone ends it and its owner's rules say when. */
export type Rest = { code: RestCode; until?: number };

/** Told when they change, these would tell when somebody drives. */
const privateCodes: ReadonlySet<RestCode> = new Set(['in_use', 'not_plugged_in']);
export const isPrivate = (rests: readonly Rest[]): boolean =>
  rests.some(({ code }) => privateCodes.has(code));

/** A plan of the driver's ends none of these. */
const endsByRule: ReadonlySet<RestCode> = new Set([
  'paused',
  'outside_hours',
  'price_above_ceiling',
  'price_unknown',
  'wear_budget',
  'data_cap',
]);

const coarseOf: Readonly<Record<string, RestCode>> = {
  'user-present': 'in_use',
  'door-open': 'in_use',
  'app-in-use': 'in_use',
  gear: 'in_use',
  crash: 'in_use',
  tow: 'in_use',
  'service-mode': 'in_use',
  preconditioning: 'in_use',
  unlocked: 'in_use',
  departure: 'in_use',
  'not-plugged-in': 'not_plugged_in',
  'consent-withdrawn': 'consent_withdrawn',
  paused: 'paused',
  'outside-hours': 'outside_hours',
  'price-above-ceiling': 'price_above_ceiling',
  'price-unknown': 'price_unknown',
  'charge-below-floor': 'charge_below_floor',
  'charge-for-departure': 'charging_first',
  'circuit-full': 'charging_first',
  'cabin-too-warm': 'too_warm',
  'battery-too-warm': 'too_warm',
  'computer-too-warm': 'too_warm',
  'wear-budget': 'wear_budget',
  'not-on-wifi': 'not_on_wifi',
  'data-cap': 'data_cap',
  'software-update': 'car_busy',
  sentry: 'car_busy',
  'clock-wrong': 'not_known',
};

/** What may be told of a judgement's reasons. While somebody uses the car, nothing else is. */
export function restsOf(reasons: readonly Reason[]): Rest[] {
  const rests = new Map<RestCode, Rest>();
  for (const { code: fine, weight, at } of reasons) {
    if (weight !== 'stop' && weight !== 'no') continue;
    const code = coarseOf[fine] ?? 'not_known';
    if (code === 'in_use') return [{ code }];
    if (!rests.has(code))
      rests.set(code, { code, ...(at !== undefined && endsByRule.has(code) && { until: at }) });
  }
  return [...rests.values()];
}

/** What keeps a vehicle from work, of what the car says and of what the market itself knows. */
const byMarket = {
  halted: 'The market has halted vehicles like it',
  finish_asked: 'You asked it to finish what it has and to rest then.',
  below_floor: 'What there is to do would leave you less than your charter’s floor.',
  no_work: 'There is nothing to do for it at the moment.',
} as const;
export const waitCodes = [...restCodes, ...(Object.keys(byMarket) as (keyof typeof byMarket)[])] as const;
type Wait = { code: (typeof waitCodes)[number]; message: string; until: number | null };

/** The same words at the market and in the car. */
export const restWords = ({ code }: Rest): string => told[code];

/** What the market knows of a vehicle; times in ms since the epoch. */
type Known = {
  record: VehicleRecord;
  presence: { presentUntil: number; idles?: true; rests?: readonly Rest[]; belowFloor?: true } | undefined;
  charter: CharterStanding;
  halts: readonly Halt[];
  now: number;
};

/** `resting`: by its owner's rules or word. `unheard`: it has not said for a while what it does. */
export const doings = ['running', 'waiting', 'resting', 'unheard', 'shut_out'] as const;
export type Doing = { doing: (typeof doings)[number]; waitingBecause: Wait[] };

/** What a vehicle does as it last said, and what keeps it from work. */
export function doingOf({ record, presence, charter, halts, now }: Known): Doing {
  if (record.state !== 'active') return { doing: 'shut_out', waitingBecause: [] };
  const ofMarket = [...withdrawn(charter), ...finishing(record), ...halted(record, halts)];
  const { presentUntil = 0, idles, rests = [], belowFloor } = presence ?? {};
  // Work may take longer than was foreseen: it runs until it hands in, or has not been heard from for too long.
  if (presentUntil > now && !idles) return { doing: 'running', waitingBecause: ofMarket };
  if (presentUntil > now) {
    const idle = waitOf(belowFloor ? 'below_floor' : 'no_work');
    return { doing: 'waiting', waitingBecause: ofMarket.length > 0 ? ofMarket : [idle] };
  }
  const known = new Set(ofMarket.map(({ code }) => code));
  const ofCar = rests
    .filter(({ code }) => !known.has(code))
    .map(({ code, until }) => restWait(code, until, now));
  const because = [...ofMarket, ...ofCar];
  return { doing: because.length > 0 ? 'resting' : 'unheard', waitingBecause: because };
}

const waitOf = (code: keyof typeof byMarket): Wait => ({ code, message: byMarket[code], until: null });

/** An end that has passed is not told: the car may be asleep, and has not judged since. */
const restWait = (code: RestCode, until: number | undefined, now: number): Wait => ({
  code,
  message: told[code],
  until: until !== undefined && until > now ? until : null,
});

const withdrawn = ({ state }: CharterStanding): Wait[] =>
  state === 'withdrawn' ? [{ code: 'consent_withdrawn', message: told.consent_withdrawn, until: null }] : [];

const finishing = ({ finishes }: VehicleRecord): Wait[] => (finishes ? [waitOf('finish_asked')] : []);

/** Of some of its models too: those it is told of by name. */
function halted(record: VehicleRecord, halts: readonly Halt[]): Wait[] {
  const byHalt = Map.groupBy(record.models, (model) => haltOf(halts, record, model));
  return [...byHalt].flatMap(([halt, models]): Wait[] => {
    if (!halt) return [];
    const which = models.length < record.models.length ? ` (${models.join(', ')})` : '';
    return [{ code: 'halted', message: `${byMarket.halted}${which}: ${halt.reason}`, until: null }];
  });
}
