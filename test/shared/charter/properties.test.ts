import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from '../../../shared/charter/judge.ts';
import { plugCosts } from '../../../shared/charter/plug-costs.ts';
import type { Charter } from '../../../shared/charter.ts';
import type { SignalName, Signals } from '../../../shared/signals.ts';
import { signals as signalsSchema } from '../../../shared/signals.ts';
import { anyMoment } from './arbitraries.ts';

const runs = { numRuns: 250 };
const untilOf = (charter: Charter, signals: Signals, now: number) =>
  judge(charter, signals, now).eligibleUntil ?? Number.NEGATIVE_INFINITY;

test('most rules are met often enough for what follows to say something', () => {
  const seen = fc
    .sample(anyMoment, { seed: 5, numRuns: 1_000 })
    .map(({ charter, signals, now }) => judge(charter, signals, now));
  expect(seen.filter(({ eligibleUntil }) => eligibleUntil !== null).length).toBeGreaterThan(150);
  const codes = new Set(seen.flatMap(({ reasons }) => reasons.map(({ code }) => code)));
  expect([...codes]).toEqual(
    expect.arrayContaining(['outside-hours', 'price-above-ceiling', 'charge-for-departure', 'circuit-full']),
  );
});

test('judging any charter, signals and time gives a sound answer, and never throws', () => {
  fc.assert(
    fc.property(anyMoment, ({ charter, signals, now }) => {
      const { eligibleUntil, mayChangeAt, watts, reasons } = judge(charter, signals, now);
      expect(reasons.length).toBeGreaterThan(0);
      const weight = reasons[0]?.weight;
      if (eligibleUntil === null) {
        expect(watts).toBe(0);
        expect(['stop', 'no']).toContain(weight);
        if (mayChangeAt !== null) expect(mayChangeAt).toBeGreaterThan(now);
        return;
      }
      expect(Number.isSafeInteger(eligibleUntil)).toBe(true);
      expect(eligibleUntil).toBeGreaterThan(now);
      expect(eligibleUntil).toBeLessThanOrEqual(now + 86_400_000);
      expect(weight).toBe('until');
      expect(reasons[0]?.at).toBe(eligibleUntil);
      expect(watts).toBeGreaterThan(0);
      expect(watts).toBeLessThanOrEqual(charter.car.computerWatts);
      expect(mayChangeAt).toBeNull();
    }),
    runs,
  );
});

test('wild numbers of clocks, plans and sensors are judged as well', () => {
  const wild = fc.oneof(
    fc.maxSafeInteger(),
    fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 8.64e15, -8.64e15, 0),
  );
  fc.assert(
    fc.property(
      anyMoment,
      wild,
      wild,
      fc.double({ noNaN: true }),
      ({ charter, signals, now }, far, at, degrees) => {
        const given = signalsSchema.parse({
          ...signals,
          departureAt: { value: far, at },
          pausedUntil: { value: far, at },
          energyRates: { value: [{ startsAt: at, endsAt: far, microUsdPerKwh: far }], at: now },
          computerCelsius: { value: Math.max(-1e300, Math.min(1e300, degrees)), at: now },
          batteryCelsius: { value: Math.max(-1e300, Math.min(1e300, degrees)), at: now },
        });
        for (const time of [now, far, at, Number.NaN, Number.POSITIVE_INFINITY])
          expect(judge(charter, given, time).reasons).not.toEqual([]);
        const costs = plugCosts(charter, given, now, 'AI4');
        if (costs) expect(Number.isFinite(costs.wearMicroUsdPerHour)).toBe(true);
      },
    ),
    runs,
  );
});

const interlocks = {
  userPresent: true,
  doorOpen: true,
  appInUse: true,
  softwareUpdate: true,
  crash: true,
  tow: true,
  serviceMode: true,
  sentry: true,
  preconditioning: true,
  unlocked: false,
} as const;

