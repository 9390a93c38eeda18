import Stripe from 'stripe';
import {
  idempotencyKeyOf,
  type Payout,
  refusalMeans,
  type Transfer,
  transferGroupOf,
} from '../../shared/payout.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { StripeTransaction } from '../../shared/stripe-match.ts';
import { microUsdOfCents, type TopUp } from '../../shared/top-up.ts';

/** What Stripe answered to a transfer. Anything but these is thrown: the outcome is unknown and must be asked again. */
type TransferAnswer =
  | { kind: 'sent'; transfer: Transfer }
  | { kind: 'try-later'; reason: string }
  | { kind: 'never'; reason: string };

/** What a balance transaction stands for, as far as the ledger has to know. */
export type StripeMovement = StripeTransaction & {
  paymentIntentId?: string;
  transfer?: Transfer & { ownerId: string; payoutNo: number };
};

type Checkout = { customerId: string; cents: number; returnUrl: string };
type NewAccount = { ownerId: string; beneficiaryId?: string; name: string; email: string | undefined };

/** Stripe, in the market's words. All money leaves here as micro-USD. */
export const stripeApiOver = (stripe: Stripe) => ({
  ...paymentsOver(stripe),
  ...accountsOver(stripe),
  ...balanceOver(stripe),
});

function paymentsOver(stripe: Stripe) {
  return {
    /** Where the customer pays; the payment itself names the customer, so that it can be told without the session. */
    async createCheckout({ customerId, cents, returnUrl }: Checkout) {
      const metadata = { customerId };
      const session = await stripe.checkout.sessions.create({
        mode: 'payment',
        client_reference_id: customerId,
        metadata,
        payment_intent_data: { metadata },
        line_items: [
          {
            quantity: 1,
            price_data: {
              currency: 'usd',
              unit_amount: cents,
              product_data: { name: 'Parkade prepaid balance' },
            },
          },
        ],
        success_url: returnUrl,
        cancel_url: returnUrl,
      });
      if (!session.url) throw new Error(`Stripe gave checkout session ${session.id} no URL`);
      return { id: session.id, url: session.url, status: session.status ?? 'open' };
    },

    /** The payment as Stripe has it now; undefined while its money is not on the balance, or where it is no top-up. */
    async findTopUp(paymentIntentId: string): Promise<TopUp | undefined> {
      const payment = await stripe.paymentIntents.retrieve(paymentIntentId, {
        expand: ['latest_charge.balance_transaction'],
      });
      const customerId = payment.metadata.customerId;
      const charge = payment.latest_charge;
      if (payment.status !== 'succeeded' || !customerId || !charge || typeof charge === 'string')
        return undefined;
      const transaction = charge.balance_transaction;
      if (!transaction || typeof transaction === 'string') return undefined;
      refuseUnlessUsd(transaction.currency, transaction.id);
      return {
        customerId,
        paymentIntentId,
        chargeId: charge.id,
        balanceTransactionId: transaction.id,
        grossMicroUsd: microUsdOfCents(transaction.amount),
        feeMicroUsd: microUsdOfCents(transaction.fee),
      };
    },
  };
}

function accountsOver(stripe: Stripe) {
  return {
    /** An account that can be sent money once its holder, an owner or a beneficiary, has been through Stripe's onboarding. */
    async createAccount({ ownerId, beneficiaryId, name, email }: NewAccount): Promise<string> {
      const account = await stripe.accounts.create(
        {
          country: 'US',
          controller: {
            fees: { payer: 'application' },
            losses: { payments: 'application' },
            stripe_dashboard: { type: 'express' },
          },
          capabilities: { transfers: { requested: true } },
          metadata: { ownerId, name, ...(beneficiaryId !== undefined && { beneficiaryId }) },
          ...(email !== undefined && { email }),
        },
        { idempotencyKey: `account-${beneficiaryId ?? ownerId}` },
      );
      return account.id;
    },

    /** Stripe's own page for the holder's details; good for minutes, once. */
    async createOnboardingLink(stripeAccountId: string, returnUrl: string) {
      const link = await stripe.accountLinks.create({
        account: stripeAccountId,
        type: 'account_onboarding',
        refresh_url: returnUrl,
        return_url: returnUrl,
      });
      return { url: link.url, expiresAt: link.expires_at * 1_000 };
    },

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

function balanceOver(stripe: Stripe) {
  return {
    /** Everything that moved the platform's balance from `createdFrom` (ms) on, latest first. */
    async *movements(createdFrom: number): AsyncGenerator<StripeMovement> {
      const transactions = stripe.balanceTransactions.list({
        currency: 'usd',
        created: { gte: Math.floor(createdFrom / 1_000) },
        limit: 100,
        expand: ['data.source'],
      });
      for await (const transaction of transactions) yield movementFrom(transaction);
    },

    /** What the platform has at Stripe, available and pending together. */
    async balance(): Promise<bigint> {
      const { available, pending } = await stripe.balance.retrieve();
      return [...available, ...pending]
        .filter(({ currency }) => currency === 'usd')
        .reduce((sum, { amount }) => sum + microUsdOfCents(amount), 0n);
    },
  };
}

function movementFrom(transaction: Stripe.BalanceTransaction): StripeMovement {
  const { source } = transaction;
  const movement: StripeMovement = {
    id: transaction.id,
    type: transaction.type,
    amountMicroUsd: microUsdOfCents(transaction.amount),
    feeMicroUsd: microUsdOfCents(transaction.fee),
    sourceId: typeof source === 'string' ? source : (source?.id ?? null),
    createdAt: transaction.created * 1_000,
  };
  return { ...movement, ...standsFor(transaction) };
}

function standsFor({ amount, type, source }: Stripe.BalanceTransaction): Partial<StripeMovement> {
  if (!source || typeof source === 'string') return {};
  // A refund's source can be the charge too: only money that came in is a payment.
  if (source.object === 'charge' && amount > 0 && source.payment_intent)
    return { paymentIntentId: idOf(source.payment_intent) };
  if (source.object !== 'transfer' || type !== 'transfer') return {};
  const { ownerId, payoutNo } = source.metadata;
  return ownerId && payoutNo
    ? { transfer: { ...transferFrom(source), ownerId, payoutNo: Number(payoutNo) } }
    : {};
}

function transferFrom(transfer: Stripe.Transfer): Transfer {
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

const idOf = (reference: string | { id: string }): string =>
  typeof reference === 'string' ? reference : reference.id;

/** There is one ledger per currency, and so far one currency. */
function refuseUnlessUsd(currency: string, id: string): void {
  if (currency !== 'usd')
    throw new Refusal('invalid_request', `${id} is in ${currency}; the ledger is kept in usd alone`);
}
