import { expect, test } from 'vitest';
import { createMarketClock, sinceBoot } from '../../../agent/market-clock.ts';
import { startContractMarket } from '../support/contract-market.ts';
import { scriptedEngine, startVehicle } from '../support/vehicle.ts';

const model = 'parkade-embed-1';
const bodies = ['a', 'b', 'c', 'd'].map((input) => ({ model, input }));
const hour = 3_600_000;

/** A task at whose second request something happens to the car's clocks. */
async function runWith(atSecond: (clocks: { set: number; slept: number }) => void) {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies });
  const clocks = { set: 0, slept: 0 };
  const vehicle = await startVehicle(market, {
    now: () => Date.now() + clocks.set + clocks.slept,
    elapsed: () => performance.now() + clocks.slept,
    opener: scriptedEngine(({ input }) => {
      if (input !== 'b') return;
      atSecond(clocks);
      market.aheadMillis = clocks.slept;
    }),
  });
  await vehicle.run();
  const handIns = market.workCalls.flatMap((call) => call.handIns.map(market.openHandIn));
  return { market, vehicle, handIns: await Promise.all(handIns) };
}

test.each([
  ['forward', 3 * hour],
  ['back', -3 * hour],
  ['to 1970', -Date.now()],
])('a clock that is set %s in mid-task ends no lease and has no proof refused', async (_, jump) => {
  const { market, vehicle, handIns } = await runWith((clocks) => {
    clocks.set = jump;
  });
  expect(handIns.map(({ lines }) => lines.length)).toEqual([4]);
  expect(vehicle.events).toContainEqual(expect.objectContaining({ event: 'ran', outcome: 'finished' }));
  // Each call was taken as it was first signed, and numbers rise whatever the clock says.
  expect(market.seqs).toHaveLength(market.workCalls.length);
  expect(market.seqs).toEqual([...market.seqs].sort((left, right) => left - right));
});

test('a car that sleeps through the end of its lease runs no more of it, and drops what it had', async () => {
  const { vehicle, handIns } = await runWith((clocks) => {
    clocks.slept = 2 * hour;
  });
  expect(vehicle.events).toContainEqual(
    expect.objectContaining({ event: 'ran', outcome: 'lease_ending', finished: 2 }),
  );
  expect(vehicle.events).toContainEqual({ event: 'lease_over', taskId: 'task_1', requests: 4 });
  expect(handIns).toEqual([]);
});

test('a clock that is hours off at the start has its first proof refused, and signs the next by the market', async () => {
  const market = await startContractMarket();
  market.tasks.push({ model, bodies });
  const vehicle = await startVehicle(market, {
    now: () => Date.now() - 5 * hour,
    elapsed: () => performance.now(),
    opener: scriptedEngine(() => undefined),
  });
  await vehicle.run();
  expect(market.seqs.length).toBe(market.workCalls.length + 1);
  expect(Math.abs(vehicle.market.marketNow() - Date.now())).toBeLessThan(2_000);
});

test('the market’s clock is what a reply told, carried on by time that passes', () => {
  const wall = { at: 1_000_000 };
  const passed = { at: 50 };
  const clock = createMarketClock(
    () => wall.at,
    () => passed.at,
  );
  expect(clock.now()).toBe(1_000_000);
  wall.at = 9_000_000;
  passed.at = 60;
  expect(clock.now()).toBe(1_000_010);
  clock.heed(5_000_000);
  passed.at = 100;
  expect(clock.now()).toBe(5_000_040);
  // A Date header is too coarse to correct a clock that is right.
  expect(clock.learn(new Date(5_015_000).toUTCString())).toBe(false);
  expect(clock.learn(null)).toBe(false);
  expect(clock.learn(new Date(8_000_000).toUTCString())).toBe(true);
  expect(clock.now()).toBe(8_000_000);
});

test('the time since the computer started rises by hundredths of a second at least', async () => {
  const before = sinceBoot();
  await expect.poll(() => sinceBoot() - before, { interval: 5 }).toBeGreaterThan(0);
  expect(sinceBoot() - before).toBeLessThan(5_000);
});
