import { describe, expect, test } from 'vitest';
import { nameOf, tasksIn, taskWrites } from '../../functions/adapters/tasks.ts';
import { grant } from '../../shared/lease.ts';
import type { Task } from '../../shared/task.ts';
import { sampleSegment, sampleTask, startedAt } from '../shared/sample-task.ts';
import { codeOf, startTable, tableName, winners } from './table.ts';

const table = await startTable();
const { commit, db } = table;
const tasks = tasksIn(db, tableName);
const now = startedAt + 1_000;
const endsAt = now + 60_000;
const lessee = (no = 1) => ({ vehicleId: `veh_${no}`, ownerId: `own_${no}` });

async function created(changes: Partial<Task>): Promise<Task> {
  const task = sampleTask(changes);
  await commit([taskWrites.create(task)]);
  return task;
}

async function leased(changes: Partial<Task>) {
  const task = grant(await created(changes), lessee(), now, endsAt);
  await commit([taskWrites.lease(task, now)]);
  return task;
}

const full: Task = sampleTask({
  batchId: 'batch_full',
  no: 777,
  state: 'finished',
  fence: 9,
  lostLeases: 2,
  lease: { ...lessee(), endsAt },
  done: new Uint8Array([255, 1]),
  segments: [sampleSegment(), sampleSegment({ fence: 4, resultSha256: 'ab'.repeat(32), failed: 3 })],
  continuedBy: 801,
  continues: 5,
  barredOwners: ['own_8'],
  audit: 'agrees',
});

describe('a task', () => {
  test('comes back as it was written, in every field', async () => {
    await commit([taskWrites.create(full)]);
    expect(await tasks.find(nameOf(full))).toEqual(full);
  });

  test('and the check of it are two things', async () => {
    const audit = { ...full, auditOf: 0, no: 778 };
    await commit([taskWrites.create(audit)]);
    expect(await tasks.find(nameOf(audit))).toEqual(audit);
    expect(await tasks.find({ ...nameOf(audit), audit: false })).toBeUndefined();
  });

  test('is made once', async () => {
    const task = await created({ batchId: 'batch_once' });
    expect(await codeOf(commit([taskWrites.create(task)]))).toBe('conflict');
  });

  test('that does not exist is found by nobody, and getting it is refused', async () => {
    const name = { batchId: 'batch_none', taskNo: 0, audit: false };
    expect(await tasks.find(name)).toBeUndefined();
    expect(await codeOf(tasks.get(name))).toBe('not_found');
  });
});

describe('the tasks of a batch', () => {
  test('come in the order of their numbers, over its partitions, from the one that is asked for', async () => {
    const numbers = [1_000, 0, 499, 500, 7];
    await Promise.all(numbers.map((no) => created({ batchId: 'batch_many', no })));
    await created({ batchId: 'batch_many', no: 3, auditOf: 0 });
    const read = async (fromNo?: number) =>
      (await Array.fromAsync(tasks.ofBatch({ batchId: 'batch_many', tasks: 1_001 }, fromNo))).map(
        ({ no }) => no,
      );
    expect(await read()).toEqual([0, 7, 499, 500, 1_000]);
    expect(await read(499)).toEqual([499, 500, 1_000]);
    expect((await Array.fromAsync(tasks.auditsOf('batch_many'))).map(({ no }) => no)).toEqual([3]);
  });

  test('are got by name, more than a hundred at once, each once, without those that do not exist', async () => {
    const batchId = 'batch_hundreds';
    const name = (taskNo: number) => ({ batchId, taskNo, audit: false });
    const all = Array.from({ length: 130 }, (_, no) => no);
    await Promise.all(all.map((no) => created({ batchId, no })));
    const found = await tasks.getMany([...all, 3, 3, 9_999].map(name));
    expect(found.map(({ no }) => no).sort((a, b) => a - b)).toEqual(all);
    expect(await tasks.getMany([])).toEqual([]);
  });
});

