import { describe, expect, test } from 'vitest';
import { type Lane, laneName } from '../../shared/lane.ts';
import { newPage, type Page, withFinished } from '../../shared/page.ts';
import { isWaiting, liveBatchIsOver, sweepTasks } from '../../shared/sweep.ts';
import type { Task } from '../../shared/task.ts';
import { names, sampleBatch, sampleTask, startedAt } from './sample-task.ts';

const seconds = 1_000;
const now = startedAt + 3_600 * seconds;
const ago = (millis: number) => now - millis;

type Changes = Partial<Parameters<typeof sweepTasks>[0]>;

const swept = (changes: Changes) =>
  sweepTasks({
    batch: sampleBatch(),
    tasks: [],
    audits: [],
    pages: [newPage(0)],
    isLaneEmpty: () => false,
    auditWaitMillis: 60 * seconds,
    now,
    ...changes,
  });

const leaseUntil = (endsAt: number) => ({ vehicleId: 'veh_1', ownerId: 'own_1', endsAt });
const open = (no: number, openedAt: number, changes: Partial<Task> = {}) =>
  sampleTask({ no, openedAt, ...changes });
const marked = (...tasks: Task[]): Page => withFinished(newPage(0), tasks) ?? newPage(0);

describe('unheard', () => {
  test('is an open task whose lane is empty, once its message had 5 s to arrive', () => {
    const tasks = [open(0, ago(4_999)), open(1, ago(5_000))];
    expect(names(swept({ tasks, isLaneEmpty: () => true }).unheard)).toEqual(['batch_1.1']);
    expect(names(swept({ tasks }).unheard)).toEqual([]);
  });

  test('is an open task after 15 minutes, whatever its lane holds', () => {
    const tasks = [open(0, ago(900 * seconds - 1)), open(1, ago(900 * seconds))];
    expect(names(swept({ tasks }).unheard)).toEqual(['batch_1.1']);
  });

  test('is counted from the end of the last lease, and no task with a live one', () => {
    const tasks = [
      open(0, startedAt, { lease: leaseUntil(now + 1) }),
      open(1, startedAt, { lease: leaseUntil(ago(4_999)) }),
      open(2, startedAt, { lease: leaseUntil(ago(5_000)) }),
    ];
    expect(names(swept({ tasks, isLaneEmpty: () => true }).unheard)).toEqual(['batch_1.2']);
  });

  test('goes by the lane of the task itself', () => {
    const lane: Lane = { ...sampleTask().lane, shard: 1 };
    const tasks = [open(0, ago(9_000)), open(1, ago(9_000), { lane })];
    const isLaneEmpty = (name: string) => name === laneName(lane);
    expect(names(swept({ tasks, isLaneEmpty }).unheard)).toEqual(['batch_1.1']);
  });

  test('is a check, too', () => {
    const audits = [open(3, ago(9_000), { auditOf: 1 })];
    expect(names(swept({ audits, isLaneEmpty: () => true }).unheard)).toEqual(['batch_1.3a']);
  });
});

describe('abandoned', () => {
  test('is a task after eight leases without a word, once the last is over', () => {
    const tasks = [
      open(0, startedAt, { lostLeases: 7, lease: leaseUntil(ago(1)) }),
      open(1, startedAt, { lostLeases: 8, lease: leaseUntil(now + 1) }),
      open(2, startedAt, { lostLeases: 8, lease: leaseUntil(now) }),
      open(3, startedAt, { lostLeases: 8, state: 'finished' }),
    ];
    const { abandoned, unheard } = swept({ tasks, isLaneEmpty: () => true });
    expect(names(abandoned)).toEqual(['batch_1.2']);
    expect(names(unheard)).not.toContain('batch_1.2');
  });

  test('is a check that nobody could run in time, unless somebody runs it now', () => {
    const audits = [
      open(0, ago(60 * seconds - 1), { auditOf: 0 }),
      open(1, ago(60 * seconds), { auditOf: 0 }),
      open(2, ago(90 * seconds), { auditOf: 0, lease: leaseUntil(now + 1) }),
    ];
    const { abandoned, unheard } = swept({ audits, isLaneEmpty: () => true });
    expect(names(abandoned)).toEqual(['batch_1.1a']);
    expect(names(unheard)).toEqual(['batch_1.0a']);
  });
});

test('unmarked is what is at rest and not in the pages', () => {
  const tasks = [
    sampleTask({ no: 0, state: 'finished' }),
    sampleTask({ no: 1, state: 'finished' }),
    sampleTask({ no: 2, state: 'closed' }),
    sampleTask({ no: 3 }),
    sampleTask({ no: 1_030, state: 'finished' }),
  ];
  const [first] = tasks;
  expect(swept({ tasks, pages: first ? [marked(first)] : [] }).unmarked).toEqual([1, 2, 1_030]);
});

test('unjudged is a task whose check is at rest while it still waits for the verdict', () => {
  const checked = (no: number, audit: Task['audit']) =>
    sampleTask({ no, state: 'finished', ...(audit && { audit }) });
  const audit = (no: number, state: Task['state']) => sampleTask({ no, state, auditOf: 0 });
  const tasks = [checked(0, 'pending'), checked(1, 'pending'), checked(2, 'agrees'), checked(3, 'pending')];
  const audits = [audit(0, 'finished'), audit(1, 'open'), audit(2, 'finished'), audit(3, 'closed')];
  expect(swept({ tasks, audits }).unjudged).toEqual([0, 3]);
});

test('all is at rest when nothing is open and all is marked, and never in a live batch', () => {
  const done = sampleTask({ state: 'finished' });
  expect(swept({ tasks: [done], pages: [marked(done)] }).allAtRest).toBe(true);
  expect(swept({ tasks: [done] }).allAtRest).toBe(false);
  expect(swept({ tasks: [done, open(1, now)], pages: [marked(done)] }).allAtRest).toBe(false);
  const live = sampleBatch({ kind: 'live' });
  expect(swept({ batch: live, tasks: [done], pages: [marked(done)] }).allAtRest).toBe(false);
});

test('a task that is still open in a batch that is to end early waits for its closing', () => {
  const cancelling = sampleBatch({ status: 'cancelling', ending: 'cancelled' });
  const done = open(0, now, { state: 'finished' });
  expect(swept({ batch: cancelling, tasks: [done, open(1, now)] }).unclosed).toBe(true);
  expect(swept({ batch: cancelling, tasks: [done] }).unclosed).toBe(false);
  expect(swept({ tasks: [open(1, now)] }).unclosed).toBe(false);
});

test('a step is waited for after 10 s, one that was never due at once', () => {
  expect([isWaiting(ago(9_999), now), isWaiting(ago(10_000), now), isWaiting(undefined, now)]).toEqual([
    false,
    true,
    true,
  ]);
});

test('a live batch is over six minutes after its hour, a batch of a file never', () => {
  const batch = sampleBatch({ kind: 'live', promisedAt: startedAt });
  expect(liveBatchIsOver(batch, startedAt + 360 * seconds - 1)).toBe(false);
  expect(liveBatchIsOver(batch, startedAt + 360 * seconds)).toBe(true);
  expect(liveBatchIsOver({ ...batch, kind: 'file' }, startedAt + 9_000 * seconds)).toBe(false);
});
