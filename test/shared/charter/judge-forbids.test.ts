import { describe, expect, test } from 'vitest';
import { judge } from '../../../shared/charter/judge.ts';
import type { Signals } from '../../../shared/signals.ts';
import { goodSignals, monday, plainCharter } from './good-moment.ts';
import { berlin, type Case, dynamic, evening, hour, judged, minute, plan, rate } from './judged.ts';

describe('a person or a danger stops it', () => {
  test.each<[string, Case['but'], string]>([
    ['gear', { gear: 'D' }, 'The car is in D.'],
    ['not-plugged-in', { pluggedIn: false }, 'The cable is not plugged in.'],
    ['crash', { crash: true }, 'The car was hit.'],
    ['tow', { tow: true }, 'The car is being towed.'],
    ['user-present', { userPresent: true }, 'Somebody is in the car.'],
    ['door-open', { doorOpen: true }, 'A door is open.'],
    ['app-in-use', { appInUse: true }, 'The app is in use.'],
    ['service-mode', { serviceMode: true }, 'The car is in service.'],
  ])('%s', (code, but, text) => {
    expect(judged({ but })).toEqual({
      eligibleUntil: null,
      mayChangeAt: null,
      watts: 0,
      reasons: [{ code, text, weight: 'stop' }],
    });
  });
});

describe('a rule forbids it', () => {
  test.each<[string, Case, string, number | null]>([
    ['software-update', { but: { softwareUpdate: true } }, 'the car is being updated.', null],
    [
      'preconditioning',
      { but: { preconditioning: true } },
      'the car is being warmed or cooled for a trip.',
      null,
    ],
    ['sentry', { but: { sentry: true } }, 'the sentry watches.', null],
    [
      'unlocked',
      { but: { locked: false }, rules: { interlocks: { ...plainCharter.interlocks, unlocked: 'if-told' } } },
      'the car is unlocked.',
      null,
    ],
    ['paused', { but: { pausedUntil: monday + 3 * hour } }, 'paused until 22:00.', monday + 3 * hour],
    [
      'paused',
      { but: { pausedUntil: Number.MAX_SAFE_INTEGER } },
      'paused until further notice.',
      Number.MAX_SAFE_INTEGER,
    ],
    [
      'outside-hours',
      { rules: { hours: [{ days: ['mon'], from: '22:30', to: '06:00' }] } },
      'your hours begin at 22:30.',
      berlin('2026-03-02T22:30'),
    ],
    [
      'outside-hours',
      { rules: { hours: [{ days: ['fri'], from: '22:30', to: '06:00' }] } },
      'your hours begin at 22:30 on Friday.',
      berlin('2026-03-06T22:30'),
    ],
    [
      'charge-below-floor',
      { but: { stateOfChargePercent: 41.26 } },
      'the battery holds 41.3 %, your floor is 50 %.',
      null,
    ],
    [
      'charge-below-floor',
      { but: { stateOfChargePercent: 50 } },
      'the battery holds 50 %, your floor is 50 %, and nothing charges it.',
      null,
    ],
    [
      'charge-for-departure',
      {
        rules: plan(100, { circuitWatts: 2_300 }),
        but: { stateOfChargePercent: 60, chargeLimitPercent: 100 },
      },
      'charging from 60 % to 100 % for 07:00 tomorrow takes 15.4 h at 2.3 kW.',
      berlin('2026-03-03T07:00'),
    ],
    [
      'departure',
      { rules: plan(80), now: berlin('2026-03-03T06:50') },
      'you leave at 07:00.',
      berlin('2026-03-03T07:00'),
    ],
    [
      'price-above-ceiling',
      { rules: { ...evening, tariff: { ...plainCharter.tariff, ceilingMicroUsdPerKwh: 150_000 } as never } },
      'electricity costs $0.187 per kWh, your ceiling is $0.15.',
      null,
    ],
    [
      'price-above-ceiling',
      { rules: evening },
      'electricity costs $0.41 per kWh, your ceiling is $0.30; it stays dearer until 22:00.',
      berlin('2026-03-02T22:00'),
    ],
    [
      'price-above-ceiling',
      { rules: dynamic, but: { energyRates: [rate(-1, 2, 410_000), rate(2, 5, -20_000)] } },
      'electricity costs $0.41 per kWh until 21:00, your ceiling is $0.30.',
      monday + 2 * hour,
    ],
    [
      'price-unknown',
      { rules: dynamic, but: { energyRates: [rate(-2, -1, 100_000), rate(3, 4, 100_000)] } },
      'it is not known what electricity costs at this hour.',
      monday + 3 * hour,
    ],
    [
      'circuit-full',
      { but: { charging: true, chargingWatts: 7_100 } },
      'charging takes 7.1 kW of the 7.4 kW of the circuit, and computing needs 0.44 kW.',
      null,
    ],
    ['cabin-too-warm', { but: { cabinCelsius: 47.26 } }, 'the cabin has 47.3 °C, your limit is 45 °C.', null],
    [
      'battery-too-warm',
      { but: { batteryCelsius: 41.5 } },
      'the battery has 41.5 °C, your limit is 40 °C.',
      null,
    ],
    [
      'computer-too-warm',
      { but: { computerCelsius: 92 } },
      'the computer has 92 °C, your limit is 80 °C.',
      null,
    ],
    [
      'wear-budget',
      { but: { wearThisMonthMicroUsd: 20_000_000 } },
      "this month's wear is $20.00, your budget is $20.00.",
      berlin('2026-04-01T00:00') - hour,
    ],
    [
      'not-on-wifi',
      { but: { network: 'cellular' } },
      'the car is on its mobile network, and you allow Wi-Fi only.',
      null,
    ],
    [
      'data-cap',
      { but: { dataTodayBytes: 2_000_000_000 } },
      '2 GB were used today, your cap is 2 GB.',
      berlin('2026-03-03T00:00'),
    ],
  ])('%s', (code, given, text, mayChangeAt) => {
    const { eligibleUntil, reasons, watts, ...rest } = judged(given);
    expect({ eligibleUntil, watts, ...rest }).toEqual({ eligibleUntil: null, watts: 0, mayChangeAt });
    expect(reasons).toEqual([
      { code, text: `Not now: ${text}`, weight: 'no', ...(mayChangeAt !== null && { at: mayChangeAt }) },
    ]);
  });
});

