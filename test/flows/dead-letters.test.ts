import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deadLettersName, laneDeadLettersName, receivesMost } from '../../shared/dead-letters.ts';
import { ask } from '../support/device-rig.ts';
import { embeddingLine, type Market, sentences, startMarket } from '../support/market-rig.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

const model = 'parkade-embed-1';
const settleDead = deadLettersName('settle');
const lanesDead = laneDeadLettersName(model);

let market: Market;
let vehicle: TestVehicle;
let isBroken = false;
beforeAll(async () => {
  market = await startMarket({
    // A message that failed is there again at once.
    hiddenSeconds: 0,
    functionsMade: (start) => {
      const functions = start();
      const { settle } = functions.events.queues;
      functions.events.queues.settle = async (event) =>
        isBroken
          ? { batchItemFailures: event.Records.map(({ messageId }) => ({ itemIdentifier: messageId })) }
          : settle(event);
      return functions;
    },
  });
  vehicle = await market.vehicle(0, [model]);
});
afterAll(async () => {
  await market.expectSound();
  await market.close();
});

const operator = async (path = '', body?: object) => {
  // No look is older than this.
  market.advanceSeconds(10);
  const { json } = await ask(
    market,
    market.operatorKey,
    `/operator/dead_letters${path}`,
    body ? { body } : {},
  );
  return json;
};
const put = (name: string, message: object | string) =>
  market.cloud.clients.sqs.send(
    new SendMessageCommand({
      QueueUrl: `${market.cloud.deps.queueUrlPrefix}${name}`,
      MessageBody: typeof message === 'string' ? message : JSON.stringify(message),
    }),
  );
const charged = async (batchId: string) => (await market.batch(batchId)).x_parkade.charged_micro_usd;

let batch: { customerId: string; batchId: string };

test('what a queue can’t do after five tries lies among the dead letters; to look takes none away', async () => {
  expect(await operator()).toMatchObject({ data: [], queues: expect.any(Number) });
  isBroken = true;
  const { id: batchId } = await market.submit(
    sentences(200).map((text, no) => embeddingLine(String(no), text)),
  );
  await market.work(vehicle);
  for (let tries = 0; tries <= receivesMost.queue; tries++) await market.cloud.events.drain();
  batch = { customerId: market.customerId, batchId };
  expect((await operator()).data).toEqual([
    { id: settleDead, object: 'dead_letters', of: 'queue', messages: 1 },
  ]);
  const first = await operator(`/${settleDead}`);
  expect(first).toMatchObject({ data: [{ says: batch, sent_at: expect.any(Number) }], has_more: false });
  expect(await operator(`/${settleDead}`)).toEqual(first);
});

test('what is replayed is done once, however often it is told', async () => {
  isBroken = false;
  const { data } = await operator(`/${settleDead}`);
  await put(settleDead, 'no message of the market');
  expect(await operator(`/${settleDead}/replay`, { message_ids: [data[0].id] })).toEqual({
    ...{ object: 'replay', replayed: 1, dropped: 0, unreadable: 0, left: 1 },
  });
  await market.cloud.events.drain();
  const once = await charged(batch.batchId);
  expect(once).toBeGreaterThan(0);
  const entries = async () => (await market.proof()).entries;
  const before = await entries();
  // As one whose deletion was lost, and the answer to its replay too.
  for (let copies = 0; copies < 2; copies++) await put(settleDead, batch);
  expect(await operator(`/${settleDead}/replay`, {})).toMatchObject({ replayed: 2, unreadable: 1, left: 1 });
  await market.cloud.events.drain();
  expect(await charged(batch.batchId)).toBe(once);
  expect(await entries()).toBe(before);
});

test('a lane’s letter goes back to the lane of its task while that is open, and is dropped where it is not', async () => {
  const done = { ...batch, taskNo: 0, audit: false };
  const { id: batchId } = await market.submit([embeddingLine('b', 'a harbor')]);
  const [lease] = await vehicle.lease();
  if (!lease) throw new Error('a lease was expected');
  await vehicle.handIn(await vehicle.run(lease));
  const { id: openId } = await market.submit([embeddingLine('c', 'a lantern')]);
  const open = { customerId: market.customerId, batchId: openId, taskNo: 0, audit: false };
  for (const message of [done, open]) await put(lanesDead, message);
  expect(await operator(`/${lanesDead}/replay`, {})).toMatchObject({ replayed: 1, dropped: 1, left: 0 });
  await market.work(vehicle);
  for (const each of [batchId, openId]) expect((await market.batch(each)).status).toBe('completed');
});

test('what the stream could not dispatch is looked at, and has nowhere to go back to', async () => {
  await put('undispatched', { DDBStreamBatchInfo: { shardId: 'shard-1' } });
  expect((await operator('/undispatched')).data).toMatchObject([
    { says: { DDBStreamBatchInfo: '{"shardId":"shard-1"}' } },
  ]);
  expect((await operator('/undispatched/replay', {})).error.code).toBe('conflict');
  expect((await operator('/no-such')).error.code).toBe('not_found');
});
