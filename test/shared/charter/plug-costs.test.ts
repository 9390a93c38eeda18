import { expect, test } from 'vitest';
import { energyPriceAt } from '../../../shared/charter/energy-price.ts';
import { energySourceOf, plugCosts } from '../../../shared/charter/plug-costs.ts';
import { wallMilliWatts } from '../../../shared/energy.ts';
import { goodSignals, monday, plainCharter } from './good-moment.ts';
import { dynamic, evening, hour, rate } from './judged.ts';

test('without a sensor: the rated power of the class, marked as modelled, and waking if the car sleeps', () => {
  const signals = goodSignals({ batteryCelsius: undefined, computerCelsius: undefined });
  expect(plugCosts(plainCharter, signals, monday, 'AI4')).toEqual({
    energyMicroUsdPerKwh: 187_000,
    wallMilliWatts: 424_658,
    // On a charger of 7.4 kW, which is on for longer than one of 11.
    wearMicroUsdPerHour: 54_260,
    floorMicroUsdPerHour: 20_000,
  });
  expect(energySourceOf(plainCharter, signals, monday)).toBe('modelled');
  expect(plugCosts(plainCharter, goodSignals({ awake: true }), monday, 'AI4')?.wallMilliWatts).toBe(204_658);
  const anyway = { ...plainCharter, car: { ...plainCharter.car, awakeAnyway: true } };
  expect(plugCosts(anyway, goodSignals({ awake: undefined }), monday, 'AI4')?.wallMilliWatts).toBe(204_658);
});

test('a sensor outranks the class as long as it is fresh, and is named', () => {
  const read = (at: number) => ({
    ...goodSignals(),
    computerMilliWatts: { value: 112_000, at, source: 'ina226' },
  });
  expect(plugCosts(plainCharter, read(monday - 30_000), monday, 'AI5')?.wallMilliWatts).toBe(
    wallMilliWatts(112_000, true),
  );
  expect(energySourceOf(plainCharter, read(monday - 30_000), monday)).toBe('ina226');
  const old = read(monday - 61_000);
  expect(plugCosts(plainCharter, old, monday, 'AI5')?.wallMilliWatts).toBe(wallMilliWatts(250_000, true));
  expect(energySourceOf(plainCharter, old, monday)).toBe('modelled');
});

test('in the heat the compressor is paid for too, and a warm battery and chip wear more', () => {
  const cool = plugCosts(plainCharter, goodSignals(), monday, 'AI4');
  const hot = plugCosts(plainCharter, goodSignals({ cabinCelsius: 36 }), monday, 'AI4');
  const warm = goodSignals({ batteryCelsius: 38, computerCelsius: 78 });
  expect(hot?.wallMilliWatts).toBe(wallMilliWatts(150_000, true, true));
  expect(hot?.wallMilliWatts).toBeGreaterThan(cool?.wallMilliWatts ?? 0);
  expect(plugCosts(plainCharter, warm, monday, 'AI4')?.wearMicroUsdPerHour).toBeGreaterThan(
    (cool?.wearMicroUsdPerHour ?? 0) + 50_000,
  );
});

test('where nobody tells what electricity costs there are no costs to promise', () => {
  const charter = { ...plainCharter, ...dynamic };
  expect(plugCosts(charter, goodSignals(), monday, 'AI4')).toBeUndefined();
  const gap = goodSignals({ energyRates: [rate(-2, 0, 100_000), rate(1, 2, 100_000)] });
  expect(plugCosts(charter, gap, monday, 'AI4')).toBeUndefined();
});

test('the price at an hour: fixed, by the time of use, or by a feed whose dearest word counts', () => {
  const at = (charter: object, hours: number, signals = goodSignals()) =>
    energyPriceAt({ ...plainCharter, ...charter }, signals, monday + hours * hour);
  expect(at({}, 0)).toBe(187_000);
  // From 19:00 in Berlin: 41 cents until 21:00, 35 until 22:00, 18.7 in the night.
  expect([0, 1.99, 2, 2.99, 3].map((hours) => at(evening, hours))).toEqual([
    410_000, 410_000, 350_000, 350_000, 187_000,
  ]);
  const fed = goodSignals({ energyRates: [rate(0, 1, -20_000), rate(0.5, 1, 90_000)] });
  expect([0, 0.5, 0.99, 1].map((hours) => at(dynamic, hours, fed))).toEqual([
    -20_000,
    90_000,
    90_000,
    undefined,
  ]);
});

test('each reading counts as long as it is fresh, and its absence as the model says', () => {
  const wear = (changes: object) =>
    plugCosts(plainCharter, { ...goodSignals(), ...changes }, monday, 'AI4')?.wearMicroUsdPerHour ?? 0;
  const mild = wear({ batteryCelsius: undefined, computerCelsius: undefined });
  expect(wear({ batteryCelsius: { value: 40, at: monday } })).toBeGreaterThan(mild);
  expect(wear({ computerCelsius: { value: 90, at: monday }, batteryCelsius: undefined })).toBeGreaterThan(
    mild,
  );
  const old = {
    batteryCelsius: { value: 40, at: monday - 6 * 60_000 },
    computerCelsius: { value: 90, at: monday - 2 * 60_000 },
  };
  expect(wear(old)).toBe(mild);
});

test('a sensor without a name is a sensor', () => {
  const signals = { ...goodSignals(), computerMilliWatts: { value: 112_000, at: monday } };
  expect(energySourceOf(plainCharter, signals, monday)).toBe('sensor');
});
