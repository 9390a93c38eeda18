import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { keys } from '../../functions/adapters/keys.ts';
import { taskWrites } from '../../functions/adapters/tasks.ts';
import { sampleSegment, sampleTask, startedAt } from '../shared/sample-task.ts';
import { itemBytes } from './item-size.ts';
import { startTable, tableName } from './table.ts';

const table = await startTable();
const { commit, db } = table;

describe("a task's item is at most 1 KB, which is what one write unit pays for", () => {
  const id = (prefix: string, no: number) => `${prefix}_01jqz8m4kx7w2v9c5t3r6y1b${no}d`;
  const spent = sampleTask({
    customerId: id('cus', 0),
    batchId: id('batch', 0),
    no: 12_345,
    lane: { ...sampleTask().lane, model: 'parkade-dictionary-1' },
    state: 'finished',
    requests: 150,
    firstLine: 48_751,
    fromByte: 187_654_321,
    toByte: 188_654_321,
    ceilingMicros: 98_765_432,
    runningMicros: 59_876_543,
    ownerNanoUsd: 67_500,
    dueAt: startedAt + 86_401_000,
    fence: 27,
    lostLeases: 7,
    done: new Uint8Array(19).fill(255),
    continuedBy: 12_399,
    continues: 11_111,
    audit: 'unavailable',
    openedAt: startedAt + 1_234_567,
    segments: [1, 2, 3].map((no) =>
      sampleSegment({
        fence: 24 + no,
        vehicleId: id('veh', no),
        ownerId: id('own', no),
        resultVersion: 'L4kqtJlcpXroDTDmpUMLUo0Cv1gs7xQz',
        referenceMicros: 32_921_811,
        succeeded: 49,
        failed: 13,
        energyMilliWattHours: 123_457,
        costs: { energyNanoUsd: 2_087_123, wearNanoUsd: 1_234_567 },
        units: { inputTokens: 234_567, outputTokens: 31_459, pages: 0 },
        finishedAt: startedAt + 1_234_567,
      }),
    ),
  });

  test('with three segments of 150 requests and all that can follow', async () => {
    await commit([taskWrites.create(spent)]);
    const item = await table.item(keys.task(spent.batchId, spent.no));
    expect(itemBytes(item ?? {})).toBeLessThanOrEqual(1_024);
  });

  test('with one segment of 2,000 requests, as most large tasks have', async () => {
    const large = {
      ...spent,
      no: 1,
      requests: 2_000,
      done: new Uint8Array(250),
      segments: spent.segments.slice(2),
    };
    await commit([taskWrites.create(large)]);
    expect(itemBytes((await table.item(keys.task(large.batchId, 1))) ?? {})).toBeLessThanOrEqual(1_024);
  });

  test('as the table counts it too: a unit up to this many bytes, and two from the next byte on', async () => {
    const item = await table.item(keys.task(spent.batchId, spent.no));
    const unitsWith = async (bytes: number) => {
      const Item = { ...item, pad: 'x'.repeat(bytes - itemBytes({ ...item, pad: '' })) };
      const { ConsumedCapacity } = await db.send(
        new PutCommand({ TableName: tableName, Item, ReturnConsumedCapacity: 'TOTAL' }),
      );
      return ConsumedCapacity?.CapacityUnits;
    };
    expect([await unitsWith(1_024), await unitsWith(1_025)]).toEqual([1, 2]);
  });
});
