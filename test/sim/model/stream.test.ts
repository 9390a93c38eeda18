import { expect, test } from 'vitest';
import { type StreamOptions, streamModel } from './stream.ts';
import { tableModel } from './table.ts';

function rig(options: StreamOptions = {}) {
  const table = tableModel({ now: () => 0, random: Math.random });
  const stream = streamModel(table, { shards: 1, ...options });
  const put = (sk: string, no: number) =>
    table.call('Put', { TableName: 'market', Item: { pk: 'p', sk, no, done: new Uint8Array([255]) } });
  const take = () => {
    const batch = stream.next();
    const records = batch?.event.Records.map(({ dynamodb, eventName }) => [
      eventName,
      dynamodb?.Keys?.sk?.S,
      dynamodb?.NewImage?.no?.N,
    ]);
    return { batch, records };
  };
  return { table, stream, put, take };
}

test('tells what is followed, as Lambda gets it, in the order in which it happened', () => {
  const { put, stream, take } = rig();
  put('TASK#1', 1);
  put('HOLD', 1);
  put('TASK#1', 2);
  put('TASK#1', 2);
  const { batch, records } = take();
  expect(records).toEqual([
    ['INSERT', 'TASK#1', '1'],
    ['MODIFY', 'TASK#1', '2'],
  ]);
  expect(batch?.event.Records[1]?.dynamodb).toMatchObject({
    NewImage: { done: { B: '/w==' } },
    OldImage: { no: { N: '1' } },
  });
  batch?.end({ batchItemFailures: [] });
  expect([stream.next(), stream.waiting()]).toEqual([undefined, 0]);
});

test('a batch that broke off comes again, in halves, before what came after it', () => {
  const { put, take } = rig({ batchSize: 2 });
  for (const no of [1, 2, 3]) put(`TASK#${no}`, no);
  take().batch?.end(undefined);
  for (const no of [1, 2, 3]) {
    const { batch, records } = take();
    expect(records).toEqual([['INSERT', `TASK#${no}`, String(no)]]);
    batch?.end({ batchItemFailures: [] });
  }
});

test('of a batch that failed from a record on, that one and what follows come again', () => {
  const { put, take } = rig();
  for (const no of [1, 2, 3]) put(`TASK#${no}`, no);
  const { batch } = take();
  const second = batch?.event.Records[1]?.dynamodb?.SequenceNumber ?? '';
  batch?.end({ batchItemFailures: [{ itemIdentifier: second }] });
  expect(take().records?.map(([, sk]) => sk)).toEqual(['TASK#2', 'TASK#3']);
});

test('what fails for ever is given up, and kept', () => {
  const { put, take, stream } = rig({ retries: 2 });
  put('TASK#1', 1);
  for (let times = 0; times < 3; times++) take().batch?.end(undefined);
  expect(take().batch).toBeUndefined();
  expect(stream.undispatched.map(({ key }) => key.sk)).toEqual(['TASK#1']);
});

test('a shard is read by one at a time, and shards apart from each other', () => {
  const { table, stream } = rig({ shards: 2 });
  for (const pk of ['a', 'b']) table.call('Put', { TableName: 'market', Item: { pk, sk: 'TASK#1' } });
  const [first, second] = [stream.next(), stream.next()];
  expect(new Set([first?.shard, second?.shard])).toEqual(new Set([0, 1]));
  expect(stream.next()).toBeUndefined();
});
