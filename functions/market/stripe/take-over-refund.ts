import { coverBy, type Payment } from '../../../shared/payment.ts';
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
import { asSeen, changeStanding } from '../../adapters/customer-standing.ts';
import { ledgerWrites } from '../../adapters/ledger.ts';
import { paymentWrites } from '../../adapters/payments.ts';
import { postOnce } from '../../adapters/post-once.ts';
import type { Deps } from '../../edge/deps.ts';
import { settleRefund } from './settle-refund.ts';
import { postPayment } from './take-over-payment.ts';

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
  const payment = transaction && (await deps.stripe.reads.findPayment(seen.paymentId));
  if (!transaction || !payment) return false;
  const posted = [await postPayment(deps, payment)];
  const made = { ...payment.topUp, stripeRefundId };
  posted.push(await postOnce(deps.commit, await handMade(deps, made, transaction)));
  if (failure) posted.push(await postOnce(deps.commit, await handMadeReturned(deps, made, failure)));
  return posted.includes(true);
}

type Made = Pick<Payment, 'customerId' | 'paymentIntentId'> & { stripeRefundId: string };

async function handMade(deps: Deps, made: Made, transaction: StripeTransaction): Promise<Write[]> {
  const balance = await deps.customerBalances.of(made.customerId);
  const covered = coverBy(balance, -transaction.amountMicroUsd);
  const now = deps.now();
  const entries = handMadeRefundEntries(made, transaction, { covered, now });
  const sentKey = `${refundKeyOf({ customerId: made.customerId, refundId: made.stripeRefundId })}/sent`;
  return [
    ...[...entries, ...feeEntries(sentKey, transaction, now)].map((entry) => ledgerWrites.post(entry)),
    paymentWrites.takeBack(made, -transaction.amountMicroUsd),
    ...changeStanding(made.customerId, {
      by: { availableMicroUsd: -covered.customersMicroUsd },
      seen: asSeen(balance),
    }),
  ];
}

async function handMadeReturned(deps: Deps, made: Made, failure: StripeTransaction): Promise<Write[]> {
  const named = { customerId: made.customerId, refundId: made.stripeRefundId };
  const written = await deps.ledger.findEntry(refundKeyOf(named));
  const ofPlatform = written?.postings.find(({ account }) => account === 'platform/adjustments');
  const platformsMicroUsd = -(ofPlatform?.amountMicroUsd ?? 0n);
  const now = deps.now();
  const entry = refundReturnedEntry(named, failure, { platformsMicroUsd, now });
  return [
    ledgerWrites.post(entry),
    ...feeEntries(entry.businessKey, failure, now).map((fee) => ledgerWrites.post(fee)),
    paymentWrites.takeBack(made, -failure.amountMicroUsd),
    ...changeStanding(made.customerId, {
      by: { availableMicroUsd: failure.amountMicroUsd - platformsMicroUsd },
    }),
  ];
}
