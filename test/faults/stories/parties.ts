import { type Caller, callerWith } from '../callers.ts';
import type { FaultyMarket } from '../faulty-market.ts';

export type Party = Caller & { id: string; apiKey: string };

/** One of the stand-in's own routes at Stripe: being the customer, the owner, the bank. */
export async function atStripe(
  market: FaultyMarket,
  path: string,
  body: object = {},
): Promise<Record<string, unknown>> {
  const reply = await fetch(`${market.cloud.stripeStandIn}/_test${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return (await reply.json()) as Record<string, unknown>;
}

export const financeOf = (market: FaultyMarket): Caller => callerWith(market, market.financeKey);

export const operatorOf = (market: FaultyMarket): Caller => callerWith(market, market.operatorKey);

/**
 * A customer of finance's making. Where the answer with its key was lost another one is made: a key is told once, and
 * what nobody has the key of does nothing.
 */
export async function newCustomer(market: FaultyMarket, name: string, more: object = {}): Promise<Party> {
  const { customerId, apiKey } = await financeOf(market).post('/finance/customers', { name, ...more });
  return { ...callerWith(market, apiKey), id: customerId, apiKey };
}

/** Pays in as a person would at Stripe's page, and sees it on the balance. */
export async function topUp(
  market: FaultyMarket,
  customer: Party,
  usd: number,
  more: object = {},
): Promise<void> {
  const session = await customer.make(
    '/top_ups',
    { amount_usd: usd, ...more },
    // One that never got its page is not paid on: whoever asked for it asks again.
    (each: { checkout_session: string | null }) => each.checkout_session !== null,
  );
  await atStripe(market, `/checkout/sessions/${session.checkout_session}/pay`);
  await market.timerUntil('pollStripe', async () => (await customer.get('/balance')).available_micro_usd > 0);
}

export type PaidOwner = Party & { stripeAccountId: string };

export async function newOwner(
  market: FaultyMarket,
  name: string,
  { onboarded = true } = {},
): Promise<PaidOwner> {
  const { ownerId, apiKey, stripeAccountId } = await financeOf(market).post('/finance/owners', {
    name,
    tariffMicroUsdPerKwh: 110_000,
    email: 'owner@example.com',
  });
  if (onboarded) await atStripe(market, `/accounts/${stripeAccountId}/onboard`);
  return { ...callerWith(market, apiKey), id: ownerId, apiKey, stripeAccountId };
}
