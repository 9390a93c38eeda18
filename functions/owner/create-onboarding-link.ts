import { createRoute } from '@hono/zod-openapi';
import { onboardingLinkReply } from '../../shared/contract/owner.ts';
import { ownerWrites } from '../adapters/owners.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/** Where the owner tells Stripe who they are and where to send the money: none of it passes through the market. */
export function createOnboardingLink(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/owner/onboarding_links',
    summary: "A link to Stripe's onboarding",
    description: 'Where payouts were stopped because of the account, they are tried again from now on.',
    responses: {
      200: {
        description: 'The link, good for minutes',
        content: { 'application/json': { schema: onboardingLinkReply } },
      },
    },
  });
  api.openapi(route, async (c) => {
    const { ownerId, stripeAccountId, payoutsStoppedBy } = await deps.owners.get(c.get('callerId'));
    if (payoutsStoppedBy) await deps.commit([ownerWrites.resumePayouts(ownerId)]);
    return c.json(await deps.stripe.accounts.createOnboardingLink(stripeAccountId, deps.publicUrl), 200);
  });
}
