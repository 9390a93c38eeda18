import type Stripe from 'stripe';
import { onboardingLandings } from './landing-urls.ts';

type NewAccount = { ownerId: string; beneficiaryId?: string; name: string; email: string | undefined };

/** Connected accounts: those that owners and beneficiaries are paid to. */
export function accountsOver(stripe: Stripe) {
  return {
    /** An account that can be sent money once its holder, an owner or a beneficiary, has been through Stripe's onboarding. */
    async createAccount({ ownerId, beneficiaryId, name, email }: NewAccount): Promise<string> {
      const account = await stripe.accounts.create(
        {
          country: 'US',
          controller: {
            fees: { payer: 'application' },
            losses: { payments: 'application' },
            stripe_dashboard: { type: 'express' },
          },
          capabilities: { transfers: { requested: true } },
          metadata: { ownerId, name, ...(beneficiaryId !== undefined && { beneficiaryId }) },
          ...(email !== undefined && { email }),
        },
        { idempotencyKey: `account-${beneficiaryId ?? ownerId}` },
      );
      return account.id;
    },

    /** Stripe's own page for the holder's details; good for minutes, once. */
    async createOnboardingLink(stripeAccountId: string, publicUrl: string) {
      const link = await stripe.accountLinks.create({
        account: stripeAccountId,
        type: 'account_onboarding',
        ...onboardingLandings(publicUrl),
      });
      return { url: link.url, expiresAt: link.expires_at * 1_000 };
    },
  };
}
