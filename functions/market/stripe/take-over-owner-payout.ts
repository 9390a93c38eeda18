import type { AccountState } from '../../../shared/stripe-account.ts';
import type { StripeSubject } from '../../../shared/stripe-subject.ts';
import { beneficiaryWrites } from '../../adapters/beneficiaries.ts';
import { ownerWrites } from '../../adapters/owners.ts';
import type { AccountHolder } from '../../adapters/stripe-accounts.ts';
import type { Deps } from '../../edge/deps.ts';

/**
 * An account's own payout to its bank that failed, after the market had paid: nothing of the ledger moves, the money is
 * on the holder's balance at Stripe. The holder is told what to mend, and no more is sent until Stripe pays out again.
 */
export async function takeOverOwnerPayout(deps: Deps, { id, account }: StripeSubject): Promise<boolean> {
  if (account === undefined) return false;
  const holder = await deps.stripeAccounts.find(account);
  if (!holder) return false;
  const payout = await deps.stripe.reads.ownerPayout(id, account);
  if (payout?.status !== 'failed') return false;
  const state = await deps.stripe.reads.accountState(account, deps.now());
  // Stripe disables payouts to a bank account that fails, until it is mended: then this failure is history.
  if (state.paysOut) return false;
  await deps.commit(stopFor(holder, { ...state, bankFailure: payout.failureCode ?? 'unknown' }));
  return false;
}

const stopFor = ({ ownerId, beneficiaryId }: AccountHolder, account: AccountState) =>
  beneficiaryId === undefined
    ? [ownerWrites.noteAccount(ownerId, account, { stopsBy: account.bankFailure })]
    : [beneficiaryWrites.noteAccount({ ownerId, beneficiaryId }, account, { stopsBy: account.bankFailure })];
