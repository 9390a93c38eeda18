import { ownersOwn } from '../../../shared/beneficiaries.ts';
import type { TaxPayee } from '../../../shared/contract/finance-tax.ts';
import type { Entry } from '../../../shared/ledger.ts';
import { formsDue, startOfYear } from '../../../shared/tax-forms.ts';
import { sumOfQuarters, type TaxQuarter, taxYearOf } from '../../../shared/tax-year.ts';
import type { Deps } from '../../edge/deps.ts';

/** Few enough for Stripe, which limits calls, and for memory: an owner's year lies in it while it is summed. */
const ownersAtOnce = 10;

/** Everybody who earned or was paid in the year, in the order of the owners' ids. */
export async function* taxPayees(
  deps: Deps,
  ownerIds: readonly string[],
  year: number,
): AsyncGenerator<TaxPayee> {
  for (let from = 0; from < ownerIds.length; from += ownersAtOnce) {
    const some = ownerIds.slice(from, from + ownersAtOnce);
    for (const payees of await Promise.all(some.map((ownerId) => payeesOf(deps, ownerId, year))))
      yield* payees;
  }
}

async function payeesOf(deps: Deps, ownerId: string, year: number): Promise<TaxPayee[]> {
  const { ownerSharePercent } = deps.policy;
  const entries = await entriesOf(deps, ownerId, year);
  const payees: TaxPayee[] = [];
  for (const [payee, quarters] of taxYearOf(ownerId, entries, { year, ownerSharePercent }))
    if (quarters.some(isSomething)) payees.push(await tell(deps, { ownerId, payee, quarters, year }));
  return payees;
}

const isSomething = ({ grossMicroUsd, transferredMicroUsd, withheldMicroUsd, transfers }: TaxQuarter) =>
  grossMicroUsd !== 0n || transferredMicroUsd !== 0n || withheldMicroUsd !== 0n || transfers > 0;

async function entriesOf({ ledger }: Deps, ownerId: string, year: number): Promise<Entry[]> {
  const entries = await Array.fromAsync(ledger.earnedBy(ownerId, `${year}-01-01`, `${year}-12-31`));
  const [from, to] = [startOfYear(year), startOfYear(year + 1)];
  for await (const entry of ledger.unearnedOf(ownerId))
    if (entry.at >= from && entry.at < to) entries.push(entry);
  return entries;
}

type Told = { ownerId: string; payee: string; quarters: TaxQuarter[]; year: number };

async function tell(deps: Deps, { ownerId, payee, quarters, year }: Told): Promise<TaxPayee> {
  const stripeAccountId = await accountOf(deps, ownerId, payee);
  const holder = await deps.stripe.reads.accountHolder(stripeAccountId, deps.now());
  const sum = sumOfQuarters(quarters);
  const country = holder?.state.country ?? '';
  return {
    owner_id: ownerId,
    beneficiary_id: payee === ownersOwn ? null : payee,
    stripe_account_id: stripeAccountId,
    name: holder?.name ?? null,
    country: holder ? country : null,
    tax_id: holder?.state.taxId ?? null,
    forms: formsDue({
      year,
      country,
      paidMicroUsd: sum.transferredMicroUsd + sum.withheldMicroUsd,
      grossMicroUsd: sum.grossMicroUsd,
      transactions: sum.transfers,
      withheldMicroUsd: sum.withheldMicroUsd,
    }),
    year: amountsOf(sum),
    quarters: quarters.map((each, at) => ({ quarter: at + 1, ...amountsOf(each) })),
  };
}

async function accountOf({ owners, beneficiaries }: Deps, ownerId: string, payee: string): Promise<string> {
  if (payee === ownersOwn) return (await owners.get(ownerId)).stripeAccountId;
  const beneficiary = await beneficiaries.find(ownerId, payee);
  if (!beneficiary) throw new Error(`There is no beneficiary ${payee} of owner ${ownerId}`);
  return beneficiary.stripeAccountId;
}

const amountsOf = (sum: TaxQuarter): TaxPayee['year'] => ({
  gross_micro_usd: Number(sum.grossMicroUsd),
  fees_micro_usd: Number(sum.feesMicroUsd),
  withheld_micro_usd: Number(sum.withheldMicroUsd),
  transferred_micro_usd: Number(sum.transferredMicroUsd),
  transfers: sum.transfers,
});
