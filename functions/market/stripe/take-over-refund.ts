import { coverBy, giveBack } from '../../../shared/payment.ts';
import {
  handMadeRefundEntries,
  type RefundSeen,
  refundKeyOf,
  refundReturnedEntry,
} from '../../../shared/refund.ts';
import { feeEntries } from '../../../shared/stripe-fee.ts';
import type { StripeTransaction } from '../../../shared/stripe-match.ts';
import type { StripeSubject } from '../../../shared/stripe-subject.ts';
import type { Write } from '../../adapters/commit.ts';
import { changeStanding, shareLoss, shareReturn } from '../../adapters/customer-standing.ts';
import { ledgerWrites } from '../../adapters/ledger.ts';
import { postOnce } from '../../adapters/post-once.ts';
import type { Deps } from '../../edge/deps.ts';
import { type PaidIn, postPaid, takenBack } from './post-paid.ts';
import { settleRefund } from './settle-refund.ts';

/** A refund: one of ours comes to where Stripe has it, one that somebody made by hand is written as it is. */
export async function takeOverRefund(deps: Deps, { id }: StripeSubject): Promise<boolean> {
  const seen = await deps.stripe.reads.getRefund(id);
  const { customerId, refundId } = seen;
  const ours =
    customerId !== undefined && refundId !== undefined
      ? await deps.refunds.find(customerId, refundId)
      : undefined;
  return ours ? settleRefund(deps, ours, seen) : takeOverHandMade(deps, seen);
}

async function takeOverHandMade(deps: Deps, seen: RefundSeen): Promise<boolean> {
  const { stripeRefundId, transaction, failure } = seen;
  const found = transaction && (await postPaid(deps, seen.paymentId));
  if (!transaction || !found) return false;
  const posted = [found.isNews];
  const made = { paid: found.paid, stripeRefundId };
  posted.push(await postOnce(deps.commit, await handMade(deps, made, transaction)));
  if (failure) posted.push(await postOnce(deps.commit, await handMadeReturned(deps, made, failure)));
  return posted.includes(true);
}

type Made = { paid: PaidIn; stripeRefundId: string };

async function handMade(
  deps: Deps,
  { paid, stripeRefundId }: Made,
  transaction: StripeTransaction,
): Promise<Write[]> {
  const { customerId } = paid;
  const balance = await deps.customerBalances.of(customerId);
  const covered = coverBy(balance, -transaction.amountMicroUsd);
  const now = deps.now();
  const entries = handMadeRefundEntries({ customerId, stripeRefundId }, transaction, { covered, now });
  const sentKey = `${refundKeyOf({ customerId, refundId: stripeRefundId })}/sent`;
  return [
    ...[...entries, ...feeEntries(sentKey, transaction, now)].map((entry) => ledgerWrites.post(entry)),
    ...takenBack(paid, -transaction.amountMicroUsd),
    ...changeStanding(customerId, shareLoss(balance, covered)),
  ];
}

async function handMadeReturned(
  deps: Deps,
  { paid, stripeRefundId }: Made,
  failure: StripeTransaction,
): Promise<Write[]> {
  const { customerId } = paid;
  const balance = await deps.customerBalances.of(customerId);
  const back = giveBack(balance, failure.amountMicroUsd);
  const now = deps.now();
  const entry = refundReturnedEntry({ customerId, refundId: stripeRefundId }, failure, { back, now });
  return [
    ledgerWrites.post(entry),
    ...feeEntries(entry.businessKey, failure, now).map((fee) => ledgerWrites.post(fee)),
    ...takenBack(paid, -failure.amountMicroUsd),
    ...changeStanding(customerId, shareReturn(balance, back)),
  ];
}
