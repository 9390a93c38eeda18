import { expect, test } from 'vitest';
import { batteryMilliWatts, chargedWatts, computerWattsWithin, wallMilliWatts } from '../../shared/energy.ts';
import { netPayOf } from '../../shared/net-pay.ts';
import { type WearInput, wearMicroUsdPerHour, wearParts } from '../../shared/wear.ts';

const woken = { woken: true, hot: false };
const given = (computeMilliWatts: number, chemistry: 'nmc' | 'lfp' = 'nmc'): WearInput => ({
  computeMilliWatts,
  standing: woken,
  car: { packKwh: 75, chemistry, chargerWatts: 11_000 },
});
const inMills = (microUsd: number) => Math.round(microUsd / 1_000) / 1_000;

// Kilowatts of the computer; dollars an hour: energy at $0.08, $0.187 and $0.287, wear NMC, wear LFP, floor at $0.187.
test.each([
  [0.15, 0.034, 0.079, 0.121, 0.053, 0.039, 0.132],
  [0.5, 0.068, 0.158, 0.243, 0.092, 0.062, 0.25],
  [1, 0.116, 0.271, 0.417, 0.154, 0.103, 0.425],
])('a computer of %d kW costs what is published, to a tenth of a cent', (kilowatts, ...published) => {
  const milliWatts = kilowatts * 1e6;
  const wall = wallMilliWatts(milliWatts, true);
  const energy = [0.08, 0.187, 0.287].map((price) => (wall / 1e6) * price * 1e6);
  const nmc = wearMicroUsdPerHour(given(milliWatts));
  const lfp = wearMicroUsdPerHour(given(milliWatts, 'lfp'));
  const figures = [...energy, nmc, lfp, (energy[1] ?? 0) + nmc].map(inMills);
  // Energy is published of a draw that was itself rounded: it may differ by a mill.
  for (const [no, figure] of figures.entries()) {
    const most = no === 3 || no === 4 ? 0 : 0.0011;
    expect(Math.abs(figure - (published[no] ?? 0)), `figure ${no}: ${figure}`).toBeLessThanOrEqual(most);
  }
});

test('a kilowatt-hour out of the battery wears $0.075 of NMC and $0.0375 of LFP, and nothing where none goes through', () => {
  const kilowatts = batteryMilliWatts(500_000, woken) / 1e6;
  expect(wearParts(given(500_000)).cycle / kilowatts).toBeCloseTo(75_000, 6);
  expect(wearParts(given(500_000, 'lfp')).cycle / kilowatts).toBeCloseTo(37_500, 6);
  expect(wearParts({ ...given(500_000), throughPack: 0 }).cycle).toBe(0);
});

test('a warm battery ages faster than one at 25 °C, a cold one earns nothing', () => {
  const at = (batteryCelsius: number) => wearParts({ ...given(150_000), batteryCelsius }).calendar;
  expect(at(25)).toBe(0);
  expect(at(5)).toBe(0);
  // 75 kWh · $150 / 0.2 · 1.5 % / 8,766 h = $0.09625 an hour, times e^(3340 · (1/298.15 - 1/308.15)) - 1 = 0.4384.
  expect(at(35) / 1e6).toBeCloseTo(0.0422, 4);
  expect(wearParts({ ...given(150_000), fuller: 0.1 }).calendar / 96_250).toBeCloseTo(Math.exp(0.118) - 1, 3);
});

test.each([
  [60, 6.16],
  [65, 4.3],
  [75, 2.16],
  [87, 1],
])('a chip at %d °C wears a %d-th of one at 87 °C, which wears $0.05 an hour', (computerCelsius, longer) => {
  const { computer } = wearParts({ ...given(150_000), computerCelsius });
  expect(50_000 / computer).toBeCloseTo(longer, 1);
});

test('a sensor that reads nonsense makes no nonsense of wear', () => {
  for (const celsius of [-1e300, 1e300]) {
    const parts = wearParts({ ...given(150_000), batteryCelsius: celsius, computerCelsius: celsius });
    for (const part of Object.values(parts)) expect(part).toBeGreaterThanOrEqual(0);
    expect(wearMicroUsdPerHour({ ...given(150_000), batteryCelsius: celsius })).toBeLessThan(1_000_000);
  }
});

test('charging loses what ADAC measured: 15.2 % at 2.3 kW, 7.7 % at 11 kW', () => {
  expect(1 - chargedWatts(2_300) / 2_300).toBeCloseTo(0.152, 3);
  expect(1 - chargedWatts(11_000) / 11_000).toBeCloseTo(0.077, 3);
  expect(chargedWatts(100)).toBe(0);
});

test.each([
  [true, true],
  [true, false],
  [false, true],
  [false, false],
])('what a computer may draw within a circuit draws the circuit: woken %s, hot %s', (isWoken, hot) => {
  const watts = computerWattsWithin(1_000, { woken: isWoken, hot });
  expect(wallMilliWatts(watts * 1_000, isWoken, hot) / 1e6).toBeCloseTo(1, 5);
  expect(computerWattsWithin(10, { woken: isWoken, hot })).toBe(0);
});

// 10,000 chats of 600 + 150 tokens on a car that was woken: 10,500 reference seconds at 60 micro-USD, 75 % of which
// are its owner's, in 2.92 hours.
test.each([
  [80_000, 0.219],
  [170_000, 0.108],
  [350_000, -0.116],
])('at %d micro-USD a kilowatt-hour a day of chat leaves the woken car $%d', (energyMicroUsdPerKwh, net) => {
  const { netNanoUsd } = netPayOf(BigInt(10_500 * 60 * 0.75 * 1_000), 2.92 * 3_600e6, {
    energyMicroUsdPerKwh,
    wallMilliWatts: wallMilliWatts(150_000, true),
    wearMicroUsdPerHour: wearMicroUsdPerHour(given(150_000)),
    floorMicroUsdPerHour: 0,
  });
  expect(Number(netNanoUsd) / 1e9).toBeCloseTo(net, 2);
});
