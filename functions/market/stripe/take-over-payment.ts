import {
  coverBy,
  hasBounced,
  type PaymentSeen,
  paymentReturnedEntry,
  unspentReturnEntries,
} from '../../../shared/payment.ts';
import { feeEntries } from '../../../shared/stripe-fee.ts';
import type { StripeSubject } from '../../../shared/stripe-subject.ts';
import type { Write } from '../../adapters/commit.ts';
import { changeStanding, shareLoss } from '../../adapters/customer-standing.ts';
import { customerWrites } from '../../adapters/customers.ts';
import { ledgerWrites } from '../../adapters/ledger.ts';
import { paymentWrites } from '../../adapters/payments.ts';
import { postOnce } from '../../adapters/post-once.ts';
import type { Deps } from '../../edge/deps.ts';
import { noteCredited, noteUncredited } from './note-top-up.ts';
import { takeOverInvoiceOf } from './take-over-invoice.ts';

/** A customer's payment: its money, once it is there for good, and that it went again where the bank took it back. */
export async function takeOverPayment(deps: Deps, { id }: StripeSubject): Promise<boolean> {
  const payment = await deps.stripe.reads.findPayment(id);
  if (payment) {
    const isNews = await postPayment(deps, payment);
    if (payment.returned) await noteUncredited(deps, payment.topUp.paymentIntentId);
    else await noteCredited(deps, payment.topUp);
    return isNews;
  }
  if (!id.startsWith('pi_')) return false;
  await noteUncredited(deps, id);
  return (await takeOverInvoiceOf(deps, id))?.isNews ?? false;
}

/** What takes a payment back posts the payment itself first: then it matters to nobody which was heard of first. */
export async function postPayment(deps: Deps, payment: PaymentSeen): Promise<boolean> {
  const { topUp, returned } = payment;
  if (!returned) return postOnce(deps.commit, customerWrites.topUp(topUp, deps.now()));
  return (
    (await postOnce(deps.commit, unspentReturn({ ...payment, returned }, deps.now()))) ||
    postOnce(deps.commit, await bounce(deps, { ...payment, returned }))
  );
}

/** It was never credited, so that nobody could spend it. */
const unspentReturn = (payment: Required<PaymentSeen>, now: number): Write[] => {
  const [first, ...rest] = unspentReturnEntries(payment, now);
  const { customerId, paymentIntentId, grossMicroUsd } = payment.topUp;
  return [
    ...(first ? [ledgerWrites.post(first, { opensRoot: true })] : []),
    ...rest.map((entry) => ledgerWrites.post(entry)),
    paymentWrites.create(payment.topUp, grossMicroUsd),
    ...(hasBounced(payment) ? changeStanding(customerId, { freeze: `payment/${paymentIntentId}` }) : []),
  ];
};

async function bounce(deps: Deps, { topUp, returned }: Required<PaymentSeen>): Promise<Write[]> {
  const { customerId, paymentIntentId, grossMicroUsd } = topUp;
  const balance = await deps.customerBalances.of(customerId);
  const covered = coverBy(balance, -returned.amountMicroUsd);
  const { by, seen } = shareLoss(balance, covered);
  const now = deps.now();
  const entry = paymentReturnedEntry(topUp, returned, { covered, now });
  return [
    ledgerWrites.post(entry),
    ...feeEntries(entry.businessKey, returned, now).map((fee) => ledgerWrites.post(fee)),
    paymentWrites.takeBack({ customerId, paymentIntentId }, grossMicroUsd),
    ...changeStanding(customerId, {
      by: { ...by, toppedUpMicroUsd: -grossMicroUsd },
      freeze: `payment/${paymentIntentId}`,
      seen,
    }),
  ];
}
