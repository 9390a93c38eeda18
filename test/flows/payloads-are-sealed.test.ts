import { afterAll, beforeAll, expect, test } from 'vitest';
import { openLeaseKey } from '../../agent/lease-key.ts';
import { openPayload } from '../../shared/task-sealing.ts';
import { embeddingLine, type Market, startMarket } from '../support/market-rig.ts';
import { hearWrites } from '../support/written-bytes.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market.close());

const secret = 'the heron waits at Qalanqar weir';
const lines = Array.from({ length: 40 }, (_, no) => embeddingLine(`line-${no}`, `${secret} ${no}`));

test('what a customer sends lies open in the files bucket alone: tasks, queues, table, log and wire have it sealed', async () => {
  const vehicle = await market.vehicle(0, ['parkade-embed-1']);
  const heard = hearWrites();
  try {
    const { id } = await market.submit(lines);
    await market.work(vehicle);
    const live = vehicle.serve();
    await market.openai.embeddings.create({ model: 'parkade-embed-1', input: secret });
    await live.driverReturns();
    await market.cloud.events.drain();
    expect(await market.batch(id)).toMatchObject({ status: 'completed', request_counts: { completed: 40 } });
  } finally {
    heard.end();
  }
  const isOpen = ({ text }: { text: string }) => text.includes(secret);
  const openIn = heard.written.filter(isOpen).map(({ where }) => where);
  // The file as it comes in, the customer's own calls, and nothing else.
  for (const where of openIn) expect(where).toMatch(/\/files\/|\/v1\/(files|batches|embeddings)/);
  expect(openIn.some((where) => where.includes('/files/'))).toBe(true);
  const places = (part: string) => heard.written.filter(({ where }) => where.includes(part)).length;
  expect(places('/tasks/')).toBeGreaterThan(0);
  expect(places('DynamoDB')).toBeGreaterThan(0);
  expect(places('AmazonSQS')).toBeGreaterThan(0);
});

test('only the lessee opens a payload, and only under the lease it was sealed for', async () => {
  const lessee = await market.vehicle(0, ['parkade-embed-1']);
  const other = await market.vehicle(1, ['parkade-embed-1']);
  await market.submit(lines);
  const [lease] = await lessee.lease();
  if (!lease) throw new Error('nothing was leased');
  const sealed = await lessee.market.getPayload(lease.payloadUrl);

  const key = await openLeaseKey(lease, lessee.device.sealingKeys);
  const payload = new TextDecoder().decode(await openPayload(key, sealed, lease.taskId));
  expect(payload).toContain(secret);

  await expect(openLeaseKey(lease, other.device.sealingKeys)).rejects.toThrow();
  await expect(
    openLeaseKey({ ...lease, fence: lease.fence + 1 }, lessee.device.sealingKeys),
  ).rejects.toThrow();
  await expect(openPayload(key, sealed, `${lease.taskId}0`)).rejects.toThrow();
  // The other may have the bytes: without the key they are noise.
  expect(Buffer.from(sealed).includes(secret)).toBe(false);
});
