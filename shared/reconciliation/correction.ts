import { type Account, type Entry, entryOf } from '../ledger.ts';
import { Refusal } from '../refusal.ts';
import type { Exception, Proposal } from './exception.ts';

/**
 * What finance may move by hand. Balances of customers and owners have records of their own that must move along
 * with them, so they are changed by what is made for it: refunds, claw-backs, credits.
 */
const allowed: readonly (Account | RegExp)[] = [
  'platform/adjustments',
  'suspense',
  'tax/withheld',
  /^(stripe|bank)\/[a-z-]+$/,
];

const isAllowed = (account: string): boolean =>
  allowed.some((each) => (typeof each === 'string' ? each === account : each.test(account)));

/** Refuses what can't be posted: out of balance, nothing at all, or of an account that is not for it. */
export function refuseUnpostable({ postings }: Pick<Proposal, 'postings'>): void {
  const forbidden = postings.find(({ account }) => !isAllowed(account));
  if (forbidden)
    throw new Refusal(
      'invalid_request',
      `${forbidden.account} can't be corrected by hand: its balance is kept with its owner's records. ` +
        'Correct platform/adjustments, suspense, stripe/*, bank/* or tax/withheld.',
      { param: 'entry.postings' },
    );
  const sum = postings.reduce((total, { amountMicroUsd }) => total + amountMicroUsd, 0n);
  if (sum !== 0n || postings.every(({ amountMicroUsd }) => amountMicroUsd === 0n))
    throw new Refusal(
      'invalid_request',
      `The postings must sum to 0 and move something; they sum to ${sum}.`,
      {
        param: 'entry.postings',
      },
    );
}

/** An exception with a correction proposed; a later proposal takes the place of an earlier one. */
export function withProposal(exception: Exception, proposal: Proposal): Exception {
  refuseUnlessOpen(exception);
  refuseUnpostable(proposal);
  return { ...exception, proposal, version: exception.version + 1 };
}

/** The correction's entry and the exception that it resolves. Whoever proposed it can't approve it. */
export function approveCorrection(
  exception: Exception,
  approvedBy: string,
  now: number,
): { exception: Exception; entry: Entry } {
  refuseUnlessOpen(exception);
  const { proposal, ...rest } = exception;
  if (!proposal) throw new Refusal('conflict', 'No correction is proposed: see POST .../resolve.');
  if (proposal.proposedBy === approvedBy)
    throw new Refusal(
      'second_person_wanted',
      'You proposed this correction; somebody else has to approve it.',
    );
  const corrections = exception.corrections + 1;
  const businessKey = `exception/${exception.exceptionId}/adjust/${corrections}`;
  const { reason, proposedBy } = proposal;
  return {
    exception: {
      ...rest,
      state: 'resolved',
      corrections,
      resolvedBy: businessKey,
      resolvedAt: now,
      notes: [
        ...exception.notes,
        { by: approvedBy, at: now, text: `Approved what ${proposedBy} proposed: ${reason}` },
      ],
      version: exception.version + 1,
    },
    entry: entryOf({
      businessKey,
      kind: 'adjust',
      ...(exception.currency !== 'usd' && { currency: exception.currency }),
      at: now,
      postings: proposal.postings,
      memo: { exceptionId: exception.exceptionId, reason, proposedBy, approvedBy },
    }),
  };
}

function refuseUnlessOpen({ state, exceptionId }: Exception): void {
  if (state !== 'open') throw new Refusal('conflict', `Exception ${exceptionId} is resolved already.`);
}