describe('a signal is not known', () => {
  const of = (signals: Signals, now = monday) =>
    judged({ now }, signals).reasons.map(({ code, text }) => [code, text]);

  test('one that no source told', () => {
    expect(of(goodSignals({ doorOpen: undefined }))).toEqual([
      ['missing-door-open', 'Not now: it is not known whether a door is open: no source has told it.'],
    ]);
  });

  test('one that was told too long ago, with its age and the most that is trusted', () => {
    const old = { ...goodSignals(), doorOpen: { value: false, at: monday - 32 * minute } };
    expect(of(old)).toEqual([
      [
        'stale-door-open',
        'Not now: it is not known whether a door is open: last told 32 min ago, and only 60 s are trusted.',
      ],
    ]);
    const charge = { ...goodSignals(), stateOfChargePercent: { value: 85, at: monday - 5 * hour } };
    expect(of(charge)).toEqual([
      [
        'stale-state-of-charge-percent',
        'Not now: it is not known how full the battery is: last told 5.0 h ago, and only 15 min are trusted.',
      ],
    ]);
  });

  test('one of the future, since a clock was set back', () => {
    expect(of({ ...goodSignals(), gear: { value: 'P', at: monday + hour } })).toEqual([
      ['stale-gear', 'Not now: it is not known which gear is in: the last word is dated ahead of the clock.'],
    ]);
  });

  test('one that the charter trusts for longer or shorter', () => {
    const old = { ...goodSignals(), gear: { value: 'P' as const, at: monday - 90_000 } };
    expect(judged({}, old).eligibleUntil).toBeNull();
    expect(judged({ rules: { signalAgeSeconds: { gear: 90 } } }, old).eligibleUntil).not.toBeNull();
    expect(judged({ rules: { signalAgeSeconds: { gear: 89 } } }, old).eligibleUntil).toBeNull();
  });

  test('one that no rule of the charter needs is not missed', () => {
    const few = goodSignals({
      crash: undefined,
      tow: undefined,
      locked: undefined,
      computerCelsius: undefined,
    });
    expect(judged({}, few).eligibleUntil).not.toBeNull();
  });

  test('a clock that was never set', () => {
    expect(judged({ now: 86_400_000 })).toEqual({
      eligibleUntil: null,
      mayChangeAt: null,
      watts: 0,
      reasons: [{ code: 'clock-wrong', text: 'Not now: the clock of the car is wrong.', weight: 'no' }],
    });
  });
});

test('a source that told once and fell silent is no all-clear, also for what counts only if it is told', () => {
  const rules = { ...plainCharter, interlocks: { ...plainCharter.interlocks, appInUse: 'if-told' as const } };
  const minutesLater = monday + 5 * 60_000;
  const { appInUse, ...others } = goodSignals({}, minutesLater);
  expect(judge(rules, others, minutesLater).eligibleUntil).not.toBeNull();
  const silent = { ...others, appInUse: { value: false, at: monday } };
  expect(judge(rules, silent, minutesLater).reasons[0]?.code).toBe('stale-app-in-use');
  expect(judge(rules, { ...others, appInUse }, minutesLater).eligibleUntil).not.toBeNull();
});