describe('a lease', () => {
  test('that twenty vehicles want at once goes to one', async () => {
    const task = await created({ batchId: 'batch_race' });
    const grants = Array.from({ length: 20 }, (_, no) => grant(task, lessee(no), now, endsAt));
    const { won, codes } = await winners(
      table,
      grants.map((each) => [taskWrites.lease(each, now)]),
    );
    expect(won).toBe(1);
    expect(codes.filter((code) => code === 'already_leased')).toHaveLength(19);
    const winner = codes.indexOf(undefined);
    expect(await tasks.get(nameOf(task))).toEqual(grants[winner]);
  });

  test('of a task that was closed meanwhile is refused, and so is one of a task that never was', async () => {
    const task = await created({ batchId: 'batch_closed' });
    await commit([taskWrites.close(task)]);
    const late = taskWrites.lease(grant(task, lessee(), now, endsAt), now);
    const nowhere = taskWrites.lease(grant({ ...task, no: 9 }, lessee(), now, endsAt), now);
    expect([await codeOf(commit([late])), await codeOf(commit([nowhere]))]).toEqual([
      'already_leased',
      'already_leased',
    ]);
  });

  test('prolonged while another vehicle was about to be given the task is not taken away', async () => {
    const task = await leased({ batchId: 'batch_prolonged' });
    const sign = { endsAt: endsAt + 15_000, now: endsAt - 1 };
    const other = grant(task, lessee(2), endsAt, endsAt + 60_000);
    await commit([taskWrites.extendLease(task, lessee(), sign)]);
    expect(await codeOf(commit([taskWrites.lease(other, endsAt)]))).toBe('already_leased');
    expect((await tasks.get(nameOf(task))).lease).toEqual({ ...lessee(), endsAt: endsAt + 15_000 });
  });

  test('decided on before another vehicle had the task and gave it back is refused: a fence is given once', async () => {
    const task = await created({ batchId: 'batch_given_back' });
    const slow = grant(task, lessee(2), now, endsAt);
    const quick = grant(task, lessee(1), now, endsAt);
    await commit([taskWrites.lease(quick, now)]);
    const { lease: _ended, ...back } = quick;
    await commit([taskWrites.handIn(back, lessee(1), now)]);
    expect(await codeOf(commit([taskWrites.lease(slow, now)]))).toBe('already_leased');
    expect((await tasks.get(nameOf(task))).lease).toBeUndefined();
  });

  test('and a close at once: one of them happens', async () => {
    for (let round = 0; round < 10; round++) {
      const task = await created({ batchId: 'batch_close_race', no: round });
      const { won } = await winners(table, [
        [taskWrites.lease(grant(task, lessee(), now, endsAt), now)],
        [taskWrites.close(task)],
      ]);
      expect(won).toBe(1);
    }
  });
});

describe('a hand-in', () => {
  const handedIn = (task: Task): Task => {
    const { lease: _ended, ...rest } = task;
    return { ...rest, done: new Uint8Array([3, 0]), segments: [sampleSegment()], openedAt: now };
  };

  test('replaces the lease by what was finished', async () => {
    const task = await leased({ batchId: 'batch_handin' });
    await commit([taskWrites.handIn(handedIn(task), lessee(), now)]);
    expect(await tasks.get(nameOf(task))).toEqual(handedIn(task));
  });

  test('counts until the last millisecond of the lease, and not at its end', async () => {
    const task = await leased({ batchId: 'batch_handin', no: 1 });
    expect(await codeOf(commit([taskWrites.handIn(handedIn(task), lessee(), endsAt)]))).toBe('lease_lost');
    expect(await codeOf(commit([taskWrites.handIn(handedIn(task), lessee(), endsAt - 1)]))).toBeUndefined();
  });

  test('of another vehicle, an older fence or a closed task is refused, and changes nothing', async () => {
    const task = await leased({ batchId: 'batch_handin', no: 2 });
    const refused = [
      taskWrites.handIn(handedIn(task), lessee(2), now),
      taskWrites.handIn(handedIn({ ...task, fence: 0 }), lessee(), now),
      taskWrites.handIn(handedIn({ ...task, fence: 2 }), lessee(), now),
    ];
    for (const write of refused) expect(await codeOf(commit([write]))).toBe('lease_lost');
    expect(await tasks.get(nameOf(task))).toEqual(task);
    await commit([taskWrites.close(task)]);
    expect(await codeOf(commit([taskWrites.handIn(handedIn(task), lessee(), now)]))).toBe('lease_lost');
  });

  test('counts once: the second finds the lease gone', async () => {
    const task = await leased({ batchId: 'batch_handin', no: 3 });
    const write = taskWrites.handIn(handedIn(task), lessee(), now);
    const { won } = await winners(table, [[write], [write], [write]]);
    expect(won).toBe(1);
  });
});

describe('a check', () => {
  test('begins once and ends once', async () => {
    const task = await created({ batchId: 'batch_check', state: 'finished' });
    const begin = taskWrites.audit(task, undefined, 'pending');
    const end = taskWrites.audit(task, 'pending', 'agrees');
    expect(await codeOf(commit([end]))).toBe('changed_meanwhile');
    expect((await winners(table, [[begin], [begin]])).won).toBe(1);
    expect((await winners(table, [[end], [taskWrites.audit(task, 'pending', 'differs')]])).won).toBe(1);
    expect(await codeOf(commit([begin]))).toBe('changed_meanwhile');
  });
});

test('a task is continued by one other, and only one', async () => {
  const task = await created({ batchId: 'batch_continue' });
  const { won } = await winners(table, [[taskWrites.continueBy(task, 8)], [taskWrites.continueBy(task, 9)]]);
  expect(won).toBe(1);
  expect(await codeOf(commit([taskWrites.continueBy({ ...task, no: 9 }, 1)]))).toBe('changed_meanwhile');
});

test('a task is woken while it is open under the same fence, and a closed one is not closed again', async () => {
  const task = await created({ batchId: 'batch_wake' });
  await commit([taskWrites.wake(task, now)]);
  expect((await tasks.get(nameOf(task))).openedAt).toBe(now);
  expect(await codeOf(commit([taskWrites.wake({ ...task, fence: 1 }, now)]))).toBe('changed_meanwhile');
  await commit([taskWrites.close(task)]);
  expect(await codeOf(commit([taskWrites.wake(task, now)]))).toBe('changed_meanwhile');
  expect(await codeOf(commit([taskWrites.close(task)]))).toBe('changed_meanwhile');
});
