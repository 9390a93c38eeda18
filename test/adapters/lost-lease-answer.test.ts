import { expect, test } from 'vitest';
import { commitTo } from '../../functions/adapters/commit.ts';
import { nameOf, tasksIn, taskWrites } from '../../functions/adapters/tasks.ts';
import { grant } from '../../shared/lease.ts';
import { sampleTask, startedAt } from '../shared/sample-task.ts';
import { codeOf, startTable, tableName } from './table.ts';
import { clientLosing } from './unlucky-clients.ts';

const table = await startTable();
const tasks = tasksIn(table.db, tableName);
const now = startedAt + 1_000;
const endsAt = now + 60_000;
const lessee = (no: number) => ({ vehicleId: `veh_${no}`, ownerId: `own_${no}` });
const losing = () => commitTo(clientLosing(table, ({ ofCall }) => ofCall === 1).db, tableName);

test('a lease whose answer was lost is the vehicle’s all the same: nobody waits for the end of a lease that none holds', async () => {
  const task = sampleTask({ batchId: 'batch_lost_answer' });
  await table.commit([taskWrites.create(task)]);
  const leased = grant(task, lessee(1), now, endsAt);
  await losing()([taskWrites.lease(leased, now)]);
  expect(await tasks.get(nameOf(task))).toMatchObject({ fence: task.fence + 1, lease: leased.lease });
});

test('a lease that another vehicle got first is refused, whoever’s answer was lost', async () => {
  const task = sampleTask({ batchId: 'batch_lost_race' });
  await table.commit([taskWrites.create(task)]);
  const theirs = grant(task, lessee(2), now, endsAt);
  await table.commit([taskWrites.lease(theirs, now)]);
  const ours = grant(task, lessee(1), now, endsAt);
  expect(await codeOf(losing()([taskWrites.lease(ours, now)]))).toBe('already_leased');
  expect((await tasks.get(nameOf(task))).lease).toEqual(theirs.lease);
});
