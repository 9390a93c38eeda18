import type Stripe from 'stripe';
import { accountsOver } from './stripe/accounts.ts';
import { checkoutOver } from './stripe/checkout.ts';
import { invoicesOver } from './stripe/invoices.ts';
import { readsOver } from './stripe/reads.ts';
import { refundsOver } from './stripe/refunds.ts';
import { topUpReadsOver, topUpsOver } from './stripe/top-ups.ts';
import { transfersOver } from './stripe/transfers.ts';

/**
 * What a key of Stripe's is for. Each duty has a restricted key of its own, and a function has the keys of the duties
 * it needs: what only reads can't move money, what customers
 * call can ask for money and give none back, what charges and refunds them can't send any to owners.
 */
const stripeDuties = ['checkout', 'payments', 'transfers', 'accounts', 'reads'] as const;
export type StripeDuty = (typeof stripeDuties)[number];
export type StripeClients = Partial<Record<StripeDuty, Stripe | undefined>>;

/** One key for all of it, as on a laptop. */
export const everyDuty = (stripe: Stripe): StripeClients =>
  Object.fromEntries(stripeDuties.map((duty) => [duty, stripe]));

/** Stripe, in the market's words and by duty. All money leaves here as micro-USD. `clientFor` throws where the duty's key may not be read. */
export const stripeApiOver = (clientFor: (duty: StripeDuty) => Stripe) => ({
  get checkout() {
    const stripe = clientFor('checkout');
    return { ...checkoutOver(stripe), ...topUpReadsOver(stripe) };
  },
  get payments() {
    const stripe = clientFor('payments');
    return { ...refundsOver(stripe), ...topUpsOver(stripe), ...invoicesOver(stripe) };
  },
  get transfers() {
    return transfersOver(clientFor('transfers'));
  },
  get accounts() {
    return accountsOver(clientFor('accounts'));
  },
  get reads() {
    return readsOver(clientFor('reads'));
  },
});
