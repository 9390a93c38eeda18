import type { Patch } from '../patch.ts';

const ofPayout = { file: 'test/shared/payout.test.ts' };
const ofChoice = { file: 'test/shared/choose-payouts.test.ts' };
const ofFlow = { file: 'test/flows/money-payout.test.ts' };
const ofRelease = { file: 'test/shared/accrual.test.ts' };

export const moneyOutBugs: readonly Patch[] = [
  {
    name: 'transfer-without-a-key',
    why: 'A call whose answer was lost is made again: the owner is paid twice.',
    file: 'functions/adapters/stripe/transfers.ts',
    changes: [{ find: '{ idempotencyKey: idempotencyKeyOf(payout) },', replace: '{},' }],
    caughtBy: { ...ofFlow, test: 'ten messages of one payout make one transfer' },
  },
  {
    name: 'new-key-at-each-try',
    why: 'A refusal that passed is repeated by Stripe for a day under the same key.',
    file: 'shared/payout.ts',
    changes: [
      { find: '`${transferGroupOf(payout)}-${payout.refusals}`', replace: 'transferGroupOf(payout)' },
    ],
    caughtBy: {
      ...ofPayout,
      test: 'a payout keeps its key at Stripe until Stripe has definitely refused it',
    },
  },
  {
    name: 'forgotten-key-trusted',
    why: 'Stripe forgets a key after a day: after a long outage the owner is paid twice.',
    file: 'shared/payout.ts',
    changes: [{ find: 'now - createdAt > 20 * 3_600_000', replace: 'now - createdAt > 2_000 * 3_600_000' }],
    caughtBy: {
      ...ofFlow,
      test: 'a crash after Stripe made the transfer is mended by the next message, even after 24 hours',
    },
  },
  {
    name: 'debt-ignored-at-payout',
    why: 'An owner who owes us is paid all the same.',
    file: 'shared/choose-payouts.ts',
    changes: [
      {
        find: 'receivableMicroUsd < releasedMicroUsd ? receivableMicroUsd : releasedMicroUsd;',
        replace: 'receivableMicroUsd < releasedMicroUsd ? 0n : 0n * releasedMicroUsd;',
      },
    ],
    caughtBy: { ...ofChoice, test: 'what is owed is netted before anything is paid' },
  },
  {
    name: 'more-paid-than-approved',
    why: 'What came in after the approval goes out without anybody having seen it.',
    file: 'shared/choose-payouts.ts',
    changes: [
      { find: 'return owed < shown ? owed : shown;', replace: 'return owed < shown ? shown : owed;' },
    ],
    caughtBy: { ...ofChoice, test: 'never more is paid than was shown' },
  },
  {
    name: 'payout-rounded-up',
    why: 'Each payout sends up to a cent that nobody earned.',
    file: 'shared/payout.ts',
    changes: [
      {
        find: 'const gross = grossMicroUsd / microUsdPerCent;',
        replace: 'const gross = (grossMicroUsd + microUsdPerCent - 1n) / microUsdPerCent;',
      },
    ],
    caughtBy: { ...ofPayout, test: 'a payout is of whole cents and the rest is carried' },
  },
  {
    name: 'transfer-of-another-amount',
    why: 'What Stripe sent is posted as what we wanted, and the books say nothing of it.',
    file: 'shared/payout.ts',
    changes: [
      {
        find: 'if (transfer.amountMicroUsd !== payout.amountMicroUsd)',
        replace: 'if (transfer.amountMicroUsd === undefined)',
      },
    ],
    caughtBy: { ...ofPayout, test: 'a payout ends sent or given back, and leaves nothing in transit' },
  },
  {
    name: 'shares-above-the-whole',
    why: 'Who shares an owner’s earnings and the owner together are told more than there is.',
    file: 'shared/beneficiaries.ts',
    changes: [
      { find: 'basisPoints: wholeBasisPoints - given }', replace: 'basisPoints: wholeBasisPoints }' },
    ],
    caughtBy: {
      file: 'test/shared/beneficiaries.test.ts',
      test: 'a split gives away exactly what it takes, each within a micro-USD of its share',
    },
  },
  {
    name: 'held-pay-released-early',
    why: 'Pay is gone before the checks that it waits for.',
    file: 'shared/accrual.ts',
    changes: [
      {
        find: 'dayOf(now + holdbackSeconds * 1_000 + dayMillis)',
        replace: 'dayOf(now + holdbackSeconds * 1_000)',
      },
    ],
    caughtBy: { ...ofRelease, test: 'is the first that begins when all of the holdback is over' },
  },
  {
    name: 'fraud-by-one-owners-word',
    why: 'Who wants a rival off the road needs to differ from him twice.',
    file: 'shared/holdback.ts',
    changes: [
      { find: 'new Set(against).size >= ownersForProof', replace: 'against.length >= ownersForProof' },
    ],
    caughtBy: {
      file: 'test/shared/holdback.test.ts',
      test: 'fraud is proven by differing from two owners in two weeks',
    },
  },
  {
    name: 'maker-approves-own-run',
    why: 'One person alone sends all the money out.',
    file: 'functions/finance/approvals/refuse-maker.ts',
    changes: [
      {
        find: "if (madeBy === callerId)\n    throw new Refusal('second_person",
        replace: "if (madeBy === '')\n    throw new Refusal('second_person",
      },
    ],
    caughtBy: { file: 'test/finance/refuse-maker.test.ts', test: 'who made something does not approve it' },
  },
  {
    name: 'closed-period-written-to',
    why: 'What was reported for a month changes after it was closed.',
    file: 'functions/market/append-journal.ts',
    changes: [{ find: 'at < head.closedUntil ?', replace: 'at < 0 * head.closedUntil ?' }],
    caughtBy: {
      file: 'test/market/periods.test.ts',
      test: 'takes in no entry: it is told as a fault, listed, and chained by nobody',
    },
  },
  {
    name: 'journal-link-skipped',
    why: 'A link does not name the one before it: an entry can be dropped and nobody notices.',
    file: 'shared/journal-link.ts',
    changes: [
      {
        find: 'const hash = await linkHash(head.hash, body);',
        replace: "const hash = await linkHash('', body);",
      },
    ],
    caughtBy: {
      file: 'test/shared/journal.test.ts',
      test: 'gives back its entries, and fits where it was made alone',
    },
  },
];
