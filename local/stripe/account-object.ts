import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import type { Scope } from './call.ts';
import { wholeList } from './lists.ts';

const addressless = {
  mcc: null,
  minority_owned_business_designation: null,
  name: null,
  specified_commercial_transactions_act_url: null,
  support_address: null,
  support_email: null,
  support_phone: null,
  support_url: null,
  url: null,
} satisfies Stripe.Account.BusinessProfile;

const beforeOnboarding = ['external_account', 'tos_acceptance.date', 'tos_acceptance.ip'];

/** What is still asked of an account; nothing once it is onboarded. */
export function requirements(due: string[]): Stripe.Account.Requirements {
  return {
    alternatives: [],
    current_deadline: null,
    currently_due: due,
    disabled_reason: due.length === 0 ? null : 'requirements.past_due',
    errors: [],
    eventually_due: due,
    past_due: due,
    pending_verification: [],
  };
}

/** A connected account that has not been onboarded: nothing enabled, every requirement due. */
export function accountObject(scope: Scope, country: string): Stripe.Account {
  const id = `acct_${randomBytes(8).toString('hex')}`;
  return {
    id,
    object: 'account',
    business_profile: addressless,
    business_type: null,
    capabilities: {},
    charges_enabled: false,
    country,
    created: scope.nowSeconds,
    default_currency: 'usd',
    details_submitted: false,
    email: null,
    external_accounts: wholeList(`/v1/accounts/${id}/external_accounts`),
    future_requirements: { ...requirements([]), disabled_reason: null },
    metadata: {},
    payouts_enabled: false,
    requirements: requirements(beforeOnboarding),
    settings: accountSettings(),
    tos_acceptance: { date: null, ip: null, user_agent: null },
    type: 'none',
  };
}

function accountSettings(): Stripe.Account.Settings {
  return {
    branding: { icon: null, logo: null, primary_color: null, secondary_color: null },
    card_payments: {
      statement_descriptor_prefix: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    dashboard: { display_name: null, timezone: 'Etc/UTC' },
    payments: {
      statement_descriptor: null,
      statement_descriptor_kana: null,
      statement_descriptor_kanji: null,
      statement_descriptor_prefix_kana: null,
      statement_descriptor_prefix_kanji: null,
    },
    payouts: {
      debit_negative_balances: true,
      schedule: { delay_days: 2, interval: 'manual' },
      statement_descriptor: null,
    },
  };
}
