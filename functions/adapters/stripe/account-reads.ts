import type Stripe from 'stripe';
import type { AccountState, TaxIdStatus } from '../../../shared/stripe-account.ts';
import { orGone } from './reading.ts';

/** Connected accounts as Stripe has them now. */
export function accountReadsOver(stripe: Stripe) {
  return {
    /** Without what is personal: only what keeps it from being paid, and how its tax id stands. */
    async accountState(stripeAccountId: string, now: number): Promise<AccountState> {
      const account = await findAccount(stripe, stripeAccountId);
      if (!account) return closedState(stripeAccountId, now);
      const bankFailure = account.payouts_enabled ? undefined : await findBankFailure(stripe, account.id);
      return { ...stateOf(account, now), ...(bankFailure !== undefined && { bankFailure }) };
    },

    /** For the tax office: the holder's name too, as Stripe has it. Undefined where the account is gone. */
    async accountHolder(
      stripeAccountId: string,
      now: number,
    ): Promise<{ name: string | null; state: AccountState } | undefined> {
      const account = await findAccount(stripe, stripeAccountId);
      return account && { name: legalName(account), state: stateOf(account, now) };
    },
  };
}

const findAccount = (stripe: Stripe, id: string) => orGone(() => stripe.accounts.retrieve(id));

/**
 * Stripe pays out nothing to a bank account that failed until it is mended: then the account's latest payout is the
 * failed one. An older failure is history, whatever else keeps the account from paying out.
 */
async function findBankFailure(stripe: Stripe, stripeAccount: string): Promise<string | undefined> {
  const payouts = await orGone(() => stripe.payouts.list({ limit: 1 }, { stripeAccount }));
  const [latest] = payouts?.data ?? [];
  return latest?.status === 'failed' ? (latest.failure_code ?? 'unknown') : undefined;
}

function stateOf(account: Stripe.Account, readAt: number): AccountState {
  const { requirements } = account;
  return {
    stripeAccountId: account.id,
    country: account.country ?? '',
    takesTransfers: account.capabilities?.transfers === 'active',
    paysOut: account.payouts_enabled,
    due: requirements?.currently_due ?? [],
    pastDue: requirements?.past_due ?? [],
    ...(requirements?.current_deadline && { dueBy: requirements.current_deadline * 1_000 }),
    ...(requirements?.disabled_reason && { disabledReason: requirements.disabled_reason }),
    taxId: taxIdOf(account),
    readAt,
  };
}

const closedState = (stripeAccountId: string, readAt: number): AccountState => ({
  stripeAccountId,
  country: '',
  takesTransfers: false,
  paysOut: false,
  due: [],
  pastDue: [],
  taxId: 'provided',
  isClosed: true,
  readAt,
});

/** Stripe's names of tax ids, of a person and of a company. */
const taxIdFields = ['individual.id_number', 'individual.ssn_last_4', 'company.tax_id'];

/** Stripe's codes of a number that the tax office does not know, or knows by another name. */
const wrongCodes = [
  'invalid_tax_id',
  'invalid_tax_id_format',
  'verification_failed_tax_id_match',
  'verification_failed_tax_id_not_issued',
  'verification_failed_id_number_match',
];

function taxIdOf({ requirements, individual, company }: Stripe.Account): TaxIdStatus {
  if (requirements?.errors?.some(({ code }) => wrongCodes.includes(code))) return 'wrong';
  const isAsked = (fields: string[] | null | undefined) =>
    (fields ?? []).some((field) => taxIdFields.includes(field));
  // The last four digits, with which Stripe lets small accounts start, are no tax id.
  const isGiven = individual?.id_number_provided || company?.tax_id_provided;
  if (isAsked(requirements?.currently_due) || isAsked(requirements?.past_due)) return 'missing';
  if (!isGiven && isAsked(requirements?.eventually_due)) return 'missing';
  return individual?.verification?.status === 'verified' ? 'verified' : 'provided';
}

function legalName({ company, individual, business_profile }: Stripe.Account): string | null {
  const person = [individual?.first_name, individual?.last_name].filter((part) => part).join(' ');
  return company?.name ?? (person || (business_profile?.name ?? null));
}
