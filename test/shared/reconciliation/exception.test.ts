import { expect, test } from 'vitest';
import {
  approved,
  isToPost,
  postedCorrection,
  rejected,
  withProposal,
} from '../../../shared/reconciliation/correction.ts';
import { ageOf, type Exception, followRun, newException } from '../../../shared/reconciliation/exception.ts';
import type { Finding } from '../../../shared/reconciliation/finding.ts';
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
  const propose = (account: 'customer/c1' | 'owner/o1/released' | 'platform/fee') => () =>
    withProposal(newException(finding(), now), {
      ...proposal,
      postings: [
        { account: 'stripe/balance', amountMicroUsd: -1n },
        { account, amountMicroUsd: 1n },
      ],
    });
  for (const account of ['customer/c1', 'owner/o1/released', 'platform/fee'] as const)
    expect(propose(account)).toThrow(`${account} can't be corrected by hand`);
  const [first] = proposal.postings;
  expect(() => withProposal(newException(finding(), now), { ...proposal, postings: [first] })).toThrow(
    'they sum to -10000',
  );
});

test('ages count whole days', () => {
  const age = (days: number) => ageOf({ occurredAt: daysAgo(days) }, now);
  expect([0, 1.9, 2, 7.9, 8, 30.9, 31].map(age)).toEqual(['0-1', '0-1', '2-7', '2-7', '8-30', '8-30', '>30']);
});
