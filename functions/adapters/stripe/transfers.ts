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
     * transfer's group never. `looksFirst`: the key may be forgotten; before that it alone makes the call safe.
     */
    async sendTransfer(
      payout: Payout,
      stripeAccountId: string,
      { looksFirst = true } = {},
    ): Promise<TransferAnswer> {
      const transferGroup = transferGroupOf(payout);
      const found = looksFirst ? await findInGroup(stripe, transferGroup) : undefined;
      if (found) return { kind: 'sent', transfer: transferFrom(found) };
      return createTransfer(stripe, payout, stripeAccountId);
    },

    /** Takes back a part of a transfer, once for its key; what it is can be read from the transfer from then on. */
    async reverseTransfer({ transferId, cents, takeBack, key }: Reversing): Promise<ReversalAnswer> {
      try {
        await stripe.transfers.createReversal(
          transferId,
          {
            amount: cents,
            metadata: { ownerId: takeBack.ownerId, takeBackNo: String(takeBack.takeBackNo) },
          },
          { idempotencyKey: key },
        );
        return { kind: 'reversed' };
      } catch (error) {
        if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
        if (error.type === 'StripeIdempotencyError') throw error;
        return { kind: 'nothing-there', reason: error.code ?? error.message };
      }
    },
  };
}

type Reversing = {
  transferId: string;
  cents: number;
  takeBack: { ownerId: string; takeBackNo: number };
  key: string;
};

/** What Stripe answered to a reversal; `nothing-there`: the account does not have it, or it was reversed already. */
type ReversalAnswer = { kind: 'reversed' } | { kind: 'nothing-there'; reason: string };

/** By a key of the payout's own: the same call again is the same transfer. */
async function createTransfer(
  stripe: Stripe,
  payout: Payout,
  stripeAccountId: string,
): Promise<TransferAnswer> {
  try {
    const sent = await stripe.transfers.create(
      {
        amount: payout.cents,
        currency: 'usd',
        destination: stripeAccountId,
        transfer_group: transferGroupOf(payout),
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
}

/** The one transfer of a payout. */
async function findInGroup(stripe: Stripe, transferGroup: string): Promise<Stripe.Transfer | undefined> {
  const { data } = await stripe.transfers.list({ transfer_group: transferGroup, limit: 1 });
  return data[0];
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
