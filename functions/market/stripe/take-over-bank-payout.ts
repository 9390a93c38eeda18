import { bankPayoutEntries, bankTopUpEntries } from '../../../shared/bank-payout.ts';
import type { Entry } from '../../../shared/ledger.ts';
import type { StripeSubject } from '../../../shared/stripe-subject.ts';
import { ledgerWrites } from '../../adapters/ledger.ts';
import { postOnce } from '../../adapters/post-once.ts';
import type { Deps } from '../../edge/deps.ts';

/** A payout of the platform's to its bank, and its return. */
export async function takeOverBankPayout(deps: Deps, { id }: StripeSubject): Promise<boolean> {
  return postEach(deps, bankPayoutEntries(await deps.stripe.reads.getBankPayout(id), deps.now()));
}

/** Money of the platform's from its bank to its balance. */
export async function takeOverBalanceTopUp(deps: Deps, { id }: StripeSubject): Promise<boolean> {
  return postEach(deps, bankTopUpEntries(await deps.stripe.reads.getBankTopUp(id), deps.now()));
}

/** One commit for each movement, so that what has happened so far stands by itself. */
async function postEach({ commit }: Deps, movements: readonly (readonly Entry[])[]): Promise<boolean> {
  let posted = false;
  for (const entries of movements)
    if (
      await postOnce(
        commit,
        entries.map((entry, at) => ledgerWrites.post(entry, { opensRoot: at === 0 })),
      )
    )
      posted = true;
  return posted;
}
