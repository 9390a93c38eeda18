import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, test } from 'vitest';
import { lanesIn } from '../../functions/adapters/lanes.ts';
import { queuesIn } from '../../functions/adapters/queues.ts';
import { laneName, laneOf } from '../../shared/lane.ts';
import { startQueues } from './queues.ts';

const live = laneOf('parkade-embed-1', 'live');
const batch = laneOf('parkade-embed-1', 'batch');
const constrained = laneOf('parkade-embed-1', 'batch', { regions: ['eu'] });
const { sqs, urlPrefix, onCall } = await startQueues([...[live, batch, constrained].map(laneName), 'settle']);

let clock = 0;
/** Each call of SQS, by name. */
const asked: string[] = [];
onCall((commandName) => void asked.push(commandName));
const newLanes = () => lanesIn(sqs, urlPrefix, () => clock);
const asks = () => asked.filter((name) => name === 'ReceiveMessageCommand').length;

beforeEach(async () => {
  for (const lane of [live, batch])
    await sqs.send(new PurgeQueueCommand({ QueueUrl: `${urlPrefix}${laneName(lane)}` }));
  clock = 0;
  asked.length = 0;
});

const message = (taskNo: number) => ({ customerId: 'cus_1', batchId: 'batch_1', taskNo, audit: false });
const messages = (count: number) => Array.from({ length: count }, (_, no) => message(no));
const numbers = (received: readonly { message: { taskNo: number } }[]) =>
  received.map((each) => each.message.taskNo).sort((a, b) => a - b);
const receipts = (received: readonly { receipt: string }[]) => received.map(({ receipt }) => receipt);

describe('a lane', () => {
  test('gives what was sent, ten at a time, each to one receiver', async () => {
    const lanes = newLanes();
    await lanes.send(batch, messages(23));
    expect(asked).toEqual(Array.from({ length: 3 }, () => 'SendMessageBatchCommand'));
    const received = [
      ...(await lanes.receive(batch, 50, 60)),
      ...(await lanes.receive(batch, 10, 60)),
      ...(await lanes.receive(batch, 10, 60)),
    ];
    expect(numbers(received)).toEqual(numbers(messages(23).map((each) => ({ message: each }))));
    expect(await lanes.receive(batch, 10, 60)).toEqual([]);
    expect(await lanes.depth(batch)).toBe(23);
  });

  test('gives no more than was asked for, and nothing of another lane', async () => {
    const lanes = newLanes();
    await lanes.send(batch, messages(3));
    expect(await lanes.receive(live, 10, 60)).toEqual([]);
    expect(await lanes.receive(batch, 2, 60)).toHaveLength(2);
  });

  test('gives a message again that is shown again, and never one that is deleted', async () => {
    const lanes = newLanes();
    await lanes.send(batch, messages(2));
    const received = await lanes.receive(batch, 10, 60);
    const [first, second] = received;
    if (!first || !second) throw new Error('there should be two');
    await lanes.delete(batch, [first.receipt]);
    await lanes.showAgain(batch, [second.receipt], 0);
    expect(numbers(await lanes.receive(batch, 10, 60))).toEqual([second.message.taskNo]);
    expect(await lanes.depth(batch)).toBe(1);
  });

  test('shows a message again only after so long', async () => {
    const lanes = newLanes();
    await lanes.send(batch, messages(1));
    await lanes.showAgain(batch, receipts(await lanes.receive(batch, 10, 60)), 30);
    expect(await lanes.receive(batch, 10, 60)).toEqual([]);
    expect(await lanes.depth(batch)).toBe(1);
  });

  test('shows and deletes more than ten at once', async () => {
    const lanes = newLanes();
    await lanes.send(batch, messages(12));
    const received = [...(await lanes.receive(batch, 10, 60)), ...(await lanes.receive(batch, 10, 60))];
    await lanes.showAgain(batch, receipts(received), 0);
    const again = [...(await lanes.receive(batch, 10, 60)), ...(await lanes.receive(batch, 10, 60))];
    expect(again).toHaveLength(12);
    await lanes.delete(batch, receipts(again));
    expect(await lanes.depth(batch)).toBe(0);
  });

  test('ignores a receipt that is stale or was never given', async () => {
    const lanes = newLanes();
    await lanes.send(batch, messages(1));
    const [stale] = receipts(await lanes.receive(batch, 1, 60));
    await lanes.delete(batch, [stale ?? '']);
    await lanes.delete(batch, [stale ?? '', 'never given']);
    await lanes.showAgain(batch, [stale ?? ''], 5);
    expect(await lanes.depth(batch)).toBe(0);
  });
});

describe('a lane seen empty', () => {
  test.each([
    ['a batch lane', batch, 1_000],
    ['a live lane', live, 1_000],
    ['one that few tasks are for', constrained, 5_000],
  ])('is not asked again for a while: %s', async (_what, lane, millis) => {
    const lanes = newLanes();
    await lanes.receive(lane, 10, 60);
    await newLanes().send(lane, [message(1)]);
    clock = millis - 1;
    expect(await lanes.receive(lane, 10, 60)).toEqual([]);
    expect(asks()).toBe(1);
    clock = millis;
    expect(await lanes.receive(lane, 10, 60)).toHaveLength(1);
  });

  test('is asked at once when a message was sent, or shown again', async () => {
    const lanes = newLanes();
    await lanes.receive(batch, 10, 60);
    await lanes.send(batch, messages(1));
    const received = await lanes.receive(batch, 10, 60);
    expect(received).toHaveLength(1);
    expect(await lanes.receive(batch, 10, 60)).toEqual([]);
    await lanes.showAgain(batch, receipts(received), 0);
    expect(await lanes.receive(batch, 10, 60)).toHaveLength(1);
  });

  test('says nothing of another lane, nor to another instance', async () => {
    const lanes = newLanes();
    await lanes.receive(batch, 10, 60);
    await lanes.receive(live, 10, 60);
    await newLanes().receive(batch, 10, 60);
    expect(asks()).toBe(3);
  });

  test('is not one whose messages are all leased: the next question is asked', async () => {
    const lanes = newLanes();
    await lanes.send(batch, messages(1));
    await lanes.receive(batch, 10, 60);
    await lanes.receive(batch, 10, 60);
    expect(asks()).toBe(2);
  });
});

test("the market's own queues take any number of messages, ten a call", async () => {
  const names = Array.from({ length: 21 }, (_, no) => ({ customerId: 'cus_1', batchId: `batch_${no}` }));
  await queuesIn(sqs, urlPrefix).send('settle', names);
  await queuesIn(sqs, urlPrefix).send('settle', []);
  expect(asked).toEqual(Array.from({ length: 3 }, () => 'SendMessageBatchCommand'));
});
