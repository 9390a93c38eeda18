import { expect, test } from 'vitest';
import { plugCosts } from '../../../shared/charter/plug-costs.ts';
import { type PayAssumption, type Sample, whatIf } from '../../../shared/charter/what-if.ts';
import type { Charter } from '../../../shared/charter.ts';
import { netPayOf } from '../../../shared/net-pay.ts';
import { goodSignals, monday, plainCharter } from './good-moment.ts';
import { evening } from './judged.ts';

const hour = 3_600_000;
const pay: PayAssumption = {
  hardwareClass: 'AI4',
  microUsdPerHour: 324_000,
  busyShare: 1,
  bytesPerHour: 1_000_000,
};
/** Charging, so that no end of the battery is in sight. */
const parked = goodSignals({ charging: true });

/** A night: at home from 19:00, a door opens for five minutes at 23:10, and the car leaves at 07:20. */
const night: Sample[] = [
  { at: monday, signals: parked },
  { at: monday + 4 * hour + hour / 6, signals: { ...parked, doorOpen: { value: true, at: monday } } },
  { at: monday + 4 * hour + hour / 4, signals: parked },
  { at: monday + 12 * hour + hour / 3, signals: { ...parked, gear: { value: 'D', at: monday } } },
];
const morning = monday + 13 * hour;
const charter: Charter = { ...plainCharter, stateOfChargeFloorPercent: 0, wearBudgetMicroUsdPerMonth: 1e9 };

test('the hours that a log allows are worked out to the millisecond, and the rest has its reason', () => {
  const { allowedMillis, computingMillis, forbiddenMillis, belowFloorMillis } = whatIf(
    charter,
    night,
    morning,
    pay,
  );
  expect(forbiddenMillis).toEqual({ 'door-open': hour / 12, gear: hour - hour / 3 });
  expect(allowedMillis).toBe(13 * hour - hour / 12 - (2 * hour) / 3);
  expect({ computingMillis, belowFloorMillis }).toEqual({
    computingMillis: allowedMillis,
    belowFloorMillis: 0,
  });
});

test('pay is the market’s own sum over these hours', () => {
  const { allowedMillis, pay: paid, energyMilliWattHours } = whatIf(charter, night, morning, pay);
  const costs = plugCosts(charter, parked, monday, 'AI4');
  if (!costs) throw new Error('A fixed tariff has a price.');
  const gross = BigInt(Math.round((pay.microUsdPerHour * 1_000 * allowedMillis) / hour));
  const whole = netPayOf(gross, allowedMillis * 1_000, costs);
  // Each quarter of an hour rounds its costs up on its own.
  for (const name of ['grossNanoUsd', 'energyNanoUsd', 'wearNanoUsd', 'netNanoUsd'] as const)
    expect(Math.abs(Number(paid[name] - whole[name])), name).toBeLessThan(60);
  expect(paid.netNanoUsd).toBe(paid.grossNanoUsd - paid.energyNanoUsd - paid.wearNanoUsd);
  expect(energyMilliWattHours).toBeCloseTo((costs.wallMilliWatts * allowedMillis) / hour, 3);
});

test('other rules are told apart: the evening is too dear for one of them', () => {
  const other = whatIf({ ...charter, ...evening }, night, morning, pay);
  // 19:00 to 22:00, and the last fifty minutes of the night.
  expect(other.forbiddenMillis).toEqual({
    'price-above-ceiling': 3 * hour + (5 * hour) / 6,
    'door-open': hour / 12,
    gear: hour - hour / 3,
  });
});

test('hours whose pay would not leave the floor are counted apart and not computed', () => {
  const poor = whatIf(charter, night, morning, { ...pay, microUsdPerHour: 100_000 });
  expect(poor).toMatchObject({ allowedMillis: 0, computingMillis: 0, energyMilliWattHours: 0 });
  expect(poor.belowFloorMillis).toBeGreaterThan(12 * hour);
  expect(poor.pay.netNanoUsd).toBe(0n);
});

test('where there is work in a part of the time, that part is paid and wears', () => {
  const half = whatIf(charter, night, morning, { ...pay, busyShare: 0.5 });
  const whole = whatIf(charter, night, morning, pay);
  expect(half.allowedMillis).toBe(whole.allowedMillis);
  expect(Number(half.pay.netNanoUsd) / Number(whole.pay.netNanoUsd)).toBeCloseTo(0.5, 5);
});

test('wear and data are metered anew: a small budget and a small cap end the night early', () => {
  const frugal = whatIf({ ...charter, wearBudgetMicroUsdPerMonth: 100_000 }, night, morning, pay);
  expect(frugal.pay.wearNanoUsd).toBeGreaterThan(0n);
  expect(frugal.pay.wearNanoUsd).toBeLessThanOrEqual(100_000_000n);
  expect(frugal.forbiddenMillis['wear-budget']).toBeGreaterThan(8 * hour);
  const network = { wifiOnly: true, bytesPerDay: 1_000_000 };
  // One hour before midnight of Berlin, and one after it.
  const capped = whatIf({ ...charter, network }, night, morning, pay);
  expect(capped.allowedMillis / hour).toBeCloseTo(2, 1);
});

test('what was known once counts until the log says otherwise, however long that is', () => {
  const days = whatIf(charter, [{ at: monday, signals: parked }], monday + 72 * hour, pay);
  expect(days.allowedMillis).toBe(72 * hour);
  const ended: Sample = { at: monday + 10 * hour, signals: {} };
  const gap = whatIf(charter, [{ at: monday, signals: parked }, ended], monday + 72 * hour, pay);
  expect(gap).toMatchObject({ allowedMillis: 10 * hour, forbiddenMillis: { 'missing-gear': 62 * hour } });
});

test('an empty log says nothing', () => {
  expect(whatIf(charter, [], monday, pay)).toMatchObject({ allowedMillis: 0, forbiddenMillis: {} });
});
