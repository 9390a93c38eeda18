import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EstimateInput, estimate } from '../../../shared/charter/estimate.ts';
import { kinds, standardCharter } from '../../../shared/charter.ts';
import { standardPolicy } from '../../../shared/policy.ts';
import { hardwareClasses } from '../../../shared/vehicle.ts';

const usual: EstimateInput = {
  hardwareClass: 'AI4',
  car: standardCharter.car,
  energyMicroUsdPerKwh: 170_000,
  netFloorMicroUsdPerHour: 20_000,
  kinds: [...kinds],
  hoursPerWeek: 55,
  policy: standardPolicy,
};

const anyInput: fc.Arbitrary<EstimateInput> = fc.record({
  hardwareClass: fc.constantFrom(...hardwareClasses),
  car: fc.record({
    packKwh: fc.integer({ min: 20, max: 120 }),
    chemistry: fc.constantFrom('nmc' as const, 'lfp' as const),
    chargerWatts: fc.integer({ min: 1_400, max: 22_000 }),
    computerWatts: fc.integer({ min: 100, max: 800 }),
    awakeAnyway: fc.boolean(),
  }),
  energyMicroUsdPerKwh: fc.integer({ min: -100_000, max: 600_000 }),
  netFloorMicroUsdPerHour: fc.integer({ min: 0, max: 300_000 }),
  kinds: fc.subarray([...kinds], { minLength: 1 }),
  hoursPerWeek: fc.integer({ min: 0, max: 168 }),
  policy: fc.constant(standardPolicy),
});

test('no car loses, the percentiles are in order, and no month has more hours than it has', () => {
  fc.assert(
    fc.property(anyInput, (input) => {
      const { assumptions, hours, ...ranges } = estimate(input);
      expect(assumptions.length).toBeGreaterThan(4);
      expect(hours.map(({ kind }) => kind)).toEqual(input.kinds);
      for (const { p10, p50, p90 } of Object.values(ranges)) {
        expect(p10).toBeLessThanOrEqual(p50);
        expect(p50).toBeLessThanOrEqual(p90);
      }
      expect(ranges.netMicroUsdPerMonth.p10).toBeGreaterThanOrEqual(0);
      expect(ranges.computingHoursPerMonth.p90).toBeLessThanOrEqual(731);
      for (const { isRun, netMicroUsd } of hours)
        if (isRun) expect(netMicroUsd).toBeGreaterThanOrEqual(input.netFloorMicroUsdPerHour - 1);
    }),
  );
});

test('dearer electricity never leaves more, and more hours never less', () => {
  fc.assert(
    fc.property(anyInput, fc.integer({ min: 0, max: 300_000 }), (input, more) => {
      const net = estimate(input).netMicroUsdPerMonth;
      const dearer = estimate({ ...input, energyMicroUsdPerKwh: input.energyMicroUsdPerKwh + more });
      const longer = estimate({ ...input, hoursPerWeek: Math.min(168, input.hoursPerWeek + 10) });
      for (const point of ['p10', 'p50', 'p90'] as const) {
        expect(dearer.netMicroUsdPerMonth[point]).toBeLessThanOrEqual(net[point]);
        expect(longer.netMicroUsdPerMonth[point]).toBeGreaterThanOrEqual(net[point]);
      }
    }),
  );
});

test('the same input gives the same figures', () => {
  expect(estimate(usual)).toEqual(estimate(structuredClone(usual)));
});

test('an hour of the reference car is paid as the price list says: 24-hour window, three quarters the owner’s', () => {
  const { hours } = estimate(usual);
  // A reference second a second for chat, two for embeddings, 15 / 3.3 for pages; at 60 micro-USD each.
  expect(hours.map(({ kind, grossMicroUsd }) => [kind, grossMicroUsd])).toEqual([
    ['embeddings', 324_000],
    ['chat', 162_000],
    ['ocr', 736_364],
  ]);
});

test.each([
  // At $0.08, $0.17 and $0.35 a woken car's chat leaves 7, 4 and -4 cents an hour.
  [80_000, true],
  [170_000, true],
  [350_000, false],
])('at %d micro-USD a kilowatt-hour chat is run on a woken car: %s', (energyMicroUsdPerKwh, isRun) => {
  const { hours } = estimate({ ...usual, energyMicroUsdPerKwh });
  expect(hours.find(({ kind }) => kind === 'chat')?.isRun).toBe(isRun);
  expect(hours.find(({ kind }) => kind === 'embeddings')?.isRun).toBe(true);
});

test('what is assumed is said in words', () => {
  expect(estimate(usual).assumptions).toEqual([
    'The car may compute 55 h a week, in a month times 0.7, 1 or 1.25.',
    'There is work in 15 %, 40 % or 80 % of these hours. Nobody has measured that yet.',
    'Of the work, 0 %, 10 % or 30 % is reading pages; the rest is half embeddings, half chat.',
    'The car does 0.7, 1 or 1.2 of what the reference car does, at 100, 150 or 160 W.',
    'All work is paid at the price of the 24-hour window, the lowest, of which owners get 75 %.',
    'The car is woken for computing: 0.22 kW at the plug are charged to it.',
    'Wear is a model, and all of the load goes through the battery at 25 °C.',
  ]);
});

