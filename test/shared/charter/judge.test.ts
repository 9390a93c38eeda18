import { describe, expect, test } from 'vitest';
import { judge } from '../../../shared/charter/judge.ts';
import { goodSignals, monday, plainCharter } from './good-moment.ts';
import { berlin, type Case, hour, judged, minute, plan } from './judged.ts';

const day = 24 * hour;
const codes = (given: Case) => judged(given).reasons.map(({ code }) => code);
/** Nothing ends: the battery is charged, its floor is nothing, and wear has no budget. */
const { wearBudgetMicroUsdPerMonth: _none, ...unbudgeted } = plainCharter;
const endless = { ...unbudgeted, stateOfChargeFloorPercent: 0 };

test('a clock is believed from 2020 until before 2100', () => {
  const at = (now: number) => judge(endless, goodSignals({}, now), now).reasons[0]?.code;
  expect(
    [Date.UTC(2020) - 1, Date.UTC(2020), Date.UTC(2100) - 1, Date.UTC(2100), Number.NaN].map(at),
  ).toEqual(['clock-wrong', 'horizon', 'horizon', 'clock-wrong', 'clock-wrong']);
});

describe('an end', () => {
  const paused = (endsIn: number) => {
    const departure = {
      ...endless.departure,
      dated: [],
      weekly: [],
      reserveMinutes: 0,
      carsPlanTargetPercent: 0,
    };
    return judge({ ...endless, departure }, goodSignals({ departureAt: monday + endsIn }), monday);
  };

  test('is told up to a day ahead, and beyond it nothing is', () => {
    expect(paused(day)).toMatchObject({ eligibleUntil: monday + day, reasons: [{ code: 'departure' }] });
    expect(paused(day + 1)).toEqual({
      eligibleUntil: monday + day,
      mayChangeAt: null,
      watts: 160,
      reasons: [
        {
          code: 'horizon',
          text: 'Until 19:00 tomorrow: nothing is known to end it before.',
          weight: 'until',
          at: monday + day,
        },
      ],
    });
  });

  test('is the earliest of several, whatever the order of the rules; notes come last', () => {
    const given: Case = {
      rules: { ...plan(60), hours: [{ days: ['mon', 'tue'], from: '18:00', to: '17:00' }] },
      but: { charging: true, departureAt: monday + 2 * hour, network: 'none', finishThenStop: true },
    };
    expect(codes(given)).toEqual(['departure', 'departure', 'outside-hours', 'finishing', 'no-network']);
    expect(judged(given).eligibleUntil).toBe(monday + 2 * hour - 15 * minute);
  });
});

describe('two departures in the same minute', () => {
  const leaving = (localTime: string, now = monday) => ({
    now,
    rules: {
      departure: {
        ...endless.departure,
        ...{ dated: [{ at: localTime, targetPercent: 0 }], weekly: [] },
        ...{ reserveMinutes: 0, carsPlanTargetPercent: 0 },
      },
    },
    // The car's own plan is a few milliseconds later.
    but: { departureAt: berlin(localTime) + 5 },
  });

  test('end computing at the first of them, which is said once', () => {
    const { eligibleUntil, reasons } = judged(leaving('2026-03-02T22:00'));
    expect(eligibleUntil).toBe(berlin('2026-03-02T22:00'));
    const departures = reasons.filter(({ code }) => code === 'departure');
    expect(departures).toEqual([
      { code: 'departure', text: 'Until 22:00: you leave at 22:00.', weight: 'until', at: eligibleUntil },
    ]);
  });

  test('have to pass, both', () => {
    const { departure } = leaving('2026-03-02T22:00').rules;
    const given = {
      ...leaving('2026-03-02T22:00'),
      rules: { departure: { ...departure, reserveMinutes: 240 } },
    };
    expect(judged(given)).toMatchObject({ mayChangeAt: berlin('2026-03-02T22:00') + 5 });
    expect(judged(given).reasons).toHaveLength(1);
  });
});

describe('a refusal', () => {
  test('tells all that is against it, the weightiest first, and what is noted last', () => {
    const { reasons, ...judgement } = judged({
      but: { finishThenStop: true, network: 'cellular', sentry: true, doorOpen: true, gear: 'R' },
    });
    expect(judgement).toEqual({ eligibleUntil: null, mayChangeAt: null, watts: 0 });
    expect(reasons.map(({ code, weight }) => [code, weight])).toEqual([
      ['gear', 'stop'],
      ['door-open', 'stop'],
      ['sentry', 'no'],
      ['not-on-wifi', 'no'],
      ['finishing', 'note'],
    ]);
  });

  test('tells of a danger before what is only not known, though that is looked at first', () => {
    expect(codes({ but: { gear: undefined, doorOpen: true } })).toEqual(['door-open', 'missing-gear']);
  });

  test('tells of no end: it has not begun', () => {
    expect(codes({ rules: plan(60), but: { charging: true, sentry: true } })).toEqual(['sentry']);
  });

  test('passes when the last of what the clock lifts is lifted, whatever is noted', () => {
    const given = (but: Case['but']): Case => ({
      rules: { hours: [{ days: ['mon'], from: '22:00', to: '23:59' }] },
      but,
    });
    const opens = berlin('2026-03-02T22:00');
    expect(judged(given({ finishThenStop: true })).mayChangeAt).toBe(opens);
    expect(judged(given({ pausedUntil: monday + hour })).mayChangeAt).toBe(opens);
    expect(judged(given({ pausedUntil: opens + 1 })).mayChangeAt).toBe(opens + 1);
    expect(judged(given({ sentry: true })).mayChangeAt).toBeNull();
  });

  test('says a thing once, though several rules miss it', () => {
    const given: Case = { rules: plan(80), but: { stateOfChargePercent: undefined } };
    expect(codes(given)).toEqual(['missing-state-of-charge-percent']);
    // Two plans are two things.
    const twice = judged({
      rules: {
        departure: {
          ...plainCharter.departure,
          weekly: [],
          dated: [
            { at: '2026-03-02T19:05', targetPercent: 0 },
            { at: '2026-03-02T19:10', targetPercent: 0 },
          ],
        },
      },
    });
    expect(twice.reasons.map(({ text }) => text)).toEqual([
      'Not now: you leave at 19:05.',
      'Not now: you leave at 19:10.',
    ]);
    expect(twice.mayChangeAt).toBe(monday + 10 * minute);
  });
});
