import { createRoute } from '@hono/zod-openapi';
import pRetry from 'p-retry';
import { createTopUpRequest, topUpObject, topUpObjectOf } from '../../shared/contract/top-ups.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { microUsdOfCents } from '../../shared/top-up.ts';
import { refuseAboveRoom, type TopUpRecord } from '../../shared/top-up-record.ts';
import { openTopUp, standingOf } from '../adapters/followed-top-ups.ts';
import { getStripeCustomer } from '../adapters/stripe-customers.ts';
import { topUpWrites } from '../adapters/top-ups.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/top_ups',
  summary: 'Top up the prepaid balance',
  request: { body: { required: true, content: { 'application/json': { schema: createTopUpRequest } } } },
  responses: {
    200: {
      description: 'Where to pay',
      content: { 'application/json': { schema: topUpObject } },
    },
  },
});

type Asked = { customerId: string; cents: number; savesCard: boolean };

/** Opens a page at Stripe where the customer pays; the balance rises when Stripe has the money. */
export function createTopUp(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const { amount_usd, save_card } = c.req.valid('json');
    const asked = { customerId: c.get('callerId'), cents: amount_usd * 100, savesCard: save_card };
    // Two at once are judged one after the other: each knows of the one before it.
    const begun = await pRetry(() => begin(deps, asked), {
      retries: 5,
      minTimeout: 20,
      randomize: true,
      shouldRetry: ({ error }) => isRefusal(error, 'changed_meanwhile'),
    });
    return c.json(topUpObjectOf(await openTopUp(deps, begun)), 200);
  });
}

/** Written before Stripe hears of it, so that it counts towards a new customer's limit from now on. */
async function begin(deps: Deps, { customerId, cents, savesCard }: Asked): Promise<TopUpRecord> {
  const { lastTopUpNo, room } = await standingOf(deps, customerId);
  refuseAboveRoom(microUsdOfCents(cents), room);
  const record: TopUpRecord = {
    version: 1,
    customerId,
    topUpId: deps.newId('top'),
    topUpNo: lastTopUpNo + 1,
    kind: 'checkout',
    state: 'open',
    cents,
    stripeCustomerId: await getStripeCustomer(deps, customerId),
    ...(savesCard && { savesCard }),
    createdAt: deps.now(),
  };
  await deps.commit(topUpWrites.begin(record));
  return record;
}