/** Each of them as its tenth, fiftieth and ninetieth percentile. */
const figures = (input: EstimateInput) => {
  const { hours: _hours, assumptions: _assumptions, ...ranges } = estimate(input);
  return Object.fromEntries(
    Object.entries(ranges).map(([name, { p10, p50, p90 }]) => [name, [p10, p50, p90]]),
  );
};
const awake: EstimateInput = {
  ...usual,
  hardwareClass: 'AI5',
  car: { ...standardCharter.car, awakeAnyway: true, computerWatts: 300 },
  energyMicroUsdPerKwh: 400_000,
  kinds: ['ocr', 'chat'],
  hoursPerWeek: 168,
};

test('what two cars are told is what they were told before: a change of the model is one on purpose', () => {
  expect(figures(usual)).toEqual({
    netMicroUsdPerMonth: [4_086_692, 14_328_282, 39_671_577],
    grossMicroUsdPerMonth: [7_340_840, 23_245_554, 58_113_884],
    energyWattHoursPerMonth: [10_664, 29_247, 81_246],
    energyMicroUsdPerMonth: [1_812_805, 4_971_958, 13_811_850],
    wearMicroUsdPerMonth: [1_362_519, 3_705_772, 10_381_101],
    computingHoursPerMonth: [25, 67, 191],
  });
  expect(figures(awake)).toEqual({
    netMicroUsdPerMonth: [14_382_062, 86_871_888, 361_088_958],
    grossMicroUsdPerMonth: [31_064_513, 114_071_320, 405_586_914],
    energyWattHoursPerMonth: [14_813, 46_047, 118_970],
    energyMicroUsdPerMonth: [5_925_345, 18_418_729, 47_588_130],
    wearMicroUsdPerMonth: [2_427_270, 7_588_124, 17_430_285],
    computingHoursPerMonth: [55, 161, 365],
  });
});

test('the likely hours of a month: 55 a week, of which there is work in 40 %, and all of it pays', () => {
  const cheap = { ...usual, energyMicroUsdPerKwh: 0, netFloorMicroUsdPerHour: 0 };
  const weeksPerMonth = 365.25 / 12 / 7;
  expect(estimate(cheap).computingHoursPerMonth.p50).toBe(Math.round(55 * weeksPerMonth * 0.4));
  // Pages alone are a tenth of it, and nobody makes up for the rest.
  expect(estimate({ ...cheap, kinds: ['ocr'] }).computingHoursPerMonth.p50).toBeLessThan(11);
  expect(estimate({ ...cheap, hoursPerWeek: 0 }).computingHoursPerMonth).toEqual({ p10: 0, p50: 0, p90: 0 });
});

test('a car that is allowed all hours never computes for more than there are', () => {
  const always = { ...usual, energyMicroUsdPerKwh: 0, netFloorMicroUsdPerHour: 0, hoursPerWeek: 168 };
  const hours = (365.25 / 12) * 24;
  // Work in 80 % of a month's hours times 1.25 is all of them; times 1, 80 %.
  const { p90 } = estimate(always).computingHoursPerMonth;
  expect(p90).toBeGreaterThanOrEqual(Math.round(0.8 * hours));
  expect(p90).toBeLessThanOrEqual(Math.round(hours));
});

test('what does not leave the floor is not run, and costs nothing', () => {
  const dear = { ...usual, netFloorMicroUsdPerHour: 100_000_000 };
  expect(figures(dear)).toEqual(
    Object.fromEntries(Object.keys(figures(usual)).map((name) => [name, [0, 0, 0]])),
  );
  const { hours } = estimate(dear);
  expect(hours.map(({ isRun }) => isRun)).toEqual([false, false, false]);
  // What it would have left is told all the same.
  expect(hours.every(({ netMicroUsd, grossMicroUsd }) => netMicroUsd < grossMicroUsd)).toBe(true);
});

test('a car that is awake anyway is told so, in the words of its own hours and share', () => {
  const { assumptions } = estimate({ ...awake, policy: { ...standardPolicy, ownerSharePercent: 80 } });
  expect(assumptions).toEqual([
    'The car may compute 168 h a week, in a month times 0.7, 1 or 1.25.',
    'There is work in 15 %, 40 % or 80 % of these hours. Nobody has measured that yet.',
    'Of the work, 0 %, 10 % or 30 % is reading pages; the rest is half embeddings, half chat.',
    'The car does 1.5, 3 or 5 of what the reference car does, at 150, 250 or 800 W.',
    'All work is paid at the price of the 24-hour window, the lowest, of which owners get 80 %.',
    'The car would be awake without computing: waking it is not charged.',
    'Wear is a model, and all of the load goes through the battery at 25 °C.',
  ]);
});
