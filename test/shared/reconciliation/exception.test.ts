import { expect, test } from 'vitest';
import { misplacedPostings } from '../../../shared/entry-kinds.ts';
import { type Account, type Entry, entryOf } from '../../../shared/ledger.ts';
import {
  approved,
  isToPost,
  postedCorrection,
  rejected,
  withProposal,
} from '../../../shared/reconciliation/correction.ts';
import { ageOf, type Exception, followRun, newException } from '../../../shared/reconciliation/exception.ts';
import type { Finding } from '../../../shared/reconciliation/finding.ts';
import { journalRows } from '../../../shared/reports/journal-rows.ts';
import { daysAgo, now } from './small-world.ts';

const finding = (changes: Partial<Finding> = {}): Finding => ({
  exceptionId: 'stripe~txn_1',
  status: 'missing_ours',
  side: 'stripe',
  reason: 'no entry stands for this charge',
  ids: { balanceTransactionId: 'txn_1' },
  currency: 'usd',
  differenceMicroUsd: 10_000n,
  occurredAt: daysAgo(3),
  ...changes,
});
const known = (...exceptions: Exception[]) => new Map(exceptions.map((each) => [each.exceptionId, each]));
const run = (before: Map<string, Exception>, findings: Finding[]) =>
  followRun(before, findings, { now, looksAt: () => true });

const proposal = {
  postings: [
    { account: 'stripe/balance', amountMicroUsd: -10_000n },
    { account: 'suspense', amountMicroUsd: 10_000n },
  ],
  reason: 'Stripe confirmed it',
  proposedBy: 'ann',
  proposedAt: now,
} as const;

test('a run opens what it finds, once', () => {
  const { opened } = run(new Map(), [finding()]);
  expect(opened).toMatchObject([{ state: 'open', firstSeenAt: now, version: 1, notes: [] }]);
  expect(run(known(...opened), [finding()])).toEqual({ opened: [], changed: [], closed: [], open: 1 });
});

test('what vanishes is closed with its reason, once, and only where the run looked', () => {
  const open = newException(finding(), daysAgo(2));
  const { closed } = run(known(open), []);
  expect(closed).toMatchObject([
    {
      state: 'resolved',
      resolvedAt: now,
      notes: [{ by: 'reconciliation', text: 'Closed: no entry stands for this charge is no longer so.' }],
    },
  ]);
  expect(run(known(...closed), [])).toEqual({ opened: [], changed: [], closed: [], open: 0 });
  expect(followRun(known(open), [], { now, looksAt: () => false })).toMatchObject({ closed: [], open: 1 });
});

test('timing that becomes missing stays one exception, with its assignee and the day it was first seen', () => {
  const timing = { ...newException(finding({ status: 'timing' }), daysAgo(2)), assignee: 'ann' };
  const { changed } = run(known(timing), [finding()]);
  expect(changed).toMatchObject([
    {
      status: 'missing_ours',
      firstSeenAt: daysAgo(2),
      assignee: 'ann',
      version: 2,
      notes: [{ by: 'reconciliation' }],
    },
  ]);
});

test('two people resolve by an entry; the same finding does not open it again, another one does', () => {
  const proposed = withProposal(newException(finding(), daysAgo(2)), proposal);
  expect(() => approved(proposed, 'ann')).toThrow('somebody else has to approve');
  expect(isToPost(proposed)).toBe(false);
  expect(isToPost(approved(proposed, 'bob'))).toBe(true);
  expect(() => approved(approved(proposed, 'bob'), 'eve')).toThrow('approved already');
  const { exception, entry } = postedCorrection(approved(proposed, 'bob'), now);
  expect(entry).toMatchObject({
    businessKey: 'exception/stripe~txn_1/adjust/1',
    kind: 'adjust',
    memo: { exceptionId: 'stripe~txn_1', proposedBy: 'ann', approvedBy: 'bob' },
  });
  expect(exception).toMatchObject({ state: 'resolved', resolvedBy: entry.businessKey, resolvedAt: now });
  expect(run(known(exception), [finding()])).toEqual({ opened: [], changed: [], closed: [], open: 0 });
  const { changed } = run(known(exception), [finding({ differenceMicroUsd: 5n })]);
  expect(changed).toMatchObject([{ state: 'open', differenceMicroUsd: 5n, corrections: 1 }]);
  expect(changed[0]).not.toHaveProperty('resolvedBy');
  expect(() => withProposal(exception, proposal)).toThrow('is resolved already');
  expect(() => approved(newException(finding(), now), 'bob')).toThrow('No correction is proposed');
  expect(rejected(proposed, 'bob', now)).toMatchObject({ state: 'open', notes: [{ by: 'bob' }], version: 3 });
  expect(rejected(proposed, 'bob', now)).not.toHaveProperty('proposal');
});