test('never eligible while an interlock is set, however long ago it was told', () => {
  const name = fc.constantFrom(...(Object.keys(interlocks) as (keyof typeof interlocks)[]));
  fc.assert(
    fc.property(anyMoment, name, fc.nat(1e8), ({ charter, signals, now }, interlock, age) => {
      fc.pre(charter.interlocks[interlock] !== 'ignored');
      const signal = interlock === 'unlocked' ? 'locked' : interlock;
      const set = { ...signals, [signal]: { value: interlocks[interlock], at: now - age } };
      expect(judge(charter, set, now)).toMatchObject({ eligibleUntil: null, watts: 0 });
    }),
    runs,
  );
});

test('never eligible in another gear than P, or without the cable', () => {
  fc.assert(
    fc.property(anyMoment, fc.constantFrom('R', 'N', 'D'), ({ charter, signals, now }, value) => {
      for (const wrong of [
        { gear: { value, at: now } },
        { pluggedIn: { value: false, at: now } },
      ] as Signals[])
        expect(judge(charter, { ...signals, ...wrong }, now).eligibleUntil).toBeNull();
    }),
    runs,
  );
});

/** Which signals a charter can not do without. */
function needed(charter: Charter, { charging }: Signals): SignalName[] {
  const { interlocks: heeded, temperatures, tariff, network, departure } = charter;
  const required = (Object.keys(heeded) as (keyof typeof heeded)[])
    .filter((name) => heeded[name] === 'required')
    .map((name) => (name === 'unlocked' ? 'locked' : name));
  const places = (['cabin', 'battery', 'computer'] as const)
    .filter((place) => temperatures[place]?.signal === 'required')
    .map((place) => `${place}Celsius` as const);
  const when = (name: SignalName, holds: boolean) => (holds ? [name] : []);
  return [
    'gear',
    'pluggedIn',
    ...required,
    ...places,
    ...when('energyRates', tariff.kind === 'dynamic'),
    ...when('network', network.wifiOnly),
    ...when('dataTodayBytes', network.bytesPerDay !== undefined),
    ...when('wearThisMonthMicroUsd', charter.wearBudgetMicroUsdPerMonth !== undefined),
    ...when('stateOfChargePercent', charter.stateOfChargeFloorPercent > 0 || departure.weekly.length > 0),
    ...when('chargingWatts', charging?.value !== false),
  ];
}

test('never eligible while a signal that a rule needs is missing, too old, or from the future', () => {
  fc.assert(
    fc.property(anyMoment, fc.nat(), fc.constantFrom(undefined, 90_000_000, -60_000), (moment, pick, age) => {
      const { charter, signals, now } = moment;
      const names = needed(charter, signals);
      const name = names[pick % names.length] ?? 'gear';
      const { [name]: told, ...rest } = signals;
      const unknown = age === undefined || !told ? rest : { ...signals, [name]: { ...told, at: now - age } };
      const judged = judge(charter, unknown, now);
      expect(judged.eligibleUntil).toBeNull();
      const kebab = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      const closed = judged.reasons.filter(({ weight }) => weight !== 'note').map(({ code }) => code);
      // An old word that forbids is given as such: "a door is open".
      if (age === undefined) expect(closed).toContain(`missing-${kebab}`);
    }),
    runs,
  );
});

test('nothing changes before the end that was told, as long as the signals stay', () => {
  fc.assert(
    fc.property(anyMoment, fc.double({ min: 0, max: 1, noNaN: true }), ({ charter, signals, now }, part) => {
      const { eligibleUntil } = judge(charter, signals, now);
      if (eligibleUntil === null) return;
      const end = eligibleUntil;
      for (const at of [Math.floor(now + part * (end - 1 - now)), end - 1]) {
        const later = structuredClone(signals);
        for (const reading of Object.values(later)) if (reading) reading.at += at - now;
        expect(untilOf(charter, later, at), `at ${at - now} of ${end - now} ms`).toBeGreaterThan(at);
      }
    }),
    { numRuns: 1_500 },
  );
});
