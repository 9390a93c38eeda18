import fc from 'fast-check';
import { weekdays } from '../../../shared/charter/local-time.ts';
import type { Charter } from '../../../shared/charter.ts';
import { charter } from '../../../shared/charter.ts';
import type { SignalName, Signals } from '../../../shared/signals.ts';
import { goodValues, readings, type SignalValues } from './good-moment.ts';

const hour = 3_600_000;

/** 2024 to 2030, to the millisecond, and often around a change of the clocks. */
const anyNow = fc.oneof(
  fc.integer({ min: Date.UTC(2024), max: Date.UTC(2030) }),
  fc
    .constantFrom(
      Date.UTC(2026, 2, 29, 1),
      Date.UTC(2026, 9, 25, 1),
      Date.UTC(2026, 2, 8, 7),
      Date.UTC(2026, 10, 1, 6),
    )
    .chain((change) => fc.integer({ min: change - 30 * hour, max: change + 30 * hour })),
);

/** `nothing` most of the time. */
const seldom = <Value, Nothing>(
  value: fc.Arbitrary<Value>,
  nothing: Nothing,
): fc.Arbitrary<Value | Nothing> =>
  fc.oneof({ weight: 1, arbitrary: value }, { weight: 4, arbitrary: fc.constant(nothing) });

const zone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
);
const days = fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 });
const timeOfDay = fc
  .integer({ min: 0, max: 95 })
  .map((quarter) => new Date(quarter * 900_000).toISOString().slice(11, 16));
export const anyWindow = fc.record({
  days,
  from: timeOfDay,
  to: fc.oneof(timeOfDay, fc.constant('24:00')),
});
const percent = fc.integer({ min: 0, max: 100 });
const price = fc.integer({ min: -50_000, max: 350_000 });
const ceiling = fc.integer({ min: 100_000, max: 500_000 });
const tariff = fc.oneof(
  fc.record({ kind: fc.constant('fixed'), microUsdPerKwh: price, ceilingMicroUsdPerKwh: ceiling }),
  fc.record({
    kind: fc.constant('time-of-use'),
    windows: fc.array(
      fc.tuple(anyWindow, price).map(([window, microUsdPerKwh]) => ({ ...window, microUsdPerKwh })),
      { minLength: 1, maxLength: 4 },
    ),
    otherwiseMicroUsdPerKwh: price,
    ceilingMicroUsdPerKwh: ceiling,
  }),
  fc.record({ kind: fc.constant('dynamic'), ceilingMicroUsdPerKwh: ceiling }),
);
const heed = fc.constantFrom('required', 'if-told');
const heedOrNot = fc.constantFrom('required', 'if-told', 'ignored');
const limitOf = (min: number) =>
  fc.option(fc.record({ maxCelsius: fc.integer({ min, max: 90 }), signal: heed }), { nil: undefined });

/** Any charter that its schema takes, about as strict as owners are. */
const anyCharter: fc.Arbitrary<Charter> = fc
  .record({
    version: fc.constant(1),
    timeZone: zone,
    car: fc.record({
      packKwh: fc.integer({ min: 20, max: 120 }),
      chemistry: fc.constantFrom('nmc', 'lfp'),
      chargerWatts: fc.integer({ min: 1_400, max: 22_000 }),
      computerWatts: fc.integer({ min: 40, max: 500 }),
      awakeAnyway: fc.boolean(),
    }),
    hours: seldom(fc.array(anyWindow, { minLength: 1, maxLength: 6 }), undefined),
    stateOfChargeFloorPercent: fc.integer({ min: 0, max: 80 }),
    departure: fc.record({
      weekly: fc.array(fc.record({ days, at: timeOfDay, targetPercent: percent }), { maxLength: 2 }),
      dated: fc.array(
        fc.record({
          at: anyNow.map((at) => new Date(at).toISOString().slice(0, 16)),
          targetPercent: percent,
        }),
        { maxLength: 2 },
      ),
      carsPlanTargetPercent: percent,
      reserveMinutes: fc.integer({ min: 0, max: 120 }),
    }),
    tariff,
    netFloorMicroUsdPerHour: fc.integer({ min: 0, max: 500_000 }),
    circuitWatts: fc.integer({ min: 1_400, max: 22_000 }),
    temperatures: fc.record({ cabin: limitOf(20), battery: limitOf(20), computer: limitOf(50) }),
    wearBudgetMicroUsdPerMonth: seldom(fc.integer({ min: 0, max: 30_000_000 }), undefined),
    network: fc.record({
      wifiOnly: fc.boolean(),
      bytesPerDay: seldom(fc.integer({ min: 0, max: 1e10 }), undefined),
    }),
    kinds: fc.constant(['embeddings']),
    interlocks: fc.record({
      userPresent: heed,
      doorOpen: heed,
      appInUse: heed,
      softwareUpdate: heed,
      crash: heed,
      tow: heed,
      serviceMode: heed,
      sentry: heedOrNot,
      preconditioning: heedOrNot,
      unlocked: heedOrNot,
    }),
    signalAgeSeconds: fc.option(
      fc.record(
        { gear: fc.integer({ min: 1, max: 600 }), charging: fc.integer({ min: 1, max: 600 }) },
        { requiredKeys: [] },
      ),
      { nil: undefined },
    ),
  })
  .map((given) => charter.parse(JSON.parse(JSON.stringify(given))));

