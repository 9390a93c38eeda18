import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from '../../../shared/charter/judge.ts';
import type { Charter } from '../../../shared/charter.ts';
import { charter as charterSchema } from '../../../shared/charter.ts';
import type { Signals } from '../../../shared/signals.ts';
import { signals as signalsSchema } from '../../../shared/signals.ts';
import { anyMoment, anyWindow } from './arbitraries.ts';

const untilOf = (charter: Charter, signals: Signals, now: number) =>
  judge(charter, signals, now).eligibleUntil ?? Number.NEGATIVE_INFINITY;

const lower = (value: number, by: number, least = 0) => Math.max(least, Math.floor(value * (1 - by)));
const higher = (value: number, by: number, most: number) =>
  Math.min(most, value + Math.ceil((most - value) * by));

type Tighten = (charter: Charter, by: number, window: Charter['hours']) => Charter;
const tightenings: Record<string, Tighten> = {
  'fewer hours': (charter, by, window) => {
    const kept = charter.hours?.slice(0, Math.max(1, lower(charter.hours.length, by)));
    return { ...charter, hours: kept ?? window };
  },
  'a higher battery floor': (charter, by) => ({
    ...charter,
    stateOfChargeFloorPercent: higher(charter.stateOfChargeFloorPercent, by, 100),
  }),
  'a plan more': (charter, by) => ({
    ...charter,
    departure: {
      ...charter.departure,
      weekly: [...charter.departure.weekly, { days: ['tue', 'sat'], at: '05:30', targetPercent: by * 100 }],
    },
  }),
  'a higher target': ({ departure, ...charter }, by) => ({
    ...charter,
    departure: {
      ...departure,
      carsPlanTargetPercent: higher(departure.carsPlanTargetPercent, by, 100),
      weekly: departure.weekly.map((plan) => ({
        ...plan,
        targetPercent: higher(plan.targetPercent, by, 100),
      })),
      dated: departure.dated.map((plan) => ({ ...plan, targetPercent: higher(plan.targetPercent, by, 100) })),
    },
  }),
  'a longer reserve': ({ departure, ...charter }, by) => ({
    ...charter,
    departure: { ...departure, reserveMinutes: higher(departure.reserveMinutes, by, 720) },
  }),
  'a lower ceiling': ({ tariff, ...charter }, by) => ({
    ...charter,
    tariff: { ...tariff, ceilingMicroUsdPerKwh: lower(tariff.ceilingMicroUsdPerKwh, by) },
  }),
  'a smaller circuit': (charter, by) => ({ ...charter, circuitWatts: lower(charter.circuitWatts, by, 100) }),
  'cooler limits': ({ temperatures, ...charter }, by) => ({
    ...charter,
    temperatures: Object.fromEntries(
      (['cabin', 'battery', 'computer'] as const).map((place) => {
        const { maxCelsius = 100, signal = 'if-told' } = temperatures[place] ?? {};
        return [place, { maxCelsius: lower(maxCelsius, by), signal }];
      }),
    ),
  }),
  'a smaller wear budget': (charter, by) => ({
    ...charter,
    wearBudgetMicroUsdPerMonth: lower(charter.wearBudgetMicroUsdPerMonth ?? 1e9, by),
  }),
  'a smaller data cap': ({ network, ...charter }, by) => ({
    ...charter,
    network: { wifiOnly: true, bytesPerDay: lower(network.bytesPerDay ?? 1e12, by) },
  }),
  'a higher net floor': (charter, by) => ({
    ...charter,
    netFloorMicroUsdPerHour: higher(charter.netFloorMicroUsdPerHour, by, 100_000_000),
  }),
  'interlocks that are required': (charter, by) => ({
    ...charter,
    interlocks: Object.fromEntries(
      Object.entries(charter.interlocks).map(([name, heed], no) => [
        name,
        heed === 'ignored' && no > by * 10 ? 'if-told' : 'required',
      ]),
    ) as Charter['interlocks'],
  }),
  'shorter trust in signals': (charter, by) => ({
    ...charter,
    signalAgeSeconds: Object.fromEntries(
      signalsSchema
        .keyof()
        .options.map((name) => [name, Math.min(charter.signalAgeSeconds?.[name] ?? 60, lower(60, by, 1))]),
    ),
  }),
};

test.each(Object.entries(tightenings))('%s: never eligible for longer', (name, tighten) => {
  const portion = fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(0.01, 1));
  let shorter = 0;
  fc.assert(
    fc.property(anyMoment, portion, anyWindow, ({ charter, signals, now }, by, window) => {
      const tightened = charterSchema.parse(tighten(charter, by, [window]));
      const before = untilOf(charter, signals, now);
      const after = untilOf(tightened, signals, now);
      expect(after).toBeLessThanOrEqual(before);
      if (after < before) shorter += 1;
    }),
    { seed: 5, numRuns: 250 },
  );
  // The net floor is the market's to hold: it is told with each request for work.
  if (name !== 'a higher net floor') expect(shorter).toBeGreaterThan(0);
});
