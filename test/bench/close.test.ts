import { expect, test } from 'vitest';
import { type Closed, closeFiguresOf, missedTargets } from '../../bench/close/figures.ts';
import { measureClose } from '../../bench/close/measure.ts';
import { readCloseOptions } from '../../bench/close/options.ts';
import { closeTable } from '../../bench/close/print.ts';
import { newException } from '../../shared/reconciliation/exception.ts';

test('a small month is settled, paid, reconciled and closed, and finds exactly what was planted', async () => {
  const options = readCloseOptions([
    '--requests',
    '8000',
    '--owners',
    '80',
    '--customers',
    '5',
    '--planted',
    '10',
  ]);
  const closed = await measureClose(options, () => {});
  const figures = closeFiguresOf(closed);
  expect(figures).toMatchObject({ planted: 50, found: 50, invented: 0, explainedShare: 100 });
  expect(closed.summary).toMatchObject({
    // 5 payments, 80 transfers, 31 payouts, less what was planted on; and the lines of untouched payouts.
    matched: { transactions: 5 + 80 + 31 - 4 - 9 - 10, payouts: 27, lines: 27 },
    found: { timing: 10, amount_differs: 20, missing_ours: 5, missing_theirs: 5, duplicate: 10 },
    linesPosted: 27,
  });
  expect(closeTable(closed, figures)).toContain('50 of 50 planted found, 0 invented, 100.0000 %');
  // A settlement and its batch's end, an accrual, a release, a payout and its sending for each owner, ...
  expect(closed.entries).toBe(20 * 3 + 80 * 4 + 5 * 2 + 31 + 27);
}, 60_000);

const closedMonth = (changes: Partial<Closed> = {}): Closed => ({
  phases: [{ name: 'settle', seconds: 100, ownSeconds: 40 }],
  entries: 10,
  summary: {
    from: 0,
    doneAt: 0,
    matched: { transactions: 9, payouts: 1, lines: 1 },
    found: { timing: 0, amount_differs: 0, missing_ours: 1, missing_theirs: 0, duplicate: 0 },
    explainedMicroUsd: 0n,
    linesPosted: 1,
    exceptionsOpened: 1,
    exceptionsChanged: 0,
    exceptionsClosed: 0,
    exceptionsOpen: 1,
  },
  exceptions: [],
  planted: new Map(),
  sound: { transactions: 9, payouts: 1 },
  peakMegabytes: 300,
  ...changes,
});

test('targets are missed by what is late, large, not found, invented or unexplained', () => {
  expect(missedTargets(closeFiguresOf(closedMonth()))).toEqual([]);
  const slow = closedMonth({ phases: [{ name: 'pay', seconds: 181, ownSeconds: 61 }], peakMegabytes: 501 });
  expect(missedTargets(closeFiguresOf(slow))).toEqual(['seconds', 'ownSeconds', 'peakMegabytes']);
  const exception = newException(
    {
      exceptionId: 'stripe~txn_1',
      status: 'missing_ours',
      side: 'stripe',
      reason: '',
      ids: {},
      currency: 'usd',
      differenceMicroUsd: 1n,
      occurredAt: 0,
    },
    0,
  );
  const wrong = closedMonth({
    exceptions: [exception],
    planted: new Map([['stripe~txn_1', 'duplicate']]),
    sound: { transactions: 10, payouts: 1 },
  });
  expect(missedTargets(closeFiguresOf(wrong))).toEqual(['found', 'invented', 'explainedShare']);
  expect(closeTable(wrong, closeFiguresOf(wrong))).toContain('not found: stripe~txn_1, duplicate');
});

test('a number that makes no sense is refused', () => {
  expect(readCloseOptions([])).toEqual({
    requests: 1_000_000,
    owners: 10_000,
    customers: 500,
    planted: 100,
    seed: 1,
    json: false,
  });
  expect(() => readCloseOptions(['--owners', '3'])).toThrow(
    '--owners takes a whole number from 20 to 100000',
  );
  expect(() => readCloseOptions(['--owners', '100', '--planted', '21'])).toThrow('--planted');
});
