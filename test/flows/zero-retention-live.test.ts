import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoPolicy } from '../../shared/policy.ts';
import { type Market, startMarket } from '../support/market-rig.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

let market: Market;
let worker: TestVehicle;
let auditor: TestVehicle;
beforeAll(async () => {
  market = await startMarket({ policy: { ...demoPolicy, auditShare: 1, auditWaitSeconds: 3_600 } });
  worker = await market.vehicle(0, ['parkade-embed-1']);
  auditor = await market.vehicle(1, ['parkade-embed-1']);
  await worker.workUntilIdle();
});
afterAll(() => market.close());

const body = {
  model: 'parkade-embed-1',
  input: 'A secret of the customer.',
  x_parkade: { data: 'zero_retention' },
};

async function embed(idempotencyKey: string) {
  let isAnswered = false;
  const answered = fetch(`${market.cloud.url}/v1/embeddings`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${market.customerKey}`,
      'content-type': 'application/json',
      'idempotency-key': idempotencyKey,
    },
    body: JSON.stringify(body),
  }).finally(() => {
    isAnswered = true;
  });
  while (!isAnswered) await worker.workUntilIdle();
  const reply = await answered;
  return {
    status: reply.status,
    replayed: reply.headers.get('idempotent-replayed'),
    body: await reply.json(),
  };
}

test('a live call of zero retention is answered in full once, replayed without its content, and erased when checked', async () => {
  const first = await embed('key-1');
  expect(first.body.data[0].embedding).toHaveLength(128);
  const again = await embed('key-1');
  expect(again).toMatchObject({ status: 200, replayed: 'true' });
  expect(again.body).toEqual({
    object: 'list',
    model: 'parkade-embed-1',
    usage: first.body.usage,
    x_parkade: { data: 'zero_retention', content: 'deleted' },
  });

  await market.cloud.events.drain();
  const [open] = await Array.fromAsync(market.cloud.deps.batches.open());
  const batchId = open?.batchId ?? '';
  const { erasableTasks, erasures, batches } = market.cloud.deps;
  const versions = async () =>
    (await erasableTasks.tally({ prefix: `${batchId}/`, kindOf: () => 'any' })).get('any')?.versions ?? 0;
  expect(await versions()).toBeGreaterThan(0);
  // It may still be on its way to its caller, and its check is not done.
  await market.sweep();
  market.advanceSeconds(7 * 60);
  await market.sweep();
  expect(await erasures.list(batchId, { limit: 10 })).toEqual([]);

  await market.work(auditor);
  await market.sweep();
  expect(await versions()).toBe(0);
  expect(await erasures.list(batchId, { limit: 10 })).toMatchObject([
    {
      task: 0,
      kinds: [
        { kind: 'task_payloads', objects: 1, left: 0 },
        { kind: 'task_results', objects: 1, left: 0 },
        { kind: 'check_payloads', objects: 1, left: 0 },
        { kind: 'check_results', objects: 1, left: 0 },
      ],
    },
  ]);

  // With its hour the key of all its calls goes.
  market.advanceSeconds(3_600 + 7 * 60);
  for (let round = 0; round < 5; round++) await market.sweep();
  const batch = await batches.get({ customerId: market.customerId, batchId });
  expect(batch).toMatchObject({ status: 'completed', erasedAt: expect.any(Number) });
  expect(batch.wrappedKey).toHaveLength(0);
  expect(await Array.fromAsync(batches.open())).toEqual([]);
  await market.expectSound();
});