test('balances of customers and owners are not corrected by hand, nor is what does not sum to 0', () => {
  const propose = (account: Account) => () =>
    withProposal(newException(finding(), now), {
      ...proposal,
      postings: [
        { account: 'stripe/balance', amountMicroUsd: -1n },
        { account, amountMicroUsd: 1n },
      ],
    });
  const refused = ['customer/c1', 'owner/o1/released', 'platform/fee', 'bank/evil-account', 'stripe/other'];
  for (const account of refused as Account[])
    expect(propose(account)).toThrow(`${account} can't be corrected by hand`);
  const [first] = proposal.postings;
  expect(() => withProposal(newException(finding(), now), { ...proposal, postings: [first] })).toThrow(
    'they sum to -10000',
  );
});

test('a correction is of the difference: another amount, or the other way round, is refused with the difference', () => {
  const propose = (changes: Partial<Finding>, ...postings: [Account, bigint][]) =>
    withProposal(newException(finding(changes), now), {
      ...proposal,
      postings: postings.map(([account, amountMicroUsd]) => ({ account, amountMicroUsd })),
    });
  const told = 'a difference of 10000 millionths of usd';
  expect(() => propose({}, ['stripe/balance', -9_999n], ['suspense', 9_999n])).toThrow(told);
  expect(() => propose({}, ['stripe/balance', 10_000n], ['suspense', -10_000n])).toThrow(told);
  // The difference, and beside it what nobody asked for.
  const beside = ['platform/adjustments', 'tax/withheld'] as const;
  expect(() =>
    propose(
      {},
      ['stripe/balance', -10_000n],
      ['suspense', 10_000n],
      [beside[0], -1_000_000n],
      [beside[1], 1_000_000n],
    ),
  ).toThrow('the postings move 1010000');
  const split = propose({}, ['stripe/balance', -10_000n], ['suspense', 4_000n], ['stripe/fees', 6_000n]);
  expect(split.proposal?.postings).toHaveLength(3);
  const none = { differenceMicroUsd: 0n };
  expect(() => propose(none, ['stripe/balance', -1n], ['suspense', 1n])).toThrow('a difference of 0');
  expect(propose(none, ['stripe/fees', -1n], ['platform/adjustments', 1n]).proposal).toBeDefined();
});

test('an entry of an account outside the chart can not even be made, and the proof says so of one that stands', () => {
  const entry: Entry = {
    businessKey: 'exception/e1/adjust/1',
    kind: 'adjust',
    at: now,
    postings: [
      { account: 'bank/evil-account' as Account, amountMicroUsd: -1n },
      { account: 'suspense', amountMicroUsd: 1n },
    ],
    memo: {},
  };
  expect(() => entryOf(entry)).toThrow('may not take from bank/evil-account');
  expect([...misplacedPostings(entry)]).toHaveLength(1);
  for (const [account, code] of [
    ['bank/evil-account', '9020'],
    ['suspense', '9000'],
  ] as const)
    expect([...journalRows(entry)]).toContainEqual(expect.objectContaining({ account, account_code: code }));
});

test('ages count whole days', () => {
  const age = (days: number) => ageOf({ occurredAt: daysAgo(days) }, now);
  expect([0, 1.9, 2, 7.9, 8, 30.9, 31].map(age)).toEqual(['0-1', '0-1', '2-7', '2-7', '8-30', '8-30', '>30']);
});
