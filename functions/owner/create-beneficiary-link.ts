import { createRoute, z } from '@hono/zod-openapi';
import { onboardingLinkReply } from '../../shared/contract/owner.ts';
import { Refusal } from '../../shared/refusal.ts';
import { beneficiaryWrites } from '../adapters/beneficiaries.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

/** For the beneficiary, who tells Stripe alone who they are. */
export function createBeneficiaryLink(api: Api, deps: Deps) {
  const route = createRoute({
    method: 'post',
    path: '/v1/owner/beneficiaries/{beneficiaryId}/onboarding_links',
    summary: "A link to Stripe's onboarding, for a beneficiary",
    description: 'Hand it to them: until they have been through it, their share waits for them.',
    request: { params: z.object({ beneficiaryId: z.string().max(100) }) },
    responses: {
      200: {
        description: 'The link, good for minutes',
        content: { 'application/json': { schema: onboardingLinkReply } },
      },
    },
  });
  api.openapi(route, async (c) => {
    const { beneficiaryId } = c.req.valid('param');
    const beneficiary = await deps.beneficiaries.find(c.get('callerId'), beneficiaryId);
    if (!beneficiary) throw new Refusal('not_found', `You have no beneficiary ${beneficiaryId}.`);
    if (beneficiary.payoutsStoppedBy) await deps.commit([beneficiaryWrites.resumePayouts(beneficiary)]);
    return c.json(
      await deps.stripe.accounts.createOnboardingLink(beneficiary.stripeAccountId, deps.publicUrl),
      200,
    );
  });
}
