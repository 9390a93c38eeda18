import { afterAll, beforeAll, expect, test } from 'vitest';
import { availableOf } from '../support/available-of.ts';
import { definitionLine, definitions, type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market.close());

const words = Object.keys(definitions()).slice(400, 420);
const lines = words.map((word) => definitionLine(word, word));
const hour = 3_600;

const creditsOf = async (batchId: string) => {
  const entries = await Array.fromAsync(market.cloud.deps.ledger.entriesUnder(`batch/${batchId}`));
  return entries.filter(({ kind }) => kind === 'credit-late');
};
const balance = () => availableOf(market.cloud.deps, market.customerId);

/** Twenty requests within `window`: half of them in time, half after `lateSeconds`. */
async function halfLate(window: string, lateSeconds: number) {
  const vehicle = await market.vehicle(0, ['parkade-dictionary-1']);
  const before = { balance: await balance(), earned: (await market.earnings(0)).grossMicroUsd };
  const { id } = await market.submit(lines, window);
  await vehicle.workUntilIdle({ driverReturnsAfter: 10 });
  market.advanceSeconds(lateSeconds);
  await market.sweep();
  await market.work(vehicle);
  await market.sweep();
  const batch = await market.batch(id);
  expect(batch).toMatchObject({ status: 'completed', request_counts: { completed: 20, failed: 0 } });
  const spent = Number(before.balance - (await balance()));
  return { id, spent, batch, earned: (await market.earnings(0)).grossMicroUsd - before.earned };
}

/** Reference time of what was handed in after the promise, and of all. */
async function microsOf(batchId: string, promisedAt: number) {
  const tasks = await Array.fromAsync(market.cloud.deps.tasks.ofBatch({ batchId, tasks: 1 }));
  const segments = tasks.flatMap((task) => task.segments);
  const sum = (all: typeof segments) =>
    all.reduce((total, { referenceMicros }) => total + referenceMicros, 0);
  return {
    all: sum(segments),
    late: sum(segments.filter(({ finishedAt }) => finishedAt / 1_000 > promisedAt)),
  };
}

test.each([
  ['1h', 2 * hour, 90, 75],
  ['1h', 20 * hour, 90, 60],
  ['4h', 20 * hour, 75, 60],
])(
  'what was promised within %s and took %i s costs half of the window that it met',
  async (window, late, price, metPrice) => {
    const { id, spent, batch, earned } = await halfLate(window, late);
    const micros = await microsOf(id, batch.x_parkade.promised_at);
    expect(micros.late).toBeGreaterThan(0);
    expect(micros.late).toBeLessThan(micros.all);
    const charged = Math.floor((micros.all * price) / 1e6);
    const net = Math.floor(((micros.all - micros.late) * price + (micros.late * metPrice) / 2) / 1e6);
    expect(batch.x_parkade).toMatchObject({
      charged_micro_usd: charged,
      credited_micro_usd: charged - net,
      price_micro_usd_per_reference_second: price,
    });
    expect(spent).toBe(net);
    // The owner earns of the full price: the platform pays for the delay.
    expect(earned).toBe(Math.floor((charged * 75) / 100));
    const proof = await market.expectSound();
    expect(proof.balances['platform/credits']).toBeLessThan(0);
  },
);

test('a credit is posted once, however often its settlement is asked for', async () => {
  const { id } = await halfLate('1h', 2 * hour);
  const once = await creditsOf(id);
  expect(once.map(({ businessKey }) => businessKey)).toEqual([`batch/${id}/settle/1/credit`]);
  const before = await balance();
  await market.cloud.deps.queues.send('settle', [{ customerId: market.customerId, batchId: id }]);
  await market.cloud.events.drain();
  expect(await creditsOf(id)).toEqual(once);
  expect(await balance()).toBe(before);
});

test('what was in time is not credited', async () => {
  const vehicle = await market.vehicle(1, ['parkade-dictionary-1']);
  const { id } = await market.submit(lines.slice(0, 3), '1h');
  await market.work(vehicle);
  expect((await market.batch(id)).x_parkade.credited_micro_usd).toBe(0);
  expect(await creditsOf(id)).toEqual([]);
  await market.expectSound();
});
