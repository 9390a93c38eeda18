import { expect, test } from 'vitest';
import { membersOf } from '../../shared/bitset.ts';
import { getModel } from '../../shared/catalogue.ts';
import type { ResultLine } from '../../shared/contract/task-files.ts';
import { handIn, type Result } from '../../shared/hand-in.ts';
import type { Task } from '../../shared/task.ts';
import { refusalCode, refusalOf, sampleSegment, sampleTask, startedAt } from './sample-task.ts';

const lessee = { vehicleId: 'veh_1', ownerId: 'own_1' };
const endsAt = startedAt + 60_000;
const now = startedAt + 1_000;
const claim = { ...lessee, fence: 1, model: getModel('parkade-embed-1') };

const leased = (changes: Partial<Task> = {}) =>
  sampleTask({ fence: 1, lease: { ...lessee, endsAt }, ...changes });

const line = (i: number, inputTokens = 2, status = 200): ResultLine => ({
  i,
  status,
  body: {},
  units: { inputTokens, outputTokens: 0, pages: 0 },
});

const resultOf = (lines: readonly ResultLine[], changes: Partial<Result> = {}): Result => ({
  version: 'v1',
  sha256: 'b'.repeat(64),
  lines,
  energyMilliWattHours: 7,
  ...changes,
});

const all = Array.from({ length: 10 }, (_, i) => line(i));

function accepted(task: Task, result: Result | undefined): Task {
  const decision = handIn(task, { ...claim, fence: task.fence }, result, now);
  if (decision.kind !== 'accepted') throw new Error('it was taken for a repeated one');
  return decision.task;
}

const codeOf = (task: Task, result: Result, changes: Partial<typeof claim> = {}, at = now) =>
  refusalCode(() => handIn(task, { ...claim, ...changes }, result, at));

test('all requests finish a task, and its segment says who, what and how much', () => {
  const task = accepted(leased(), resultOf(all));
  expect(task).toMatchObject({ state: 'finished', openedAt: now });
  expect(task.lease).toBeUndefined();
  expect(task.segments).toEqual([
    {
      fence: 1,
      vehicleId: 'veh_1',
      ownerId: 'own_1',
      resultVersion: 'v1',
      resultSha256: 'b'.repeat(64),
      referenceMicros: 10 * 2 * 100,
      units: { inputTokens: 20, outputTokens: 0, pages: 0 },
      succeeded: 10,
      failed: 0,
      energyMilliWattHours: 7,
      finishedAt: now,
    },
  ]);
});

test('a part counts, and the rest is open again for the next lease', () => {
  const task = accepted(leased(), resultOf([line(1), line(4)]));
  expect(task).toMatchObject({ state: 'open', fence: 1, lostLeases: 0, openedAt: now });
  expect([...membersOf(task.done, 10)]).toEqual([1, 4]);
});

test('a hand-in of nothing gives the task back, and no segment and no loss is noted', () => {
  for (const nothing of [undefined, resultOf([])])
    expect(accepted(leased({ lostLeases: 2 }), nothing)).toEqual(
      sampleTask({ fence: 1, lostLeases: 2, openedAt: now }),
    );
});

test('the third segment ends a task whatever is left of it', () => {
  const second = leased({
    fence: 3,
    done: new Uint8Array([0b11, 0]),
    segments: [sampleSegment({ fence: 1 }), sampleSegment({ fence: 2 })],
  });
  expect(accepted(second, resultOf([line(5)])).state).toBe('finished');
  expect(accepted({ ...second, segments: second.segments.slice(1) }, resultOf([line(5)])).state).toBe('open');
});

test('the same hand-in again changes nothing, also long after the lease and when the task is finished', () => {
  const finished = accepted(leased(), resultOf(all));
  expect(handIn(finished, claim, resultOf(all), endsAt + 1e9)).toEqual({ kind: 'repeated' });
  const next: Task = {
    ...accepted(leased(), resultOf([line(0)])),
    fence: 2,
    lease: { vehicleId: 'veh_2', ownerId: 'own_2', endsAt },
  };
  expect(handIn(next, claim, resultOf([line(0)]), now)).toEqual({ kind: 'repeated' });
});

test('the second of two hand-ins to one task is known again as well as the first', () => {
  const first = resultOf([line(0)], { sha256: 'c'.repeat(64) });
  const again = leased({ ...accepted(leased(), first), fence: 2, lease: { ...lessee, endsAt } });
  const both = accepted(again, resultOf([line(1)]));
  expect(handIn(both, claim, first, now)).toEqual({ kind: 'repeated' });
  expect(handIn(both, { ...claim, fence: 2 }, resultOf([line(1)]), now)).toEqual({ kind: 'repeated' });
});

test('nothing, handed in under a fence that brought something, is refused like any other late word', () => {
  expect(refusalCode(() => handIn(accepted(leased(), resultOf([line(0)])), claim, undefined, now))).toBe(
    'lease_lost',
  );
});

