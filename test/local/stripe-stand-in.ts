import Stripe from 'stripe';
import { type StripeStandIn, type StripeStandInOptions, startStripe } from '../../local/stripe/server.ts';

/** The real client, pointed at a stand-in's port. Its key is made up: any key is taken. */
export function stripeClient(port: number): Stripe {
  const key = ['sk', 'test', 'x'.repeat(24)].join('_');
  return new Stripe(key, {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
}

export interface StandInUnderTest extends AsyncDisposable {
  standIn: StripeStandIn;
  stripe: Stripe;
  /** POST to a test route with a JSON body; the parsed reply. */
  test(path: string, body?: object, account?: string): Promise<unknown>;
}

/** A stand-in on a free port with a client for it, closed with the scope: `await using world = ...`. */
export async function openStandIn(options: Partial<StripeStandInOptions> = {}): Promise<StandInUnderTest> {
  const standIn = await startStripe({ port: 0, ...options });
  return {
    standIn,
    stripe: stripeClient(standIn.port),
    test: async (path, body = {}, account) => {
      const response = await fetch(`${standIn.url}/_test${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(account && { 'stripe-account': account }) },
        body: JSON.stringify(body),
      });
      return response.json();
    },
    [Symbol.asyncDispose]: () => standIn.close(),
  };
}

/** A paid charge, so that the platform has money. */
export async function payIn(stripe: Stripe, amount: number): Promise<Stripe.PaymentIntent> {
  return stripe.paymentIntents.create({
    amount,
    currency: 'usd',
    confirm: true,
    payment_method: 'pm_card_visa',
  });
}

/** An Express account whose owner has finished onboarding. */
export async function onboardedAccount({ stripe, test }: StandInUnderTest): Promise<Stripe.Account> {
  const account = await stripe.accounts.create({
    country: 'US',
    controller: { stripe_dashboard: { type: 'express' } },
    capabilities: { transfers: { requested: true } },
  });
  await test(`/accounts/${account.id}/onboard`);
  return account;
}
