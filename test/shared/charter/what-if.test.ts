import { expect, test } from 'vitest';
import { plugCosts } from '../../../shared/charter/plug-costs.ts';
import { type PayAssumption, type Sample, whatIf } from '../../../shared/charter/what-if.ts';
import type { Charter } from '../../../shared/charter.ts';
import { netPayOf } from '../../../shared/net-pay.ts';
import { goodSignals, monday, plainCharter } from './good-moment.ts';
import { dynamic, evening } from './judged.ts';

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
  expect(poor.belowFloorMillis).toBe(whatIf(charter, night, morning, pay).allowedMillis);
  expect(poor.pay.netNanoUsd).toBe(0n);
});

test('an hour must leave the whole floor of an hour, not a part of it', () => {
  const costs = plugCosts(charter, parked, monday, 'AI4');
  if (!costs) throw new Error('A fixed tariff has a price.');
  const { energyNanoUsd, wearNanoUsd } = netPayOf(0n, hour * 1_000, costs);
  const spent = Number(energyNanoUsd + wearNanoUsd) / 1_000;
  const log = [{ at: monday, signals: parked }];
  const allowed = (net: number) =>
    whatIf(charter, log, monday + hour, { ...pay, microUsdPerHour: spent + net }).allowedMillis;
  expect([allowed(charter.netFloorMicroUsdPerHour), allowed(charter.netFloorMicroUsdPerHour - 1)]).toEqual([
    hour,
    0,
  ]);
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

test('what the owner had leave to finish is not counted as computing', () => {
  const finishing = { ...parked, finishThenStop: { value: true, at: monday } };
  const given = whatIf(charter, [{ at: monday, signals: finishing }], monday + hour, pay);
  expect(given).toMatchObject({
    allowedMillis: 0,
    belowFloorMillis: 0,
    forbiddenMillis: { finishing: hour },
  });
  const closed = { ...finishing, doorOpen: { value: true, at: monday } };
  expect(whatIf(charter, [{ at: monday, signals: closed }], monday + hour, pay).forbiddenMillis).toEqual({
    'door-open': hour,
  });
});

test('a log without prices counts as too little known, not as free', () => {
  const { allowedMillis, forbiddenMillis } = whatIf(
    { ...charter, ...dynamic },
    [{ at: monday, signals: parked }],
    monday + hour,
    pay,
  );
  expect({ allowedMillis, forbiddenMillis }).toEqual({
    allowedMillis: 0,
    forbiddenMillis: { 'missing-energy-rates': hour },
  });
});

test('nothing is counted from after the end that was asked for, nor twice where samples overlap it', () => {
  const long: Sample[] = [
    { at: monday, signals: parked },
    { at: monday + 2 * hour, signals: parked },
    { at: monday + 9 * hour, signals: parked },
  ];
  for (const hours of [0, 1, 2, 3, 9])
    expect(whatIf(charter, long, monday + hours * hour, pay).allowedMillis).toBe(hours * hour);
});

test('wear begins anew with the month, and data with the day, of the zone', () => {
  const rules = { ...charter, network: { wifiOnly: true, bytesPerDay: 1_000_000 } };
  // Berlin's March begins at 23:00 of February in UTC, and so does its first day.
  const evening = Date.UTC(2026, 1, 28, 21);
  const log = [{ at: evening, signals: goodSignals({ charging: true }, evening) }];
  const both = whatIf(rules, log, evening + 4 * hour, pay);
  expect(both.forbiddenMillis).toEqual({ 'data-cap': 2 * hour });
  const budgeted = { ...charter, wearBudgetMicroUsdPerMonth: 200_000 };
  const february = whatIf(budgeted, log, evening + 2 * hour, pay);
  const march = whatIf(budgeted, log, evening + 4 * hour, pay);
  expect(march.allowedMillis).toBeGreaterThanOrEqual(2 * february.allowedMillis - 1);
  expect(march.pay.wearNanoUsd).toBeGreaterThan(february.pay.wearNanoUsd);
});

test('energy, pay and data are of the part of the time in which there is work', () => {
  const log = [{ at: monday, signals: parked }];
  const costs = plugCosts(charter, parked, monday, 'AI4');
  if (!costs) throw new Error('A fixed tariff has a price.');
  const quarter = whatIf(charter, log, monday + hour / 4, { ...pay, busyShare: 0.5 });
  const earned = netPayOf(40_500_000n, (hour / 8) * 1_000, costs);
  expect(quarter).toEqual({
    allowedMillis: hour / 4,
    computingMillis: hour / 8,
    belowFloorMillis: 0,
    energyMilliWattHours: costs.wallMilliWatts / 8,
    pay: earned,
    forbiddenMillis: {},
  });
  // Half of the hour's bytes: the cap of half a megabyte is reached after a whole hour.
  const network = { wifiOnly: true, bytesPerDay: 500_000 };
  const capped = whatIf({ ...charter, network }, log, monday + 3 * hour, { ...pay, busyShare: 0.5 });
  expect(capped.forbiddenMillis).toEqual({ 'data-cap': 2 * hour });
});
