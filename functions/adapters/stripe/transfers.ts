import Stripe from 'stripe';
import {
  idempotencyKeyOf,
  type Payout,
  refusalMeans,
  type Transfer,
  transferGroupOf,
} from '../../../shared/payout.ts';
import { microUsdOfCents } from '../../../shared/top-up.ts';
import { idOf, refuseUnlessUsd } from './reading.ts';

/** What Stripe answered to a transfer. Anything but these is thrown: the outcome is unknown and must be asked again. */
type TransferAnswer =
  | { kind: 'sent'; transfer: Transfer }
  | { kind: 'try-later'; reason: string }
  | { kind: 'never'; reason: string };

/** What moves money to owners, and back. */
export function transfersOver(stripe: Stripe) {
  return {
    /**
     * Sends a payout, or finds what was sent for it before: Stripe forgets an idempotency key after 24 hours, a
     * transfer's group never.
     */
    async sendTransfer(payout: Payout, stripeAccountId: string): Promise<TransferAnswer> {
      const transferGroup = transferGroupOf(payout);
      const earlier = await stripe.transfers.list({ transfer_group: transferGroup, limit: 1 });
      const [found] = earlier.data;
      if (found) return { kind: 'sent', transfer: transferFrom(found) };
      try {
        const sent = await stripe.transfers.create(
          {
            amount: payout.cents,
            currency: 'usd',
            destination: stripeAccountId,
            transfer_group: transferGroup,
            metadata: { ownerId: payout.ownerId, payoutNo: String(payout.payoutNo) },
          },
          { idempotencyKey: idempotencyKeyOf(payout) },
        );
        return { kind: 'sent', transfer: transferFrom(sent) };
      } catch (error) {
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
        const meaning = refusalMeans(error.code);
        if (meaning === 'unknown') throw error;
        return { kind: meaning, reason: error.code ?? '' };
      }
    },
  };
}

export function transferFrom(transfer: Stripe.Transfer): Transfer {
  const { id, balance_transaction, destination, amount, currency } = transfer;
  refuseUnlessUsd(currency, id);
  if (!balance_transaction || !destination) throw new Error(`Stripe's transfer ${id} moved no money`);
  return {
    transferId: id,
    balanceTransactionId: idOf(balance_transaction),
    amountMicroUsd: microUsdOfCents(amount),
    stripeAccountId: idOf(destination),
  };
}
