import { describe, expect, test } from 'vitest';
import { withinHours } from '../../../shared/charter/allowed-hours.ts';
import { interlocksOpen, ownersWord, parkedAndPlugged } from '../../../shared/charter/interlocks.ts';
import { permittedWatts, roomOnCircuit, standingOf } from '../../../shared/charter/power.ts';
import type { Charter, WeeklyWindow } from '../../../shared/charter.ts';
import { computerWattsWithin, wallMilliWatts } from '../../../shared/energy.ts';
import { goodSignals, monday, plainCharter } from './good-moment.ts';
import { berlin, type Case, hour, minute } from './judged.ts';

const momentOf = ({ rules, but, now = monday }: Case, signals = goodSignals(but, now)) => ({
  charter: { ...plainCharter, ...rules },
  signals,
  now,
});
const week: WeeklyWindow['days'] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

describe('the owner’s hours', () => {
  const judged = (hours: WeeklyWindow[], now = monday) => withinHours(momentOf({ rules: { hours }, now }));

  test('that are all hours end never, and neither do none', () => {
    expect(judged([{ days: week, from: '00:00', to: '24:00' }])).toEqual([]);
    expect(judged([{ days: week, from: '08:00', to: '08:00' }])).toEqual([]);
    expect(withinHours(momentOf({}))).toEqual([]);
  });

  test('begin and end to the millisecond', () => {
    const hours: WeeklyWindow[] = [{ days: ['mon'], from: '19:00', to: '20:00' }];
    const [from, to] = [berlin('2026-03-02T19:00'), berlin('2026-03-02T20:00')];
    expect(judged(hours, from - 1)).toMatchObject([{ weight: 'no', clearsAt: from }]);
    expect(judged(hours, from)).toMatchObject([{ weight: 'until', at: to }]);
    expect(judged(hours, to - 1)).toMatchObject([{ weight: 'until', at: to }]);
    expect(judged(hours, to)).toMatchObject([{ weight: 'no', clearsAt: berlin('2026-03-09T19:00') }]);
  });

  test('of a week ago and of a day are looked for; in the hour that the clocks skip there is none', () => {
    const skipped: WeeklyWindow[] = [{ days: ['sun'], from: '02:15', to: '02:45' }];
    expect(judged(skipped, berlin('2026-03-23T12:00'))).toEqual([
      {
        weight: 'no',
        code: 'outside-hours',
        text: 'Not now: your hours do not allow it this week.',
        clearsAt: null,
      },
    ]);
    expect(judged(skipped, berlin('2026-03-30T12:00'))).toMatchObject([
      { clearsAt: Date.parse('2026-04-05T02:15+02:00') },
    ]);
  });
});

