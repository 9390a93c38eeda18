import { createRoute } from '@hono/zod-openapi';
import { onboardingLinkReply } from '../../shared/contract/owner.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/** Where the owner tells Stripe who they are and where to send the money: none of it passes through the market. */
export function createOnboardingLink(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/owner/onboarding_links',
    summary: "A link to Stripe's onboarding",
    responses: {
      200: {
        description: 'The link, good for minutes',
        content: { 'application/json': { schema: onboardingLinkReply } },
      },
    },
  });
  api.openapi(route, async (c) => {
    const { stripeAccountId } = await deps.owners.get(c.get('callerId'));
    return c.json(await deps.stripe.createOnboardingLink(stripeAccountId, deps.publicUrl), 200);
  });
}
