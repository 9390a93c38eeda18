import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import type { Scope } from './call.ts';

/** What a platform may see of the person an account belongs to: who, and whether the tax id is known and right. */
export function accountPerson(
  scope: Scope,
  account: string,
  { hasTaxId, isVerified }: { hasTaxId: boolean; isVerified: boolean },
): Stripe.Person {
  return {
    id: `person_${randomBytes(8).toString('hex')}`,
    object: 'person',
    account,
    created: scope.nowSeconds,
    first_name: 'Olga',
    id_number_provided: hasTaxId,
    last_name: 'Owner',
    ssn_last_4_provided: true,
    verification: { status: isVerified ? 'verified' : 'unverified' },
  };
}

/** The bank account that payouts go to, as the owner gave it during onboarding. */
export function accountBank(account: string, currency: string): Stripe.BankAccount {
  return {
    id: `ba_${account}`,
    object: 'bank_account',
    account,
    account_holder_name: null,
    account_holder_type: null,
    account_type: null,
    available_payout_methods: ['standard'],
    bank_name: 'STRIPE TEST BANK',
    country: 'US',
    currency,
    default_for_currency: true,
    fingerprint: null,
    last4: '6789',
    metadata: {},
    routing_number: '110000000',
    status: 'new',
  };
}
