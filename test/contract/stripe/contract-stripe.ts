import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { openStandIn } from '../../local/stripe-stand-in.ts';

export interface Contract extends AsyncDisposable {
  stripe: Stripe;
  /** Real test mode: what only a person, the clock or a bank can do there is skipped, with the reason. */
  isReal: boolean;
  /** A connected account that may receive transfers; on real Stripe the one that STRIPE_CONTRACT_ACCOUNT names. */
  receiver(): Promise<string | undefined>;
  /** One of the stand-in's own routes. Throws on real Stripe, which has none. */
  atStandIn(path: string, body?: object): Promise<unknown>;
}

/** What is new in each run, so that a second one on the same real account finds nothing of the first. */
export const unique = (name: string): string => `${name}-${randomUUID()}`;

/**
 * What our code relies on is said once and asked of both: of the stand-in always, of real Stripe in test mode
 * when STRIPE_SECRET_KEY is set. Throws when that key is not a test mode one.
 */
export async function openContract(): Promise<Contract> {
  const key = process.env.STRIPE_SECRET_KEY;
  if (key) return realContract(key);
  const world = await openStandIn();
  let account: string | undefined;
  return {
    stripe: world.stripe,
    isReal: false,
    receiver: async () => {
      if (account === undefined) {
        ({ id: account } = await world.stripe.accounts.create(expressAccount));
        await world.test(`/accounts/${account}/onboard`);
      }
      return account;
    },
    atStandIn: (path, body) => world.test(path, body),
    [Symbol.asyncDispose]: () => world[Symbol.asyncDispose](),
  };
}

function realContract(key: string): Contract {
  if (!/^(sk|rk)_test_/.test(key)) throw new Error('STRIPE_SECRET_KEY is not a key of test mode.');
  return {
    stripe: new Stripe(key, { maxNetworkRetries: 2 }),
    isReal: true,
    receiver: async () => process.env.STRIPE_CONTRACT_ACCOUNT,
    atStandIn: (path) => Promise.reject(new Error(`Real Stripe has no ${path}`)),
    [Symbol.asyncDispose]: async () => {},
  };
}

/** An account as ours are made. */
export const expressAccount = {
  country: 'US',
  controller: {
    fees: { payer: 'application' },
    losses: { payments: 'application' },
    stripe_dashboard: { type: 'express' },
  },
  capabilities: { transfers: { requested: true } },
} satisfies Stripe.AccountCreateParams;

export const usd = (amount: number) => ({ amount, currency: 'usd' });

/** A payment whose money is available at once, by the one test card that has that. */
export const payNow = (
  stripe: Stripe,
  amount: number,
  more: Partial<Stripe.PaymentIntentCreateParams> = {},
) =>
  stripe.paymentIntents.create({
    ...usd(amount),
    confirm: true,
    payment_method: 'pm_card_bypassPending',
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
    expand: ['latest_charge.balance_transaction'],
    ...more,
  });

/** The charge that `payNow` expanded. */
export function chargeOf({ id, latest_charge: charge }: Stripe.PaymentIntent): Stripe.Charge {
  if (!charge || typeof charge === 'string') throw new Error(`${id} has no expanded charge`);
  return charge;
}

export const needsReceiver =
  'needs an onboarded connected account: set STRIPE_CONTRACT_ACCOUNT to the id of one';
