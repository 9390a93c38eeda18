import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import { isTimeZone, weekdays } from './charter/local-time.ts';
import { signals } from './signals.ts';

/**
 * The owner's rules: when a car may compute, how much, how hot and for what pay. The car judges them by itself
 * (shared/charter/judge.ts). Money is micro-USD, energy kilowatt-hours at the plug, time the wall clock of `timeZone`.
 */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 07:30');
const endOfWindow = z.union([timeOfDay, z.literal('24:00')]);
const days = z.array(z.enum(weekdays)).min(1).max(7);
const percent = z.number().min(0).max(100);
const microUsdPerKwh = z.number().int().min(-10_000_000).max(10_000_000);

/** On each of `days` from `from` until `to`. A `to` that is not after `from` is on the next day. */
const weeklyWindow = z.strictObject({ days, from: timeOfDay, to: endOfWindow });
export type WeeklyWindow = z.infer<typeof weeklyWindow>;

const tariff = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), microUsdPerKwh, ceilingMicroUsdPerKwh: microUsdPerKwh }),
  z.strictObject({
    kind: z.literal('time-of-use'),
    /** Of several that hold at a moment, the first counts. */
    windows: z.array(weeklyWindow.extend({ microUsdPerKwh })).min(1).max(50),
    /** Outside the windows. */
    otherwiseMicroUsdPerKwh: microUsdPerKwh,
    ceilingMicroUsdPerKwh: microUsdPerKwh,
  }),
  /** Prices are the signal `energyRates`, from a feed. */
  z.strictObject({ kind: z.literal('dynamic'), ceilingMicroUsdPerKwh: microUsdPerKwh }),
]);

/** When the car must be charged so far. Computing ends early enough to charge after it. */
const departure = z.strictObject({
  weekly: z.array(z.strictObject({ days, at: timeOfDay, targetPercent: percent })).max(50),
  dated: z
    .array(
      z.strictObject({
        at: z.iso.datetime({ local: true, precision: -1 }).regex(/\d$/, 'a wall time without zone'),
        targetPercent: percent,
      }),
    )
    .max(100),
  /** For a departure that the car itself tells of. */
  carsPlanTargetPercent: percent,
  /** Kept free before each departure, on top of what charging takes. */
  reserveMinutes: z.number().int().min(0).max(720),
});

/**
 * `required`: it must be known and clear. `if-told`: for cars that never tell it; once it was told it must be known and
 * clear as well, since a source that died says nothing.
 */
const heed = z.enum(['required', 'if-told']);
const heedOrNot = z.enum(['required', 'if-told', 'ignored']);
const temperature = z.strictObject({ maxCelsius: z.number().min(-40).max(120), signal: heed });

/** The cable and the gear are not here: both are always required. */
const interlocks = z.strictObject({
  userPresent: heed,
  doorOpen: heed,
  appInUse: heed,
  softwareUpdate: heed,
  crash: heed,
  tow: heed,
  serviceMode: heed,
  sentry: heedOrNot,
  preconditioning: heedOrNot,
  /** The car stands unlocked. */
  unlocked: heedOrNot,
});

const car = z.strictObject({
  packKwh: z.number().min(1).max(500),
  chemistry: z.enum(['nmc', 'lfp']),
  /** What charging takes from the plug at most. */
  chargerWatts: z.number().int().min(300).max(50_000),
  /** The most that the computer draws. */
  computerWatts: z.number().int().min(10).max(2_000),
  /** It would be awake without computing as well. The signal `awake` outranks it. */
  awakeAnyway: z.boolean(),
});

export const kinds = ['embeddings', 'chat', 'ocr'] as const;

export const charter = z.strictObject({
  version: z.literal(1),
  timeZone: z.string().max(60).refine(isTimeZone, 'an IANA time zone such as Europe/Berlin'),
  car,
  /** Left out: at any hour. */
  hours: z.array(weeklyWindow).min(1).max(50).optional(),
  stateOfChargeFloorPercent: percent,
  departure,
  tariff,
  /** An hour of computing must leave at least this, after energy and wear. */
  netFloorMicroUsdPerHour: z.number().int().min(0).max(100_000_000),
  /** What the plug's circuit carries; charging goes first, computing gets the rest. */
  circuitWatts: z.number().int().min(100).max(100_000),
  temperatures: z.strictObject({
    cabin: temperature.optional(),
    battery: temperature.optional(),
    computer: temperature.optional(),
  }),
  /** Left out: no budget, wear is still metered and paid for. */
  wearBudgetMicroUsdPerMonth: z.number().int().min(0).max(1e12).optional(),
  network: z.strictObject({
    wifiOnly: z.boolean(),
    /** Up and down, from midnight to midnight. */
    bytesPerDay: z.number().int().min(0).max(1e15).optional(),
  }),
  /** Kinds of models that may run. */
  kinds: z.array(z.enum(kinds)).min(1).max(kinds.length),
  interlocks,
  /** How old a signal may be before it counts as unknown, where it is not the usual (shared/charter/freshness.ts). */
  signalAgeSeconds: z.partialRecord(signals.keyof(), z.number().int().min(1).max(604_800)).optional(),
});
export type Charter = z.infer<typeof charter>;

/** What the owner signs: one form only, so that car, owner and market speak of the same bytes. */
export const charterBytes = (agreed: Charter): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(canonicalJson(agreed));

/**
 * A careful start for a car at home: any hour, half of the battery kept, 80 % by 07:00 on workdays, Wi-Fi only. Its
 * owner sets at least car, time zone and tariff.
 */
export const standardCharter: Charter = {
  version: 1,
  timeZone: 'UTC',
  car: { packKwh: 75, chemistry: 'nmc', chargerWatts: 7_400, computerWatts: 160, awakeAnyway: false },
  stateOfChargeFloorPercent: 50,
  departure: {
    weekly: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], at: '07:00', targetPercent: 80 }],
    dated: [],
    carsPlanTargetPercent: 80,
    reserveMinutes: 15,
  },
  tariff: { kind: 'fixed', microUsdPerKwh: 187_000, ceilingMicroUsdPerKwh: 300_000 },
  netFloorMicroUsdPerHour: 20_000,
  circuitWatts: 7_400,
  temperatures: {
    cabin: { maxCelsius: 45, signal: 'required' },
    battery: { maxCelsius: 40, signal: 'if-told' },
    computer: { maxCelsius: 80, signal: 'if-told' },
  },
  wearBudgetMicroUsdPerMonth: 20_000_000,
  network: { wifiOnly: true, bytesPerDay: 2_000_000_000 },
  kinds: [...kinds],
  interlocks: {
    userPresent: 'required',
    doorOpen: 'required',
    appInUse: 'if-told',
    softwareUpdate: 'required',
    crash: 'if-told',
    tow: 'if-told',
    serviceMode: 'if-told',
    sentry: 'required',
    preconditioning: 'required',
    unlocked: 'ignored',
  },
};