const celsius = fc.integer({ min: -30, max: 70 });
const anyValues = {
  pluggedIn: fc.boolean(),
  charging: fc.boolean(),
  chargingWatts: fc.integer({ min: 0, max: 22_000 }),
  stateOfChargePercent: percent,
  chargeLimitPercent: percent,
  gear: fc.constantFrom('P', 'R', 'N', 'D'),
  userPresent: fc.boolean(),
  doorOpen: fc.boolean(),
  appInUse: fc.boolean(),
  locked: fc.boolean(),
  sentry: fc.boolean(),
  softwareUpdate: fc.boolean(),
  preconditioning: fc.boolean(),
  crash: fc.boolean(),
  tow: fc.boolean(),
  serviceMode: fc.boolean(),
  cabinCelsius: celsius,
  batteryCelsius: celsius,
  computerCelsius: celsius,
  awake: fc.boolean(),
  network: fc.constantFrom('wifi', 'cellular', 'none'),
  computerMilliWatts: fc.integer({ min: 0, max: 1e6 }),
  wearThisMonthMicroUsd: fc.integer({ min: 0, max: 40_000_000 }),
  dataTodayBytes: fc.integer({ min: 0, max: 1e11 }),
  finishThenStop: fc.boolean(),
} as const;
const anySignalValue = fc.record(anyValues, { requiredKeys: [] }) as fc.Arbitrary<SignalValues>;

/** Rates of half an hour each from a little before `now` on, and now and then a gap. */
const ratesAround = (now: number) =>
  fc.array(fc.tuple(price, fc.integer({ min: 0, max: 9 })), { maxLength: 40 }).map((prices) =>
    prices.flatMap(([microUsdPerKwh, chance], no) => {
      const startsAt = now - hour + (no * hour) / 2;
      return chance === 0 ? [] : [{ startsAt, endsAt: startsAt + hour / 2, microUsdPerKwh }];
    }),
  );

const signalName = fc.constantFrom(...(Object.keys(goodValues) as SignalName[]));

/** Told up to 50 s ago. Some signals of the good car are other than good, missing, or old. */
const anySignalsAt = (now: number): fc.Arbitrary<Signals> =>
  fc
    .record({
      ageMillis: fc.integer({ min: 0, max: 50_000 }),
      other: seldom(anySignalValue, {} as SignalValues),
      taken: fc.uniqueArray(fc.constantFrom(...Object.keys(anyValues)), { maxLength: 2 }),
      missing: seldom(signalName, undefined),
      old: seldom(fc.tuple(signalName, fc.integer({ min: -20_000, max: 2_000_000 })), undefined),
      charge: seldom(fc.record({ charging: fc.constant(true), chargingWatts: anyValues.chargingWatts }), {}),
      energyRates: ratesAround(now),
      departureAt: seldom(fc.integer({ min: now - hour, max: now + 40 * hour }), undefined),
      pausedUntil: seldom(fc.integer({ min: now - hour, max: now }), undefined),
    })
    .map(({ ageMillis, other, taken, missing, old, charge, ...more }) => {
      const some = Object.fromEntries(Object.entries(other).filter(([name]) => taken.includes(name)));
      const signals = readings(
        { ...goodValues, ...charge, ...some, ...more } as SignalValues,
        now - ageMillis,
      );
      if (missing) delete signals[missing];
      const aged = old && signals[old[0]];
      if (aged) aged.at = now - old[1];
      return signals;
    });

export const anyMoment = fc
  .tuple(anyCharter, anyNow)
  .chain(([given, now]) => anySignalsAt(now).map((signals) => ({ charter: given, now, signals })));
