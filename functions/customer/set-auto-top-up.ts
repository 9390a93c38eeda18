import { createRoute, type z } from '@hono/zod-openapi';
import { type AutoTopUp, newAutoTopUp } from '../../shared/auto-top-up.ts';
import { autoTopUpObject, setAutoTopUpRequest } from '../../shared/contract/auto-top-up.ts';
import { Refusal } from '../../shared/refusal.ts';
import { autoTopUpWrites } from '../adapters/auto-top-ups.ts';
import { getStripeCustomer } from '../adapters/stripe-customers.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { tellAutoTopUp } from './top-ups/tell-auto-top-up.ts';

const route = createRoute({
  method: 'put',
  path: '/v1/auto_top_up',
  summary: 'Have the saved card pay when too little is left',
  description:
    'It takes a saved card: top up once with `save_card`. A declined card, or one whose bank wants its holder, pauses ' +
    'it and says why; setting it again goes on.',
  request: { body: { required: true, content: { 'application/json': { schema: setAutoTopUpRequest } } } },
  responses: {
    200: { description: 'As it is set', content: { 'application/json': { schema: autoTopUpObject } } },
  },
});

export function setAutoTopUp(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const customerId = c.get('callerId');
    const asked = c.req.valid('json');
    refuseNeverDue(asked);
    await refuseWithoutCard(deps, customerId);
    const before = await deps.autoTopUps.find(customerId);
    const next: AutoTopUp = newAutoTopUp(
      {
        customerId,
        belowMicroUsd: BigInt(asked.below_usd) * 1_000_000n,
        cents: asked.amount_usd * 100,
        ...(asked.monthly_max_usd !== undefined && { monthlyMaxCents: asked.monthly_max_usd * 100 }),
      },
      before,
      deps.now(),
    );
    await deps.commit(autoTopUpWrites.save(next));
    return c.json(await tellAutoTopUp(deps, customerId, next), 200);
  });
}

/** It would wait for ever, and look as if it was on. */
function refuseNeverDue({
  amount_usd,
  monthly_max_usd = amount_usd,
}: z.infer<typeof setAutoTopUpRequest>): void {
  if (monthly_max_usd >= amount_usd) return;
  throw new Refusal(
    'invalid_request',
    `monthly_max_usd: ${monthly_max_usd} is less than one payment of ${amount_usd}: nothing could ever be charged.`,
    { param: 'monthly_max_usd' },
  );
}

async function refuseWithoutCard(deps: Deps, customerId: string): Promise<void> {
  const stripeCustomerId = await getStripeCustomer(deps, customerId);
  if (!(await deps.stripe.checkout.findSavedCard(stripeCustomerId)))
    throw new Refusal('top_up_refused', 'There is no saved card yet: top up once with save_card, and pay.');
}