describe('interlocks', () => {
  const all = { locked: true, unlocked: true };
  const told = (interlocks: Partial<Charter['interlocks']>, but: Case['but'] = {}) =>
    interlocksOpen(momentOf({ rules: { interlocks: { ...plainCharter.interlocks, ...interlocks } }, but }));

  test.each(
    Object.keys(plainCharter.interlocks).map((name) => [name, name in all ? 'locked' : name] as const),
  )(
    '%s: required it must be known, else only if it was told before; ignored it is nothing',
    (name, signal) => {
      const untold = { [signal]: undefined };
      const code = `missing-${signal.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
      expect(told({ [name]: 'required' }, untold).map((finding) => finding.code)).toEqual([code]);
      expect(told({ [name]: 'if-told' }, untold)).toEqual([]);
      const closed = { [signal]: name !== 'unlocked' };
      expect(told({ [name]: 'if-told' }, closed)).toHaveLength(1);
      expect(told({ [name]: 'ignored' }, closed)).toEqual([]);
      expect(told({ [name]: 'required' })).toEqual([]);
    },
  );

  test('that close are told in the order of their danger', () => {
    const closed = {
      locked: false,
      sentry: true,
      preconditioning: true,
      softwareUpdate: true,
      serviceMode: true,
      appInUse: true,
      doorOpen: true,
      userPresent: true,
      tow: true,
      crash: true,
    };
    expect(
      told({ unlocked: 'required' }, closed).map(({ weight, code, text }) => [weight, code, text]),
    ).toEqual([
      ['stop', 'crash', 'The car was hit.'],
      ['stop', 'tow', 'The car is being towed.'],
      ['stop', 'user-present', 'Somebody is in the car.'],
      ['stop', 'door-open', 'A door is open.'],
      ['stop', 'app-in-use', 'The app is in use.'],
      ['stop', 'service-mode', 'The car is in service.'],
      ['no', 'software-update', 'Not now: the car is being updated.'],
      ['no', 'preconditioning', 'Not now: the car is being warmed or cooled for a trip.'],
      ['no', 'sentry', 'Not now: the sentry watches.'],
      ['no', 'unlocked', 'Not now: the car is unlocked.'],
    ]);
  });

  test('cable and gear are always needed', () => {
    const codes = (but: Case['but']) => parkedAndPlugged(momentOf({ but })).map(({ code }) => code);
    expect(codes({})).toEqual([]);
    expect(codes({ gear: undefined, pluggedIn: undefined })).toEqual(['missing-gear', 'missing-plugged-in']);
    expect(codes({ gear: 'N', pluggedIn: false })).toEqual(['gear', 'not-plugged-in']);
  });
});

describe('the owner’s word', () => {
  const said = (but: Case['but']) => ownersWord(momentOf({ but }));

  test('pauses until its last millisecond', () => {
    expect(said({ pausedUntil: monday + 1 })).toMatchObject([
      { code: 'paused', text: 'Not now: paused until 19:00.', clearsAt: monday + 1 },
    ]);
    expect([said({ pausedUntil: monday }), said({ pausedUntil: monday - 1 }), said({})]).toEqual([
      [],
      [],
      [],
    ]);
  });

  test('to finish is noted, and taken back', () => {
    expect(said({ finishThenStop: true })).toEqual([
      { weight: 'note', code: 'finishing', text: 'What is leased is finished; nothing new is taken.' },
    ]);
    expect(said({ finishThenStop: false })).toEqual([]);
    expect(said({ finishThenStop: true, pausedUntil: monday + 1 }).map(({ code }) => code)).toEqual([
      'paused',
      'finishing',
    ]);
  });
});

describe('power', () => {
  const standing = (but: Case['but'], awakeAnyway = false) =>
    standingOf(momentOf({ but, rules: { car: { ...plainCharter.car, awakeAnyway } } }));

  test('a car is woken unless it says that it is awake, or its owner does and it says nothing', () => {
    expect([standing({ awake: true }), standing({ awake: true }, true)].map(({ woken }) => woken)).toEqual([
      false,
      false,
    ]);
    expect([standing({ awake: false }), standing({ awake: false }, true)].map(({ woken }) => woken)).toEqual([
      true,
      true,
    ]);
    expect(
      [standing({ awake: undefined }), standing({ awake: undefined }, true)].map(({ woken }) => woken),
    ).toEqual([true, false]);
  });

  test('that it was awake is forgotten, that it would sleep is not', () => {
    const old = (value: boolean, awakeAnyway: boolean) => {
      const signals = { ...goodSignals(), awake: { value, at: monday - 10 * minute } };
      const car = { ...plainCharter.car, awakeAnyway };
      return standingOf(momentOf({ rules: { car } }, signals)).woken;
    };
    expect([old(true, false), old(true, true), old(false, true)]).toEqual([true, false, true]);
  });

  test('it is hot above 30 °C of the cabin, however long ago that was told', () => {
    expect([30, 30.1, undefined].map((cabinCelsius) => standing({ cabinCelsius }).hot)).toEqual([
      false,
      true,
      false,
    ]);
    const signals = { ...goodSignals(), cabinCelsius: { value: 31, at: monday - 10 * hour } };
    expect(standingOf(momentOf({}, signals)).hot).toBe(true);
  });

  test('what the computer may draw is what charging leaves, whole watts, and no more than it can', () => {
    const watts = (chargingWatts: number | undefined, computerWatts = 2_000, but: Case['but'] = {}) =>
      permittedWatts(
        momentOf({
          rules: { car: { ...plainCharter.car, computerWatts } },
          but: { charging: true, chargingWatts, ...but },
        }),
      );
    const left = (wallWatts: number) =>
      Math.floor(computerWattsWithin(wallWatts, { woken: true, hot: false }));
    expect(watts(6_400)).toBe(left(1_000));
    expect(watts(6_400, 100)).toBe(100);
    expect(watts(7_400)).toBe(0);
    // Nobody says what charging takes: it may take all.
    expect(watts(undefined)).toBe(0);
    expect(watts(6_400, 2_000, { charging: false })).toBe(2_000);
  });

  test('an engine has no half speed: there is room for all that it draws, or for none', () => {
    const car = { ...plainCharter.car, computerWatts: 160 };
    const needed = wallMilliWatts(160_000, true, false) / 1_000;
    const codes = (chargingWatts: number | undefined, charging: boolean | undefined = true) =>
      roomOnCircuit(momentOf({ rules: { car }, but: { charging, chargingWatts } })).map(({ code }) => code);
    expect(codes(7_400 - needed - 0.1)).toEqual([]);
    expect(codes(7_400 - needed + 1)).toEqual(['circuit-full']);
    expect(codes(undefined)).toEqual(['missing-charging-watts']);
    expect(codes(undefined, false)).toEqual([]);
    const [full] = roomOnCircuit(
      momentOf({ rules: { car }, but: { charging: true, chargingWatts: 7_300, cabinCelsius: 35 } }),
    );
    const hot = Math.round(wallMilliWatts(160_000, true, true) / 10_000) / 100;
    expect(full?.text).toBe(
      `Not now: charging takes 7.3 kW of the 7.4 kW of the circuit, and computing needs ${hot} kW.`,
    );
  });
});
