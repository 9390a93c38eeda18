import type Stripe from 'stripe';
import { z } from 'zod';
import { requirements } from './account-object.ts';
import { accountBank, accountPerson } from './account-people.ts';
import type { Scope } from './call.ts';
import { emit } from './events.ts';
import { wholeList } from './lists.ts';
import { platformAccount } from './object-store.ts';
import { jsonBooleanParam } from './params.ts';

/** Body of POST /_test/accounts/:id/onboard. */
export const onboardingParams = z.object({
  /** Without it the tax id stays due before long, as Stripe lets small accounts start. */
  hasTaxId: jsonBooleanParam.default(true),
});

/** What Stripe does when the owner finishes onboarding: everything asked for becomes active. */
export function onboardAccount(
  scope: Scope,
  kept: Stripe.Account,
  { hasTaxId }: z.infer<typeof onboardingParams> = { hasTaxId: true },
): Stripe.Account {
  const capabilities = Object.keys(kept.capabilities ?? {});
  const isCompany = kept.business_type === 'company';
  const taxId = isCompany ? 'company.tax_id' : 'individual.id_number';
  const account = {
    ...kept,
    business_type: kept.business_type ?? 'individual',
    capabilities: Object.fromEntries(capabilities.map((capability) => [capability, 'active'])),
    charges_enabled: true,
    ...(isCompany
      ? { company: { ...kept.company, tax_id_provided: hasTaxId } }
      : { individual: accountPerson(scope, kept.id, { hasTaxId, isVerified: hasTaxId }) }),
    details_submitted: true,
    external_accounts: wholeList(`/v1/accounts/${kept.id}/external_accounts`, [
      accountBank(kept.id, kept.default_currency ?? 'usd'),
    ]),
    payouts_enabled: true,
    requirements: { ...requirements([]), eventually_due: hasTaxId ? [] : [taxId] },
    tos_acceptance: { date: scope.nowSeconds, ip: '127.0.0.1', user_agent: null },
  } satisfies Stripe.Account;
  return putAccount(scope, account);
}

const fields = z.array(z.string());
const status = z.object({ status: z.enum(['pending', 'unverified', 'verified']) });
const disabledReason = z.enum([
  'action_required.requested_capabilities',
  'listed',
  'other',
  'platform_paused',
  'rejected.fraud',
  'rejected.listed',
  'rejected.other',
  'rejected.terms_of_service',
  'requirements.past_due',
  'requirements.pending_verification',
  'under_review',
]);

/** Body of POST /_test/accounts/:id/change: what Stripe's checks and the owner change; the rest stays. */
export const changeParams = z.object({
  capabilities: z.record(z.string(), z.enum(['active', 'inactive', 'pending'])).exactOptional(),
  charges_enabled: z.boolean().exactOptional(),
  company: z
    .object({ name: z.string().exactOptional(), tax_id_provided: z.boolean().exactOptional() })
    .exactOptional(),
  details_submitted: z.boolean().exactOptional(),
  individual: z
    .object({
      first_name: z.string().exactOptional(),
      id_number_provided: z.boolean().exactOptional(),
      last_name: z.string().exactOptional(),
      ssn_last_4_provided: z.boolean().exactOptional(),
      verification: status.exactOptional(),
    })
    .exactOptional(),
  payouts_enabled: z.boolean().exactOptional(),
  requirements: z
    .object({
      current_deadline: z.number().int().nullable().exactOptional(),
      currently_due: fields.exactOptional(),
      disabled_reason: disabledReason.nullable().exactOptional(),
      errors: z
        .array(z.object({ code: z.string(), reason: z.string(), requirement: z.string() }))
        .exactOptional(),
      eventually_due: fields.exactOptional(),
      past_due: fields.exactOptional(),
      pending_verification: fields.exactOptional(),
    })
    .exactOptional(),
});

/** Changes an account as Stripe would after one of its checks, and says so by account.updated. */
export function changeAccount(
  scope: Scope,
  kept: Stripe.Account,
  changes: z.infer<typeof changeParams>,
): Stripe.Account {
  const { capabilities, company, individual, requirements: due, ...flags } = changes;
  const person = kept.individual ?? accountPerson(scope, kept.id, { hasTaxId: false, isVerified: false });
  const account: Stripe.Account = {
    ...kept,
    ...flags,
    capabilities: { ...kept.capabilities, ...capabilities },
    ...(company && { company: { ...kept.company, ...company } }),
    ...(individual && { individual: { ...person, ...individual } }),
    requirements: {
      ...requirements([]),
      ...kept.requirements,
      ...(due as Partial<Stripe.Account.Requirements>),
    },
  };
  return putAccount(scope, account);
}

function putAccount(scope: Scope, account: Stripe.Account): Stripe.Account {
  scope.store.put(platformAccount, account);
  emit(scope, { type: 'account.updated', data: { object: account } }, account.id);
  return account;
}

/** The bank sent a payout back: its account is not used again until the owner gives another one. */
export function disableBank(scope: Scope, accountId: string): void {
  const account = scope.store.find('account', platformAccount, accountId);
  if (account === undefined) return;
  const banks = (account.external_accounts?.data ?? []).map((bank) =>
    bank.object === 'bank_account' ? { ...bank, status: 'errored' } : bank,
  );
  const [bank] = banks;
  if (bank) emit(scope, { type: 'account.external_account.updated', data: { object: bank } }, accountId);
  changeAccount(
    scope,
    { ...account, external_accounts: wholeList(`/v1/accounts/${accountId}/external_accounts`, banks) },
    { payouts_enabled: false, requirements: { currently_due: ['external_account'] } },
  );
}
