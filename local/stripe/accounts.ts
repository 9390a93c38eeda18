import type Stripe from 'stripe';
import { z } from 'zod';
import { getPathAccount } from './account-access.ts';
import { accountObject } from './account-object.ts';
import type { Call } from './call.ts';
import { armDailyPayouts } from './daily-payouts.ts';
import { emit } from './events.ts';
import { listObjects } from './lists.ts';
import { platformAccount } from './object-store.ts';
import { booleanParam, clearableTextParam, mergeMetadata, metadataParam, parseParams } from './params.ts';

const party = z.enum(['account', 'application', 'application_custom', 'application_express']);

const controllerParams = z.object({
  fees: z.object({ payer: party }).exactOptional(),
  losses: z.object({ payments: z.enum(['application', 'stripe']) }).exactOptional(),
  requirement_collection: z.enum(['application', 'stripe']).exactOptional(),
  stripe_dashboard: z.object({ type: z.enum(['express', 'full', 'none']) }).exactOptional(),
});

const settingsParams = z.object({
  payouts: z.object({ schedule: z.object({ interval: z.enum(['daily', 'manual']) }) }),
});

const accountParams = z.object({
  type: z.enum(['custom', 'express', 'standard']).optional(),
  controller: controllerParams.optional(),
  country: z.string().length(2).default('US'),
  email: clearableTextParam,
  business_type: z.enum(['company', 'government_entity', 'individual', 'non_profit']).exactOptional(),
  capabilities: z.record(z.string(), z.object({ requested: booleanParam })).default({}),
  metadata: metadataParam.optional(),
  settings: settingsParams.optional(),
});

const updateParams = accountParams.pick({ email: true, business_type: true, metadata: true, settings: true });

/** POST /v1/accounts: capabilities asked for stay inactive until the account is onboarded. */
export function createAccount(call: Call): object {
  const params = parseParams(call, accountParams);
  const { type, controller, country, capabilities, metadata, settings, ...fields } = params;
  const requested = Object.entries(capabilities).filter(([, { requested }]) => requested);
  const draft = accountObject(call, country);
  const account = {
    ...draft,
    ...fields,
    capabilities: Object.fromEntries(requested.map(([capability]) => [capability, 'inactive'])),
    controller: { ...controller, is_controller: true, type: 'application' },
    metadata: mergeMetadata({}, metadata),
    settings: settingsWith(draft, settings),
    type: type ?? 'none',
  } satisfies Stripe.Account;
  call.store.put(call.account, account);
  if (settings?.payouts.schedule.interval === 'daily') armDailyPayouts(call);
  return account;
}

export function updateAccount(call: Call): object {
  const { metadata, settings, ...fields } = parseParams(call, updateParams);
  const kept = getPathAccount(call);
  const account = {
    ...kept,
    ...fields,
    metadata: mergeMetadata(kept.metadata, metadata),
    settings: settingsWith(kept, settings),
  } satisfies Stripe.Account;
  call.store.put(platformAccount, account);
  if (settings?.payouts.schedule.interval === 'daily') armDailyPayouts(call);
  emit(call, { type: 'account.updated', data: { object: account } }, account.id);
  return account;
}

export function listAccounts(call: Call): object {
  return listObjects(call, 'account');
}

function settingsWith(
  { settings }: Stripe.Account,
  given: z.infer<typeof settingsParams> | undefined,
): Stripe.Account.Settings | null {
  if (!settings?.payouts || given === undefined) return settings ?? null;
  const schedule = { ...settings.payouts.schedule, ...given.payouts.schedule };
  return { ...settings, payouts: { ...settings.payouts, schedule } };
}
