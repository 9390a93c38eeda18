import type Stripe from 'stripe';
import { z } from 'zod';
import { accountObject, requirements } from './account-object.ts';
import type { Call, Scope } from './call.ts';
import { emit } from './events.ts';
import { listObjects } from './lists.ts';
import { booleanParam, clearableTextParam, mergeMetadata, metadataParam, parseParams } from './params.ts';
import { getPathObject } from './path-object.ts';

const party = z.enum(['account', 'application', 'application_custom', 'application_express']);

const controllerParams = z.object({
  fees: z.object({ payer: party }).exactOptional(),
  losses: z.object({ payments: z.enum(['application', 'stripe']) }).exactOptional(),
  requirement_collection: z.enum(['application', 'stripe']).exactOptional(),
  stripe_dashboard: z.object({ type: z.enum(['express', 'full', 'none']) }).exactOptional(),
});

const accountParams = z.object({
  type: z.enum(['custom', 'express', 'standard']).optional(),
  controller: controllerParams.optional(),
  country: z.string().length(2).default('US'),
  email: clearableTextParam,
  business_type: z.enum(['company', 'government_entity', 'individual', 'non_profit']).exactOptional(),
  capabilities: z.record(z.string(), z.object({ requested: booleanParam })).default({}),
  metadata: metadataParam.optional(),
});

const updateParams = accountParams.pick({ email: true, business_type: true, metadata: true });

/** POST /v1/accounts: capabilities asked for stay inactive until the account is onboarded. */
export function createAccount(call: Call): object {
  const params = parseParams(call, accountParams);
  const { type, controller, country, capabilities, metadata, ...fields } = params;
  const requested = Object.entries(capabilities).filter(([, { requested }]) => requested);
  const account = {
    ...accountObject(call, country),
    ...fields,
    capabilities: Object.fromEntries(requested.map(([capability]) => [capability, 'inactive'])),
    controller: { ...controller, is_controller: true, type: 'application' },
    metadata: mergeMetadata({}, metadata),
    type: type ?? 'none',
  } satisfies Stripe.Account;
  call.store.put(call.account, account);
  return account;
}

export function updateAccount(call: Call): object {
  const { metadata, ...fields } = parseParams(call, updateParams);
  const kept = getPathObject(call, 'account');
  const account = { ...kept, ...fields, metadata: mergeMetadata(kept.metadata, metadata) };
  call.store.put(call.account, account);
  emit(call, { type: 'account.updated', data: { object: account } }, account.id);
  return account;
}

export function listAccounts(call: Call): object {
  return listObjects(call, 'account');
}

/** What Stripe does when the owner finishes onboarding: everything asked for becomes active. */
export function onboardAccount(scope: Scope, kept: Stripe.Account): Stripe.Account {
  const capabilities = Object.keys(kept.capabilities ?? {});
  const account = {
    ...kept,
    capabilities: Object.fromEntries(capabilities.map((capability) => [capability, 'active'])),
    charges_enabled: true,
    details_submitted: true,
    payouts_enabled: true,
    requirements: requirements([]),
    tos_acceptance: { date: scope.nowSeconds, ip: '127.0.0.1', user_agent: null },
  } satisfies Stripe.Account;
  scope.store.put(scope.account, account);
  emit(scope, { type: 'account.updated', data: { object: account } }, account.id);
  return account;
}
