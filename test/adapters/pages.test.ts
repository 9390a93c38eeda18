import { expect, test } from 'vitest';
import { pagesIn, pageWrites } from '../../functions/adapters/pages.ts';
import { finishedTasks, withFinished, withSettled } from '../../shared/page.ts';
import { sampleTask } from '../shared/sample-task.ts';
import { codeOf, startTable, tableName, winners } from './table.ts';

const table = await startTable();
const pages = pagesIn(table.db, tableName);
const done = (no: number) => sampleTask({ no, state: 'finished' });

async function pageOf(batchId: string) {
  const [page] = await pages.ofBatch(batchId, 5);
  if (!page) throw new Error('a batch of five tasks has a page');
  return page;
}

test('of two that change a page at once, one is refused and forgets nothing of the other', async () => {
  for (const round of [0, 1, 2]) {
    const page = await pageOf('batch_1');
    const both = [2 * round, 2 * round + 1].flatMap((no) => withFinished(page, [done(no)]) ?? []);
    const { won, codes } = await winners(
      table,
      both.map((each) => [pageWrites.save('batch_1', each)]),
    );
    expect({ won, codes: codes.filter(Boolean) }).toEqual({ won: 1, codes: ['changed_meanwhile'] });
    expect(finishedTasks([await pageOf('batch_1')])).toBe(round + 1);
  }
});

test('who loaded a page before the last change is refused, however late', async () => {
  const first = await pageOf('batch_2');
  const second = withFinished(first, [done(0)]) ?? first;
  await table.commit([pageWrites.save('batch_2', second)]);
  const third = withSettled(second, [0]);
  await table.commit([pageWrites.save('batch_2', third)]);
  expect(await codeOf(table.commit([pageWrites.save('batch_2', withSettled(second, [0]))]))).toBe(
    'changed_meanwhile',
  );
});
