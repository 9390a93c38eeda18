import type { Patch } from '../patch.ts';

const settlement = 'shared/settlement.ts';
const holds = 'functions/adapters/holds.ts';
const ofHolds = { file: 'test/adapters/holds.test.ts' };
const ofSettlement = { file: 'test/shared/settlement.test.ts' };
const ofMoney = { file: 'test/shared/money.test.ts' };
const ofAccrual = { file: 'test/shared/accrual.test.ts' };
const ofCommits = { file: 'test/flows/settlement-dies.test.ts' };

export const settlementBugs: readonly Patch[] = [
  {
    name: 'settled-at-each-delivery',
    why: 'A settlement whose message comes twice charges twice.',
    file: holds,
    changes: [{ find: "'settlements = :previous AND", replace: "'settlements >= :previous AND" }],
    caughtBy: { ...ofHolds, test: 'happens once: of three at once, one' },
  },
  {
    name: 'charged-above-the-hold',
    why: 'A batch costs more than its customer was told at the most.',
    file: holds,
    changes: [{ find: 'AND heldMicroUsd >= :captured', replace: 'AND heldMicroUsd <> :captured' }],
    caughtBy: { ...ofHolds, test: 'above what is held is refused by the table, too' },
  },
  {
    name: 'hold-ends-twice',
    why: 'What was not charged goes back to the customer twice.',
    file: holds,
    changes: [
      {
        find: "'#state = :open AND settlements = :n AND",
        replace: "'(#state = :open OR #state = :ended) AND settlements = :n AND",
      },
    ],
    caughtBy: { ...ofHolds, test: 'happens once, and nothing follows it' },
  },
  {
    name: 'hold-kept-after-a-cancellation',
    why: 'The money of a batch that did not complete is never given back.',
    file: 'functions/market/settle-batch.ts',
    changes: [
      {
        find: '  if (isLast) await release(',
        replace: "  if (isLast && batch.status === 'completed') await release(",
      },
    ],
    caughtBy: {
      ...ofCommits,
      test: 'the hold of a batch that expired ends, and all of it is the customer’s again',
    },
  },
  {
    name: 'settlement-in-two-writes',
    why: 'Who dies between the two has moved the hold and posted no entry: the books are apart for good.',
    file: 'functions/market/settle-batch.ts',
    changes: [
      {
        find: '    holdWrites.settle(credit.hold),\n',
        replace: '    holdWrites.settle(credit.hold),\n  ]);\n  await commit([\n',
      },
    ],
    caughtBy: {
      ...ofCommits,
      test: 'who dies after the first commit of a settlement leaves nothing half done',
    },
  },
  {
    name: 'release-in-two-writes',
    why: 'Who dies between the two has ended the hold, and the customer never gets the money.',
    file: 'functions/market/settle-batch.ts',
    changes: [
      {
        find: '    holdWrites.end(ended.hold),\n',
        replace: '    holdWrites.end(ended.hold),\n  ]);\n  await commit([\n',
      },
    ],
    caughtBy: { ...ofCommits, test: 'who dies after the first commit of a release leaves nothing half done' },
  },
  {
    name: 'entry-without-business-key',
    why: 'What is told twice is posted twice: money out of nothing.',
    file: 'functions/adapters/ledger.ts',
    changes: [
      {
        find: "      ConditionExpression: 'attribute_not_exists(pk)',\n",
        replace: "      ConditionExpression: 'attribute_not_exists(neverThere)',\n",
      },
    ],
    caughtBy: { file: 'test/adapters/ledger.test.ts', test: 'an entry posts once for ever' },
  },
  {
    name: 'paid-before-its-check',
    why: 'False results are paid before anybody has looked.',
    file: settlement,
    changes: [{ find: " && task.audit !== 'pending'", replace: '' }],
    caughtBy: { ...ofSettlement, test: 'a task waits for its lease and for its check' },
  },
  {
    name: 'false-results-paid',
    why: 'What a check found false is charged and paid all the same.',
    file: settlement,
    changes: [{ find: "task.audit === 'differs' ? [] : task.segments", replace: 'task.segments' }],
    caughtBy: { ...ofSettlement, test: 'what a check found false is neither charged nor paid' },
  },
  {
    name: 'settled-before-its-rounding',
    why: 'Each settlement is rounded by itself: a batch of many hours is charged less than it metered.',
    file: settlement,
    changes: [
      {
        find: 'costOf(settledMicros, priceMicroUsd) - costOf(hold.settledMicros, priceMicroUsd)',
        replace: 'costOf(referenceMicros, priceMicroUsd)',
      },
    ],
    caughtBy: {
      ...ofSettlement,
      test: 'many settlements charge in all what one would: rounding never adds up',
    },
  },
  {
    name: 'minimum-at-each-settlement',
    why: 'What was charged already does not count towards the minimum: it is charged again.',
    file: settlement,
    changes: [{ find: 'leastMicroUsd - hold.capturedMicroUsd - cost', replace: 'leastMicroUsd - cost' }],
    caughtBy: { ...ofSettlement, test: 'what an earlier settlement charged counts towards the minimum' },
  },
  {
    name: 'charge-rounded-up',
    why: 'Customers pay above the exact price, a little each.',
    file: 'shared/money.ts',
    changes: [
      {
        find: 'return (BigInt(referenceMicros) * BigInt(priceMicroUsd)) / 1_000_000n;',
        replace: 'return (BigInt(referenceMicros) * BigInt(priceMicroUsd) + 999_999n) / 1_000_000n;',
      },
    ],
    caughtBy: { ...ofMoney, test: 'a cost is rounded down, a ceiling up' },
  },
  {
    name: 'float-money',
    why: 'Above what a double counts exactly, cents appear and vanish.',
    file: 'shared/money.ts',
    changes: [
      {
        find: 'return (BigInt(referenceMicros) * BigInt(priceMicroUsd)) / 1_000_000n;',
        replace: 'return BigInt(Math.floor((referenceMicros * priceMicroUsd) / 1_000_000));',
      },
    ],
    caughtBy: { ...ofMoney, test: 'a cost is exact far beyond what a double can count' },
  },
  {
    name: 'split-loses-remainders',
    why: 'What does not divide evenly is nobody’s.',
    file: 'shared/money.ts',
    changes: [{ find: 'byRemainder.slice(0, left)', replace: 'byRemainder.slice(0, left - 1)' }],
    caughtBy: { ...ofMoney, test: 'parts sum to the whole exactly and are each within one of their share' },
  },
  {
    name: 'fee-twice',
    why: 'The platform takes its part of the minimum twice, the second time from rounding.',
    file: 'shared/accrual.ts',
    changes: [{ find: '/ 100n + minimumMicroUsd;', replace: '/ 100n + 2n * minimumMicroUsd;' }],
    caughtBy: { ...ofAccrual, test: 'a charge is owners + fee + rounding exactly' },
  },
  {
    name: 'owners-share-of-the-minimum',
    why: 'Owners are paid of what lifts a batch to its minimum, and the platform pays it.',
    file: 'shared/accrual.ts',
    changes: [
      { find: 'const shared = chargeMicroUsd - minimumMicroUsd;', replace: 'const shared = chargeMicroUsd;' },
    ],
    caughtBy: { ...ofAccrual, test: 'a charge is owners + fee + rounding exactly' },
  },
  {
    name: 'check-paid-twice',
    why: 'A verdict that is told twice pays the auditor twice.',
    file: 'functions/adapters/tasks.ts',
    changes: [{ find: "from ? 'audit = :from'", replace: "from ? 'audit = :from OR audit <> :from'" }],
    caughtBy: { file: 'test/adapters/tasks.test.ts', test: 'begins once and ends once' },
  },
  {
    name: 'engine-errors-charged',
    why: 'Customers pay for what an engine refused.',
    file: 'shared/hand-in.ts',
    changes: [{ find: 'status < 300', replace: 'status < 500' }],
    caughtBy: {
      file: 'test/shared/hand-in.test.ts',
      test: 'what an engine refused is counted and costs nothing',
    },
  },
  {
    name: 'task-counted-at-each-delivery',
    why: 'A batch is complete before all of it was run, since one task counts twice.',
    file: 'shared/page.ts',
    changes: [
      {
        find: 'tasks.filter(({ no }) => !has(page.finished, no % tasksPerPage))',
        replace: 'tasks.filter(({ no }) => no >= 0)',
      },
    ],
    caughtBy: { file: 'test/shared/page.test.ts', test: 'a task that is marked twice counts once' },
  },
  {
    name: 'page-written-over',
    why: 'Of two that note finished tasks at once, one forgets what the other noted.',
    file: 'functions/adapters/pages.ts',
    changes: [{ find: "'#version = :loaded'", replace: "'#version >= :loaded'" }],
    caughtBy: {
      file: 'test/adapters/pages.test.ts',
      test: 'of two that change a page at once, one is refused',
    },
  },
  {
    name: 'money-as-a-number',
    why: 'A sum that is kept as a number loses its last digits.',
    file: settlement,
    changes: [
      {
        find: 'hold: { ...hold, capturedMicroUsd: total,',
        replace: 'hold: { ...hold, capturedMicroUsd: Number(total),',
      },
    ],
    caughtBy: { tool: 'tsc', file: settlement },
  },
];
