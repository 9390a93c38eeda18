import { expect, test } from 'vitest';
import { commitTo } from '../../functions/adapters/commit.ts';
import { customerBalancesIn, customerBalanceWrites } from '../../functions/adapters/customer-balances.ts';
import { holdsIn, holdWrites } from '../../functions/adapters/holds.ts';
import { pagesIn, pageWrites } from '../../functions/adapters/pages.ts';
import { nameOf, tasksIn, taskWrites } from '../../functions/adapters/tasks.ts';
import { newPage, withFinished } from '../../shared/page.ts';
import { newHold } from '../../shared/settlement.ts';
import { sampleTask, startedAt } from '../shared/sample-task.ts';
import { modelClients } from '../sim/model/clients.ts';
import { plainGate } from '../sim/model/port.ts';
import { tableModel } from '../sim/model/table.ts';

/** The stand-in on disk is never behind; this one is an hour, for whoever does not ask to be told of now. */
const table = tableModel({ now: () => startedAt, random: () => 0.5, lag: { readMillis: 3_600_000 } });
const { db } = modelClients({ table } as Parameters<typeof modelClients>[0], plainGate);
const commit = commitTo(db, table.tableName);

test('a task is read as it is stored now, by itself, with others and in its batch', async () => {
  const task = sampleTask();
  await commit([taskWrites.create(task)]);
  await commit([taskWrites.close(task)]);
  const tasks = tasksIn(db, table.tableName);
  expect((await tasks.find(nameOf(task)))?.state).toBe('closed');
  expect((await tasks.getMany([nameOf(task)])).map(({ state }) => state)).toEqual(['closed']);
  const inBatch = await Array.fromAsync(tasks.ofBatch({ batchId: task.batchId, tasks: 1 }));
  expect(inBatch.map(({ state }) => state)).toEqual(['closed']);
});

test('a page is read as it is stored now', async () => {
  const marked = withFinished(newPage(0), [sampleTask({ state: 'finished' })]) ?? newPage(0);
  await commit([pageWrites.save('batch_1', marked)]);
  expect(await pagesIn(db, table.tableName).ofBatch('batch_1', 1)).toEqual([marked]);
});

test('a hold is read as it is stored now', async () => {
  const hold = newHold({ customerId: 'cus_1', batchId: 'batch_1', heldMicroUsd: 5n }, startedAt);
  await commit([holdWrites.create(hold)]);
  expect(await holdsIn(db, table.tableName).get('batch_1')).toEqual(hold);
});

test('a balance is read as it is stored now', async () => {
  await commit([customerBalanceWrites.change('cus_1', { availableMicroUsd: 35n })]);
  const { availableMicroUsd } = await customerBalancesIn(db, table.tableName).of('cus_1');
  expect(availableMicroUsd).toBe(35n);
});
