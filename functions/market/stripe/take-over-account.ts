import { isRefusal } from '../../../shared/refusal.ts';
import { type AccountState, accountBars, isRejected } from '../../../shared/stripe-account.ts';
import type { StripeSubject } from '../../../shared/stripe-subject.ts';
import { beneficiaryWrites } from '../../adapters/beneficiaries.ts';
import type { Write } from '../../adapters/commit.ts';
import { ownerWrites, type PayoutsBy } from '../../adapters/owners.ts';
import type { AccountHolder } from '../../adapters/stripe-accounts.ts';
import type { Deps } from '../../edge/deps.ts';
import { takeBackOfAll } from '../take-backs/take-back-of-all.ts';

/**
 * How a connected account stands now: whether it can be paid, what Stripe asks of its holder. Payouts stop where its
 * bank sent one back, and where it is closed or rejected; then what it still has is taken back, in one commit. What
 * stopped them is lifted once the account takes money and pays it out. No entry follows from an account. Also one of
 * its own payouts that failed is told by how the account stands, so that late word of it stops nothing that is mended.
 */
export async function takeOverAccount(deps: Deps, subject: Named): Promise<boolean> {
  const { account: id = subject.id } = subject;
  const holder = await deps.stripeAccounts.find(id);
  const known = holder && (await knownOf(deps, holder));
  if (!holder || !known) return false;
  const now = await deps.stripe.reads.accountState(id, deps.now());
  const isLost = isBeyondReach(now) && !(known.account && isBeyondReach(known.account));
  const stopsBy = isLost || known.payoutsStoppedBy === undefined ? stopFor(now) : undefined;
  const goesOn = known.payoutsStoppedBy !== undefined && stopFor(now) === undefined && mayGoOn(now);
  await deps
    .commit([note(holder, now, { stopsBy, goesOn }), ...(isLost ? await takeBackOfAll(deps, holder) : [])])
    .catch(ifReadLater);
  return false;
}

const stopFor = (account: AccountState): string | undefined => {
  if (isRejected(account)) return account.disabledReason;
  return accountBars(account) === 'account_closed' ? 'account_closed' : account.bankFailure;
};

type Named = Pick<StripeSubject, 'id' | 'account'>;

/** Whatever else had stopped its payouts before. */
const isBeyondReach = (account: AccountState): boolean => isRejected(account) || account.isClosed === true;

const mayGoOn = ({ takesTransfers, paysOut }: AccountState) => takesTransfers && paysOut;

const knownOf = ({ owners, beneficiaries }: Deps, { ownerId, beneficiaryId }: AccountHolder) =>
  beneficiaryId === undefined ? owners.find(ownerId) : beneficiaries.find(ownerId, beneficiaryId);

const note = (holder: AccountHolder, account: AccountState, payouts: PayoutsBy): Write =>
  holder.beneficiaryId === undefined
    ? ownerWrites.noteAccount(holder.ownerId, account, payouts)
    : beneficiaryWrites.noteAccount(
        { ownerId: holder.ownerId, beneficiaryId: holder.beneficiaryId },
        account,
        payouts,
      );

/** It was read by another since: that one's word counts. */
function ifReadLater(error: unknown): void {
  if (!isRefusal(error, 'changed_meanwhile')) throw error;
}
