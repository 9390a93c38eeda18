import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { progressObject } from '../../shared/contract/progress.ts';
import { definitionLine, definitions, type Market, startMarket } from '../support/market-rig.ts';

type Progress = z.infer<typeof progressObject>;

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market.close());

const model = 'parkade-dictionary-1';
const lines = Object.keys(definitions())
  .slice(500, 560)
  .map((word) => definitionLine(word, word));
const progressOf = (id: string) => market.openai.get<Progress>(`/batches/${id}/progress`);

test('a batch says at each step how far it is, who is at it and why it waits', async () => {
  const created = await market.openai.post<{ id: string }>('/batches', {
    body: {
      requests: lines.map(({ custom_id, body }) => ({ custom_id, body })),
      endpoint: '/v1/chat/completions',
      completion_window: '4h',
    },
  });
  const planning = await progressOf(created.id);
  expect(planning).toMatchObject({
    object: 'batch.progress',
    status: 'validating',
    waiting_because: { code: 'planning' },
    vehicles_at_work: 0,
  });
  expect(planning.promised_at - planning.created_at).toBe(4 * 3_600);
  await market.cloud.events.drain();

  const alone = await progressOf(created.id);
  expect(alone).toMatchObject({
    status: 'in_progress',
    requests: { total: 60, completed: 0, failed: 0 },
    tasks: { total: 3, finished: 0, leased: 0, open: 3 },
    vehicles_at_work: 0,
    eta: { p50_seconds: null, p90_seconds: null },
    waiting_because: { code: 'no_vehicle_with_model' },
    cost_so_far_micro_usd: 0,
  });
  expect(alone.waiting_because?.message).toContain(model);

  const vehicle = await market.vehicle(0, [model]);
  const [lease] = await vehicle.lease();
  market.advanceSeconds(2);
  const leased = await progressOf(created.id);
  expect(leased).toMatchObject({ tasks: { leased: 1, open: 2 }, vehicles_at_work: 1, waiting_because: null });
  expect(leased.eta?.p50_seconds).toBeGreaterThan(0);
  expect(leased.eta?.p90_seconds).toBeGreaterThanOrEqual(leased.eta?.p50_seconds ?? 0);

  if (!lease) throw new Error('nothing was offered');
  await vehicle.handIn(await vehicle.run(lease));
  await market.cloud.events.drain();
  const third = await progressOf(created.id);
  expect(third).toMatchObject({ requests: { completed: 20 }, tasks: { finished: 1, leased: 0, open: 2 } });
  expect(third.cost_so_far_micro_usd).toBeGreaterThan(0);
  expect(third.cost_so_far_micro_usd).toBeLessThan(third.ceiling_micro_usd);

  await market.work(vehicle);
  const done = await progressOf(created.id);
  expect(done).toMatchObject({
    status: 'completed',
    requests: { total: 60, completed: 60, failed: 0 },
    tasks: { total: 3, finished: 3, leased: 0, open: 0 },
    eta: null,
    waiting_because: null,
    charged_micro_usd: done.cost_so_far_micro_usd,
    credited_micro_usd: 0,
  });
  await market.sweep();
  await market.expectSound();
});

test('what a vehicle had finished of a task counts at once, and that it left is told', async () => {
  const vehicle = await market.vehicle(0, [model]);
  const { id } = await market.submit(lines.slice(0, 20));
  await vehicle.workUntilIdle({ driverReturnsAfter: 7 });
  market.advanceSeconds(2);
  // Another one is parked, so that somebody can take the rest.
  await market.cloud.deps.fleet.report(parked('veh_other', 0));
  const left = await market.batch(id);
  expect(left.x_parkade).toMatchObject({
    waiting_because: { code: 'retrying_after_vehicle_left' },
    progress: { requests: { total: 20, completed: 7 }, tasks: { total: 1, finished: 0, open: 1 } },
  });
  await market.work(vehicle);
  expect(await market.batch(id)).toMatchObject({ status: 'completed' });
});

test('vehicles that are busy until a time are told with it', async () => {
  market.advanceSeconds(2 * 3_600);
  await market.cloud.deps.fleet.report(parked('veh_other', 900));
  const { id } = await market.submit(lines.slice(20, 25));
  const { waiting_because, eta } = await progressOf(id);
  expect(waiting_because?.code).toBe('all_vehicles_busy');
  const until = new Date(market.now() + 900_000).toISOString().slice(0, 13).replace('T', ' ');
  expect(waiting_because?.message).toContain(`busy until about ${until}`);
  expect(eta?.p50_seconds).toBeGreaterThan(890);
});

test('a list tells no progress, and a batch that has ended keeps its counts', async () => {
  const { data } = await market.openai.batches.list();
  for (const batch of data)
    expect(batch).toMatchObject({ x_parkade: { progress: null, waiting_because: null } });
});

const parked = (vehicleId: string, busySeconds: number) => ({
  vehicleId,
  ownerId: 'own_1',
  hardwareClass: 'AI4' as const,
  models: [model],
  presentUntil: market.now() + 3_600_000,
  busyUntil: market.now() + busySeconds * 1_000,
});
