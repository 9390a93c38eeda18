import { createRoute } from '@hono/zod-openapi';
import { createOwnerReply, createOwnerRequest } from '../../shared/contract/finance.ts';
import { credentialWrites } from '../adapters/credentials.ts';
import { ownerWrites } from '../adapters/owners.ts';
import { stripeAccountWrites } from '../adapters/stripe-accounts.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { newApiKey } from '../edge/new-secret.ts';

/**
 * A new owner with an account at Stripe, and its API key. The account comes first: one without an owner moves no
 * money, an owner without one could never be paid.
 */
export function createOwner(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/finance/owners',
    summary: 'Create an owner',
    request: { body: { required: true, content: { 'application/json': { schema: createOwnerRequest } } } },
    responses: {
      200: {
        description: 'The owner and its API key, shown this once',
        content: { 'application/json': { schema: createOwnerReply } },
      },
    },
  });
  api.openapi(route, async (c) => {
    const { name, email, tariffMicroUsdPerKwh } = c.req.valid('json');
    const ownerId = deps.newId('own');
    const stripeAccountId = await deps.stripe.accounts.createAccount({ ownerId, name, email });
    const key = newApiKey(deps.randomBytes);
    await deps.commit([
      ownerWrites.create({
        ownerId,
        name,
        stripeAccountId,
        tariffMicroUsdPerKwh,
        lastPayoutNo: 0,
        createdAt: deps.now(),
      }),
      stripeAccountWrites.name(stripeAccountId, { ownerId }),
      credentialWrites.create(key.sha256, { role: 'owner', principalId: ownerId }),
    ]);
    return c.json({ ownerId, stripeAccountId, apiKey: key.secret }, 200);
  });
}
