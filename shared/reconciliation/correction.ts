import { correctable } from '../entry-kinds.ts';
import { type Account, type Entry, entryOf } from '../ledger.ts';
import { Refusal } from '../refusal.ts';
import type { Exception, Proposal } from './exception.ts';

/**
 * Balances of customers and owners have records of their own that must move along with them, so they are changed by
 * what is made for it: refunds, claw-backs, credits.
 */
const isAllowed = (account: string): boolean => (correctable as readonly string[]).includes(account);

/** What the match of ledger, Stripe and bank looks at; what is owned stands negative in the ledger. */
const matched: readonly Account[] = ['stripe/balance', 'bank/account', 'bank/in-transit'];

/** Refuses what can't be posted: out of balance, nothing at all, of an account that is not for it, of another amount. */
function refuseUnpostable(
  { postings }: Pick<Proposal, 'postings'>,
  { differenceMicroUsd, currency }: Exception,
): void {
  const forbidden = postings.find(({ account }) => !isAllowed(account));
  if (forbidden)
    throw new Refusal(
      'invalid_request',
      `${forbidden.account} can't be corrected by hand: its balance is kept with its owner's records. ` +
        `Correct ${correctable.join(', ')}.`,
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
  const corrected = postings
    .filter(({ account }) => matched.includes(account))
    .reduce((total, { amountMicroUsd }) => total - amountMicroUsd, 0n);
  const moved = postings.reduce((total, { amountMicroUsd: each }) => total + (each > 0n ? each : 0n), 0n);
  const size = differenceMicroUsd < 0n ? -differenceMicroUsd : differenceMicroUsd;
  if (corrected !== differenceMicroUsd || (size !== 0n && moved !== size))
    throw new Refusal(
      'invalid_request',
      `The exception is a difference of ${differenceMicroUsd} millionths of ${currency}; the postings move ${moved} ` +
        `and raise ${matched.join(', ')} by ${corrected}. A correction is of the difference, no more and no less.`,
      { param: 'entry.postings' },
    );
}

/** An exception with a correction proposed; a later proposal takes the place of an earlier one. */
export function withProposal(exception: Exception, proposal: Proposal): Exception {
  refuseUnlessUndecided(exception);
  refuseUnpostable(proposal, exception);
  return { ...exception, proposal, version: exception.version + 1 };
}

/** Whoever proposed a correction can't approve it. What is approved is posted by what the table's stream calls. */
export function approved(exception: Exception, approvedBy: string): Exception {
  const proposal = proposalOf(exception);
  if (proposal.proposedBy === approvedBy)
    throw new Refusal(
      'second_person_wanted',
      'You proposed this correction; somebody else has to approve it.',
    );
  return { ...exception, proposal: { ...proposal, approvedBy }, version: exception.version + 1 };
}

/** The exception without the correction that was proposed. */
export function rejected(exception: Exception, by: string, now: number): Exception {
  const { proposedBy, reason } = proposalOf(exception);
  const { proposal: _proposal, ...rest } = exception;
  const text = `Rejected what ${proposedBy} proposed: ${reason}`;
  return { ...rest, notes: [...rest.notes, { by, at: now, text }], version: rest.version + 1 };
}

/** Whether two people want the exception's correction posted. */
export const isToPost = ({ state, proposal }: Pick<Exception, 'state' | 'proposal'>): boolean =>
  state === 'open' && proposal?.approvedBy !== undefined;

/** The entry of an approved correction, `exception/<id>/adjust/<n>`, and the exception that it resolves. */
export function postedCorrection(exception: Exception, now: number): { exception: Exception; entry: Entry } {
  const { proposal, ...rest } = exception;
  if (!proposal?.approvedBy) throw new Error(`nobody approved a correction of ${exception.exceptionId}`);
  const corrections = exception.corrections + 1;
  const businessKey = `exception/${exception.exceptionId}/adjust/${corrections}`;
  const { reason, proposedBy, approvedBy } = proposal;
  const text = `${approvedBy} approved what ${proposedBy} proposed: ${reason}`;
  return {
    exception: {
      ...rest,
      state: 'resolved',
      corrections,
      resolvedBy: businessKey,
      resolvedAt: now,
      notes: [...rest.notes, { by: approvedBy, at: now, text }],
      version: rest.version + 1,
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

function proposalOf(exception: Exception): Proposal {
  refuseUnlessUndecided(exception);
  if (!exception.proposal)
    throw new Refusal('conflict', 'No correction is proposed: see POST /v1/finance/exceptions/{id}/resolve.');
  return exception.proposal;
}

function refuseUnlessUndecided(exception: Exception): void {
  const { state, exceptionId } = exception;
  if (state !== 'open') throw new Refusal('conflict', `Exception ${exceptionId} is resolved already.`);
  if (isToPost(exception))
    throw new Refusal('conflict', `The correction of exception ${exceptionId} is approved already.`);
}
