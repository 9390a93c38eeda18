import { expect, test } from 'vitest';
import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import { postOnce } from '../../functions/adapters/post-once.ts';
import { entryOf, transferPostings } from '../../shared/ledger.ts';
import { startedAt } from '../shared/sample-task.ts';
import { startTable, winners } from './table.ts';

const table = await startTable();

const credit = (no: number, amountMicroUsd = 5n, at = startedAt) =>
  ledgerWrites.post(
    entryOf({
      businessKey: `batch/batch_${no}/settle/1/credit`,
      kind: 'credit-late',
      at,
      postings: transferPostings('platform/credits', 'customer/cus_1', amountMicroUsd),
      memo: {},
    }),
  );

test('an entry posts once for ever: of ten at once one, and a later one of another amount never', async () => {
  const { won, codes } = await winners(
    table,
    Array.from({ length: 10 }, (_, at) => [credit(1, 5n, startedAt + at)]),
  );
  expect(won).toBe(1);
  expect(codes.filter((code) => code === 'already_posted')).toHaveLength(9);
  expect((await winners(table, [[credit(1, 6n, startedAt + 1e9)]])).codes).toEqual(['already_posted']);
});

test('whoever repeats what is posted has succeeded, and has changed nothing beside it', async () => {
  expect(await postOnce(table.commit, [credit(2), credit(3)])).toBe(true);
  expect(await postOnce(table.commit, [credit(2), credit(4)])).toBe(false);
  expect(await postOnce(table.commit, [credit(4)])).toBe(true);
});
