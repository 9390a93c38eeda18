import type Stripe from 'stripe';
import type { Transfer } from '../../../shared/payout.ts';
import { transferFrom } from './transfers.ts';

type SentPayout = { transfer: Transfer; ownerId: string; payoutNo: number };

/** Transfers to owners, as Stripe has them now. */
export function transferReadsOver(stripe: Stripe) {
  return {
    /** A transfer and the payout it was made for; undefined where none of ours is named in it. */
    async findSentPayout(transferId: string): Promise<SentPayout | undefined> {
      const transfer = await stripe.transfers.retrieve(transferId);
      const { ownerId, payoutNo } = transfer.metadata;
      return ownerId && payoutNo
        ? { transfer: transferFrom(transfer), ownerId, payoutNo: Number(payoutNo) }
        : undefined;
    },
  };
}
