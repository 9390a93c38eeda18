import type { Payment } from '../../../shared/payment.ts';
import type { Write } from '../../adapters/commit.ts';
import { paymentWrites } from '../../adapters/payments.ts';
import type { Deps } from '../../edge/deps.ts';
import { takeOverInvoiceOf } from './take-over-invoice.ts';
import { postPayment } from './take-over-payment.ts';

/** Whose payment something is about. Of an invoice's nothing is kept by which it could be refunded. */
export type PaidIn = Pick<Payment, 'customerId' | 'paymentIntentId'> & { isOfInvoice: boolean };

/**
 * Posts a payment, a top-up or an invoice's, before whatever is about it: then it matters to nobody which was heard of
 * first. Undefined where it is no customer's of the market's.
 */
export async function postPaid(
  deps: Deps,
  paymentId: string,
): Promise<{ paid: PaidIn; isNews: boolean } | undefined> {
  const payment = await deps.stripe.reads.findPayment(paymentId);
  if (payment) {
    const { customerId, paymentIntentId } = payment.topUp;
    const paid = { customerId, paymentIntentId, isOfInvoice: false };
    return { paid, isNews: await postPayment(deps, payment) };
  }
  // What has no intent was never asked for by an invoice.
  if (!paymentId.startsWith('pi_')) return undefined;
  const invoice = await takeOverInvoiceOf(deps, paymentId);
  return (
    invoice && {
      paid: { customerId: invoice.customerId, paymentIntentId: paymentId, isOfInvoice: true },
      isNews: invoice.isNews,
    }
  );
}

/** How much less of it can still be refunded; or, negative, more. */
export const takenBack = ({ isOfInvoice, ...payment }: PaidIn, byMicroUsd: bigint): Write[] =>
  isOfInvoice ? [] : [paymentWrites.takeBack(payment, byMicroUsd)];
