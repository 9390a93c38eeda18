import { describe, expect, test } from 'vitest';
import type { Charter } from '../../../shared/charter.ts';
import { monday, plainCharter } from './good-moment.ts';
import { berlin, type Case, dynamic, evening, hour, judged, minute, plan, rate } from './judged.ts';

describe('it is allowed, and ends', () => {
  test.each<[string, Case, number, string]>([
    [
      'outside-hours',
      { rules: { hours: [{ days: ['mon'], from: '18:00', to: '06:00' }] } },
      berlin('2026-03-03T06:00'),
      'Until 06:00 tomorrow: your hours end.',
    ],
    [
      'price-above-ceiling',
      { rules: evening, now: berlin('2026-03-02T23:00') },
      berlin('2026-03-03T06:30'),
      'Until 06:30 tomorrow: electricity then costs $0.3255 per kWh, your ceiling is $0.30.',
    ],
    [
      'price-unknown',
      { rules: dynamic, but: { energyRates: [rate(-1, 2, -20_000), rate(2, 5, 300_000)] } },
      monday + 5 * hour,
      'Until 00:00 tomorrow: it is not known what electricity costs then.',
    ],
    [
      'departure',
      { rules: plan(60), but: { charging: true } },
      berlin('2026-03-03T06:45'),
      'Until 06:45 tomorrow: you leave at 07:00 tomorrow.',
    ],
    [
      'departure',
      { but: { departureAt: monday + 2 * hour } },
      monday + 2 * hour - 15 * minute,
      'Until 20:45: you leave at 21:00.',
    ],
    [
      'horizon',
      { but: { charging: true, wearThisMonthMicroUsd: 0 }, rules: { stateOfChargeFloorPercent: 0 } },
      monday + 24 * hour,
      'Until 19:00 tomorrow: nothing is known to end it before.',
    ],
  ])('%s', (code, given, at, text) => {
    const { eligibleUntil, mayChangeAt, reasons } = judged(given);
    expect({ eligibleUntil, mayChangeAt }).toEqual({ eligibleUntil: at, mayChangeAt: null });
    expect(reasons[0]).toEqual({ code, text, weight: 'until', at });
  });

  test('in time to charge what is missing and what computing takes till then', () => {
    const { eligibleUntil, reasons } = judged({
      rules: plan(80),
      but: { stateOfChargePercent: 60, charging: true, chargingWatts: 2_000 },
    });
    // 15 kWh at 7.4 kW, of which 6.76 get into the battery, take 2.2 h; and up to 0.43 kW are drained until then.
    const drained = (((eligibleUntil ?? 0) - monday) / hour) * 0.426;
    const chargedAt = (eligibleUntil ?? 0) + ((15 + drained) / 6.759) * hour;
    expect(Math.abs(chargedAt - berlin('2026-03-03T06:45'))).toBeLessThan(minute);
    expect(reasons[0]?.text).toBe(
      'Until 03:57 tomorrow: then the battery charges to 80 % for 07:00 tomorrow.',
    );
  });

  test('before a wear budget or a battery floor can be reached', () => {
    const spent = judged({ but: { wearThisMonthMicroUsd: 19_900_000 } });
    expect(spent.reasons[0]).toMatchObject({ code: 'wear-budget', weight: 'until' });
    const low = judged({ but: { stateOfChargePercent: 51 } });
    expect(low.reasons[0]).toMatchObject({ code: 'charge-below-floor', weight: 'until' });
    // One percent of 75 kWh at up to 0.43 kW.
    expect(((low.eligibleUntil ?? 0) - monday) / hour).toBeCloseTo(0.75 / 0.426, 1);
  });

  test('with every end that is known, the earliest first', () => {
    const { reasons } = judged({
      rules: { ...plan(60), hours: [{ days: ['mon'], from: '18:00', to: '05:00' }] },
      but: { charging: true },
    });
    expect(reasons.map(({ code }) => code)).toEqual(['outside-hours', 'departure']);
  });
});

describe('what else is told', () => {
  test('all that forbids, persons and dangers first, each once', () => {
    const { reasons, mayChangeAt } = judged({
      rules: { ...evening, ...plan(80) },
      but: { userPresent: true, stateOfChargePercent: undefined, network: 'cellular' },
    });
    expect(reasons.map(({ code }) => code)).toEqual([
      'user-present',
      'missing-state-of-charge-percent',
      'price-above-ceiling',
      'not-on-wifi',
    ]);
    expect(mayChangeAt).toBeNull();
  });

  test('if the clock alone forbids, when the last of it passes', () => {
    const hours: Charter['hours'] = [{ days: ['mon'], from: '23:00', to: '06:00' }];
    expect(judged({ rules: { ...evening, hours } }).mayChangeAt).toBe(berlin('2026-03-02T23:00'));
  });

  test('that nothing new is taken, and that the network is gone, forbid nothing', () => {
    const { eligibleUntil, reasons } = judged({ but: { finishThenStop: true, network: 'none' } });
    expect(eligibleUntil).not.toBeNull();
    expect(reasons.slice(1)).toEqual([
      { code: 'finishing', text: 'What is leased is finished; nothing new is taken.', weight: 'note' },
      { code: 'no-network', text: 'There is no network: what is leased goes on.', weight: 'note' },
    ]);
  });

  test.each([
    // Of 7.4 kW 0.25 are left; 160 W of computing take 0.217 at the wall, waking 0.22 more, heat 0.24 in all.
    [{ charging: true, chargingWatts: 7_150, awake: true }, 160, 160],
    [{ charging: true, chargingWatts: 7_150, awake: true, cabinCelsius: 40 }, 160, 160],
    [{ charging: true, chargingWatts: 7_150, awake: true, cabinCelsius: 40 }, 200, 0],
    [{ charging: true, chargingWatts: 7_150, awake: false }, 160, 0],
    [{ charging: true, chargingWatts: 7_200, awake: true }, 160, 0],
    [{ charging: false, chargingWatts: 7_400 }, 400, 400],
  ] as const)('charging goes first on the circuit: %o, a computer of %d W', (but, computerWatts, watts) => {
    const car = { ...plainCharter.car, computerWatts };
    expect(judged({ but, rules: { car } }).watts).toBe(watts);
  });

  test('a plan of the car that has passed is no plan', () => {
    const without = judged({ but: { charging: true } });
    expect(judged({ but: { charging: true, departureAt: monday - minute } })).toEqual(without);
  });
});
