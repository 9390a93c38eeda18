import { expect, test } from 'vitest';
import { finishedRequests, missingRequests, newTask, taskId } from '../../shared/task.ts';
import { sampleSegment, sampleTask, startedAt } from './sample-task.ts';

test('a task is named by its batch and number, a check of it by an a behind them', () => {
  expect(taskId(sampleTask({ no: 7 }))).toBe('batch_1.7');
  expect(taskId(sampleTask({ no: 7, auditOf: 0 }))).toBe('batch_1.7a');
});

test('finished and missing requests make up the task', () => {
  const task = sampleTask({ done: new Uint8Array([0b10110, 0b10]) });
  expect([finishedRequests(task), missingRequests(task)]).toEqual([4, 6]);
});

test('a task made from another takes nothing along of what became of that one', () => {
  const spent = sampleTask({
    state: 'finished',
    fence: 9,
    lostLeases: 3,
    lease: { vehicleId: 'veh_1', ownerId: 'own_1', endsAt: startedAt },
    done: new Uint8Array([255, 3]),
    segments: [sampleSegment()],
    audit: 'pending',
    continuedBy: 4,
    openedAt: startedAt - 1,
  });
  // Strict: what was never said is absent, not undefined.
  expect(newTask({ ...spent, no: 4, continues: 0 }, startedAt)).toStrictEqual(
    sampleTask({ no: 4, continues: 0, openedAt: startedAt }),
  );
});

test('a task made from another keeps whose it is, where it may run, when it is due and what it checks', () => {
  const asked = {
    auditOf: 0,
    routing: { regions: ['eu'] },
    zeroRetention: true,
    dueAt: startedAt + 86_400_000,
    barredOwners: ['own_1'],
  } as const;
  expect(newTask(sampleTask(asked), startedAt)).toStrictEqual(sampleTask(asked));
  expect(newTask(sampleTask(), startedAt)).toStrictEqual(sampleTask());
});