test('another result under a fence that was handed in already is refused', () => {
  const after = accepted(leased(), resultOf([line(0)]));
  expect(codeOf(after, resultOf([line(1)], { sha256: 'c'.repeat(64) }))).toBe('lease_lost');
});

test('another vehicle that repeats a hand-in is refused', () => {
  const after = accepted(leased(), resultOf(all));
  expect(codeOf(after, resultOf(all), { vehicleId: 'veh_2' })).toBe('lease_lost');
});

test('a fence that is not the current one is refused, older or newer', () => {
  expect(codeOf(leased({ fence: 2 }), resultOf(all))).toBe('lease_lost');
  expect(codeOf(leased(), resultOf(all), { fence: 2 })).toBe('lease_lost');
});

test('another vehicle is refused under the live fence', () => {
  expect(codeOf(leased(), resultOf(all), { vehicleId: 'veh_2' })).toBe('not_allowed');
});

test('a hand-in counts until the last millisecond of its lease, and not at its end', () => {
  expect(codeOf(leased(), resultOf(all), {}, endsAt - 1)).toBeUndefined();
  expect(codeOf(leased(), resultOf(all), {}, endsAt)).toBe('lease_expired');
});

test('a task that was closed meanwhile takes nothing', () => {
  expect(codeOf(leased({ state: 'closed' }), resultOf(all))).toBe('task_closed');
});

test.each([
  ['falling', [line(2), line(1)]],
  ['doubled', [line(2), line(2)]],
  ['beyond the task', [line(10)]],
])('%s positions are refused', (_what, lines) => {
  expect(codeOf(leased(), resultOf(lines))).toBe('invalid_result');
});

test('a request that an earlier lease finished is refused a second time', () => {
  const task = leased({ fence: 2, done: new Uint8Array([0, 0b10]), segments: [sampleSegment()] });
  expect(codeOf(task, resultOf([line(8)]), { fence: 2 })).toBeUndefined();
  expect(codeOf(task, resultOf([line(9)]), { fence: 2 })).toBe('invalid_result');
});

test('what an engine refused is counted and costs nothing', () => {
  const [segment] = accepted(leased(), resultOf([line(0, 3), line(1, 5_000, 400)])).segments;
  expect(segment).toMatchObject({ succeeded: 1, failed: 1, referenceMicros: 300 });
});

test('only what was answered with 2xx is a success: 299 is, 300 is not', () => {
  const [segment] = accepted(leased(), resultOf([line(0, 3, 299), line(1, 5, 300)])).segments;
  expect(segment).toMatchObject({ succeeded: 1, failed: 1, referenceMicros: 300, units: { inputTokens: 3 } });
});

test('what a vehicle says that the work cost is kept; of one that says nothing, nothing is', () => {
  const costs = { energyNanoUsd: 12, wearNanoUsd: 3 };
  const [told] = accepted(leased(), resultOf([line(0)], { costs })).segments;
  expect(told).toMatchObject({ costs });
  const [silent] = accepted(leased(), resultOf([line(0)])).segments;
  expect(silent).not.toHaveProperty('costs');
});

test('a task meters up to what it was quoted at, and not a microsecond more', () => {
  expect(codeOf(leased({ ceilingMicros: 2_000 }), resultOf(all))).toBeUndefined();
  expect(codeOf(leased({ ceilingMicros: 1_999 }), resultOf(all))).toBe('invalid_result');
});

test('the segments of a task together stay within what it was quoted at', () => {
  const earlier = sampleSegment({ fence: 1, referenceMicros: 1_000 });
  const task = leased({ fence: 2, ceilingMicros: 1_200, done: new Uint8Array([1, 0]), segments: [earlier] });
  expect(codeOf(task, resultOf([line(1, 2)]), { fence: 2 })).toBeUndefined();
  expect(codeOf(task, resultOf([line(1, 3)]), { fence: 2 })).toBe('invalid_result');
});

test('whoever is refused a hand-in is told which lease, task and request, and why', () => {
  const said = (changes: Partial<Task>, lines = all, by: Partial<typeof claim> = {}, at = now) =>
    refusalOf(() => handIn(leased({ no: 3, ...changes }), { ...claim, ...by }, resultOf(lines), at))?.message;
  expect(said({ state: 'closed' })).toBe('task batch_1.3 was closed with its batch');
  expect(said({ fence: 2 })).toBe('lease 1 of task batch_1.3 is over; the fence is 2');
  expect(said({}, all, { vehicleId: 'veh_2' })).toBe("lease 1 of task batch_1.3 is another vehicle's");
  expect(said({}, all, {}, endsAt)).toBe(`lease 1 of task batch_1.3 ended at ${endsAt}`);
  expect(said({}, [line(10)])).toBe('position 10 is out of order or out of range in batch_1.3');
  expect(said({ done: new Uint8Array([1, 0]) })).toBe(
    'request 0 of batch_1.3 was finished by an earlier lease',
  );
  expect(said({ ceilingMicros: 1_999 })).toBe(
    'batch_1.3 meters 2000 reference microseconds, more than the 1999 it was quoted at',
  );
});
