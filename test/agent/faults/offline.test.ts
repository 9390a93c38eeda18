import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { offlineMillis } from '../../../agent/offline.ts';
import { startContractMarket } from '../support/contract-market.ts';
import { scriptedEngine, startVehicle } from '../support/vehicle.ts';

const model = 'parkade-embed-1';
const bodies = ['a', 'b', 'c'].map((input) => ({ model, input }));
const minute = 60_000;
const hour = 60 * minute;

/** A vehicle whose waits take their time on its clock and on the market's, and a network that a test takes away. */
async function startOffline(cut: true | 'uploads', onWait: (passedMillis: number) => void) {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies });
  let passedMillis = 0;
  let runs = 0;
  const vehicle = await startVehicle(market, {
    now: () => Date.now() + passedMillis,
    opener: scriptedEngine(({ input }) => {
      runs++;
      if (input === 'c') market.offline = cut;
    }),
    onWait(millis) {
      passedMillis += millis;
      market.aheadMillis += millis;
      onWait(passedMillis);
      if (!market.offline && market.tasks.length === 0) vehicle.parked.end();
    },
  });
  const handIns = () => Promise.all(market.workCalls.flatMap((call) => call.handIns.map(market.openHandIn)));
  return { market, vehicle, handIns, runs: () => runs, passedMillis: () => passedMillis };
}

test('without a network for minutes, what is finished waits and is handed in once, in time', async () => {
  const { market, vehicle, handIns, runs } = await startOffline(true, (passed) => {
    if (passed > 5 * minute) market.offline = false;
  });
  await vehicle.run();
  expect((await handIns()).map(({ lines }) => lines.length)).toEqual([3]);
  expect(runs()).toBe(3);
  expect(vehicle.events).not.toContainEqual(expect.objectContaining({ event: 'lease_over' }));
  expect(readdirSync(join(vehicle.folder, 'spool'))).toEqual([]);
});

test('a result that the store does not take for minutes is uploaded later, and not run again', async () => {
  const { market, vehicle, handIns, runs } = await startOffline('uploads', (passed) => {
    if (passed > 3 * minute) market.offline = false;
  });
  await vehicle.run();
  expect((await handIns()).map(({ lines }) => lines.length)).toEqual([3]);
  expect(runs()).toBe(3);
});

test('without a network for hours, the lease ends: what was finished is dropped, said, and work goes on', async () => {
  const { market, vehicle, handIns, runs } = await startOffline(true, (passed) => {
    if (passed < 6 * hour || !market.offline) return;
    market.offline = false;
    market.tasks.push({ model, bodies: [{ model, input: 'later' }] });
  });
  await vehicle.run();
  expect(vehicle.events).toContainEqual({ event: 'lease_over', taskId: 'task_1', requests: 3 });
  expect((await handIns()).map(({ taskId, lines }) => [taskId, lines.length])).toEqual([['task_2', 1]]);
  expect(runs()).toBe(4);
  expect(readdirSync(join(vehicle.folder, 'spool'))).toEqual([]);

  // No busy loop, and never asleep for long when the network is back.
  const offline = vehicle.waits.slice(0, -1);
  expect(Math.min(...offline)).toBeGreaterThanOrEqual(5_000);
  expect(Math.max(...offline)).toBeLessThanOrEqual(10 * minute);
  expect(offline.length).toBeLessThan(100);
  expect(new Set(offline.slice(-20)).size).toBe(20);
});

test('a driver who comes and goes while there is no network loses nothing', async () => {
  let waits = 0;
  const { market, vehicle, handIns, runs } = await startOffline(true, () => {
    waits++;
    if (waits === 1) vehicle.parked.driverReturns();
    if (waits === 2) vehicle.parked.driverLeaves();
    if (waits === 4) market.offline = false;
  });
  await vehicle.run();
  expect((await handIns()).map(({ lines }) => lines.length)).toEqual([3]);
  expect(runs()).toBe(3);
});

test('waits grow to ten minutes at most, vary by half, and leave a lease the time to be handed in', () => {
  const failures = fc.integer({ min: 1, max: 10_000 });
  const random = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(failures, random, fc.double({ min: -1e9, max: 1e9, noNaN: true }), (count, chance, due) => {
      const millis = offlineMillis(count, due, chance);
      expect(millis).toBeGreaterThanOrEqual(5_000);
      expect(millis).toBeLessThanOrEqual(10 * minute);
      if (due > 10_000) expect(millis).toBeLessThanOrEqual(due / 2);
    }),
  );
  const most = (count: number) => offlineMillis(count, Number.POSITIVE_INFINITY, 1);
  expect([1, 2, 3, 4, 5, 6, 7].map(most)).toEqual([30, 60, 120, 240, 480, 600, 600].map((s) => s * 1_000));
  expect(offlineMillis(7, Number.POSITIVE_INFINITY, 0)).toBe(5 * minute);
});
