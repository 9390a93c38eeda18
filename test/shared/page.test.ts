import { expect, test } from 'vitest';
import {
  finishedTasks,
  newPage,
  type Page,
  pageOf,
  pagesFor,
  unsettledTasks,
  withFinished,
  withSettled,
} from '../../shared/page.ts';
import { sampleSegment, sampleTask } from './sample-task.ts';

const finished = (no: number, succeeded: number, failed = 0) =>
  sampleTask({ no, state: 'finished', segments: [sampleSegment({ succeeded, failed })] });

const marked = (page: Page, ...tasks: Parameters<typeof withFinished>[1]): Page => {
  const after = withFinished(page, tasks);
  if (!after) throw new Error('nothing was marked');
  return after;
};

test('a page stands for 1,024 tasks', () => {
  expect([0, 1_023, 1_024, 5_000].map(pageOf)).toEqual([0, 0, 1, 4]);
  expect([0, 1, 1_024, 1_025].map(pagesFor)).toEqual([0, 1, 1, 2]);
});

test('a task that is marked twice counts once', () => {
  const once = marked(newPage(0), finished(3, 8, 2));
  expect(once).toMatchObject({ version: 1, succeeded: 8, failed: 2 });
  expect(withFinished(once, [finished(3, 8, 2)])).toBeUndefined();
  expect(marked(once, finished(3, 8, 2), finished(4, 1))).toMatchObject({
    version: 2,
    succeeded: 9,
    failed: 2,
  });
});

test('what a closed task never ran has failed, what a cut short one left over has not', () => {
  const segments = [sampleSegment({ succeeded: 3 })];
  const done = new Uint8Array([0b111, 0]);
  expect(marked(newPage(0), sampleTask({ state: 'closed', segments, done })).failed).toBe(7);
  expect(marked(newPage(0), sampleTask({ state: 'finished', segments, done })).failed).toBe(0);
});

test('tasks of a later page are told by their number in the batch', () => {
  const page = marked(newPage(2), finished(2_048, 1), finished(3_071, 1));
  expect(finishedTasks([newPage(0), page])).toBe(2);
  expect(unsettledTasks([newPage(0), page])).toEqual([2_048, 3_071]);
});

test('what is settled is not unsettled, and stays finished', () => {
  const page = withSettled(marked(newPage(0), finished(1, 1), finished(2, 1)), [1]);
  expect(page.version).toBe(2);
  expect(unsettledTasks([page])).toEqual([2]);
  expect(finishedTasks([page])).toBe(2);
});
