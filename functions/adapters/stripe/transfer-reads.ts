import type Stripe from 'stripe';
import type { Reversal, Transfer } from '../../../shared/payout.ts';
import { microUsdOfCents } from '../../../shared/top-up.ts';
import { idOf, orGone } from './reading.ts';
import { transferFrom } from './transfers.ts';

/** `reversals`: all that ever came back of it, whoever asked for it; earliest first. */
type SentPayout = { transfer: Transfer; reversals: Reversal[]; ownerId: string; payoutNo: number };

/** Transfers to owners, as Stripe has them now. */
export function transferReadsOver(stripe: Stripe) {
  return {
    /** A transfer and the payout it was made for; undefined where none of ours is named in it. */
    async findSentPayout(transferId: string): Promise<SentPayout | undefined> {
      const transfer = await stripe.transfers.retrieve(transferId);
      const { ownerId, payoutNo } = transfer.metadata;
      if (!ownerId || !payoutNo) return undefined;
      const reversals = await reversalsOf(stripe, transfer);
      return { transfer: transferFrom(transfer), reversals, ownerId, payoutNo: Number(payoutNo) };
    },

    /** What a connected account has that can be taken back now, in micro-USD; nothing where it can't be asked any more. */
    async availableAt(stripeAccountId: string): Promise<bigint> {
      const balance = await orGone(() => stripe.balance.retrieve({}, { stripeAccount: stripeAccountId }));
      const cents = (balance?.available ?? [])
        .filter(({ currency }) => currency === 'usd')
        .reduce((sum, { amount }) => sum + amount, 0);
      return microUsdOfCents(Math.max(0, cents));
    },
  };
}

/** A transfer carries its latest ten; of one with more they are listed. */
async function reversalsOf(stripe: Stripe, { id, reversals }: Stripe.Transfer): Promise<Reversal[]> {
  const all = reversals.has_more
    ? await Array.fromAsync(stripe.transfers.listReversals(id, { limit: 100 }))
    : reversals.data;
  return all.map(reversalFrom).reverse();
}

function reversalFrom({
  id,
  transfer,
  amount,
  balance_transaction,
  metadata,
}: Stripe.TransferReversal): Reversal {
  if (!balance_transaction) throw new Error(`Stripe's reversal ${id} moved no money`);
  const takeBackNo = metadata?.takeBackNo;
  return {
    reversalId: id,
    transferId: idOf(transfer),
    balanceTransactionId: idOf(balance_transaction),
    amountMicroUsd: microUsdOfCents(amount),
    ...(takeBackNo !== undefined && { takeBackNo: Number(takeBackNo) }),
  };
}
