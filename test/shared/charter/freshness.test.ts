import { describe, expect, test } from 'vitest';
import { freshValue, whenKnown } from '../../../shared/charter/freshness.ts';
import type { SignalName, Signals } from '../../../shared/signals.ts';
import { signals as signalsSchema } from '../../../shared/signals.ts';
import { monday, plainCharter } from './good-moment.ts';

const whatIsMissed: Readonly<Record<SignalName, readonly [code: string, text: string]>> = {
  pluggedIn: ['plugged-in', 'whether the cable is plugged in'],
  charging: ['charging', 'whether the car charges'],
  chargingWatts: ['charging-watts', 'what charging draws'],
  stateOfChargePercent: ['state-of-charge-percent', 'how full the battery is'],
  chargeLimitPercent: ['charge-limit-percent', 'how far the car charges'],
  gear: ['gear', 'which gear is in'],
  userPresent: ['user-present', 'whether somebody is in the car'],
  doorOpen: ['door-open', 'whether a door is open'],
  appInUse: ['app-in-use', 'whether the app is in use'],
  locked: ['locked', 'whether the car is locked'],
  sentry: ['sentry', 'whether the sentry watches'],
  softwareUpdate: ['software-update', 'whether the car is being updated'],
  preconditioning: ['preconditioning', 'whether the car is being warmed or cooled for a trip'],
  crash: ['crash', 'whether the car was hit'],
  tow: ['tow', 'whether the car is being towed'],
  serviceMode: ['service-mode', 'whether the car is in service'],
  cabinCelsius: ['cabin-celsius', 'how warm the cabin is'],
  batteryCelsius: ['battery-celsius', 'how warm the battery is'],
  computerCelsius: ['computer-celsius', 'how warm the computer is'],
  awake: ['awake', 'whether the car is awake anyway'],
  network: ['network', 'which network the car uses'],
  departureAt: ['departure-at', 'when the car leaves'],
  computerMilliWatts: ['computer-milli-watts', 'what the computer draws'],
  energyRates: ['energy-rates', 'what electricity costs'],
  wearThisMonthMicroUsd: ['wear-this-month-micro-usd', 'how much wear was metered this month'],
  dataTodayBytes: ['data-today-bytes', 'how much data was used today'],
  pausedUntil: ['paused-until', 'whether computing is paused'],
  finishThenStop: ['finish-then-stop', 'whether computing is to end'],
};
const names = Object.keys(whatIsMissed) as SignalName[];
const minute = 60;
const trustedSeconds: Partial<Record<SignalName, number>> = {
  stateOfChargePercent: 15 * minute,
  chargeLimitPercent: 86_400,
  cabinCelsius: 5 * minute,
  batteryCelsius: 5 * minute,
  awake: 5 * minute,
  departureAt: 86_400,
  energyRates: 86_400,
  wearThisMonthMicroUsd: 10 * minute,
  dataTodayBytes: 10 * minute,
  pausedUntil: Number.POSITIVE_INFINITY,
  finishThenStop: Number.POSITIVE_INFINITY,
};

const told = (name: SignalName, ageMillis: number): Signals =>
  ({ [name]: { value: 'told', at: monday - ageMillis } }) as unknown as Signals;
const valueAt = (name: SignalName, ageMillis: number, charter = plainCharter) =>
  freshValue({ charter, signals: told(name, ageMillis), now: monday }, name) as unknown;
const missed = (name: SignalName, signals: Signals) =>
  whenKnown({ charter: plainCharter, signals, now: monday }, name, () => []);

test('every signal is one of these', () => {
  expect(names.toSorted()).toEqual([...signalsSchema.keyof().options].sort());
});

describe.each(names)('%s', (name) => {
  const seconds = trustedSeconds[name] ?? minute;
  const [code, text] = whatIsMissed[name];

  test('is trusted to the last millisecond of its age, and up to five seconds ahead of the clock', () => {
    const limit = Math.min(seconds * 1_000, 1e12);
    expect([valueAt(name, 0), valueAt(name, limit), valueAt(name, -5_000)]).toEqual(['told', 'told', 'told']);
    expect(valueAt(name, -5_001)).toBeUndefined();
    if (seconds < 1e12) expect(valueAt(name, limit + 1)).toBeUndefined();
  });

  test('is trusted for as long as the charter says', () => {
    const charter = { ...plainCharter, signalAgeSeconds: { [name]: 7 } };
    expect([valueAt(name, 7_000, charter), valueAt(name, 7_001, charter)]).toEqual(['told', undefined]);
  });

  test('is missed in words of its own', () => {
    expect(missed(name, {})).toEqual([
      {
        weight: 'no',
        code: `missing-${code}`,
        text: `Not now: it is not known ${text}: no source has told it.`,
        clearsAt: null,
      },
    ]);
    expect(missed(name, told(name, -6_000))).toMatchObject([
      {
        code: `stale-${code}`,
        text: `Not now: it is not known ${text}: the last word is dated ahead of the clock.`,
      },
    ]);
  });
});

test('what is known is judged by its value, false and zero too', () => {
  const moment = {
    charter: plainCharter,
    now: monday,
    signals: { doorOpen: { value: false, at: monday }, chargingWatts: { value: 0, at: monday } },
  };
  const seen: unknown[] = [];
  const see = (value: unknown) => {
    seen.push(value);
    return [];
  };
  expect([...whenKnown(moment, 'doorOpen', see), ...whenKnown(moment, 'chargingWatts', see)]).toEqual([]);
  expect(seen).toEqual([false, 0]);
});
