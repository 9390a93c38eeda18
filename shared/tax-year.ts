import { earnedDayOf } from './accrual.ts';
import { ownersOwn } from './beneficiaries.ts';
import type { Entry } from './ledger.ts';
import type { MicroUsd } from './money.ts';
import { quarterOf, startOfYear } from './tax-forms.ts';

/** What one quarter of a payee's year comes to. */
export type TaxQuarter = {
  /** Earned, whether it was paid or not; less what was clawed back. */
  grossMicroUsd: MicroUsd;
  /** The platform's part of what customers paid for it, at the share in force. */
  feesMicroUsd: MicroUsd;
  withheldMicroUsd: MicroUsd;
  /** Sent, less what came back. */
  transferredMicroUsd: MicroUsd;
  transfers: number;
};

/** By payee: `owner` (the owner's own), or a beneficiary's id. Always four quarters. */
export type TaxYear = Map<string, TaxQuarter[]>;

const nothing = (): TaxQuarter => ({
  grossMicroUsd: 0n,
  feesMicroUsd: 0n,
  withheldMicroUsd: 0n,
  transferredMicroUsd: 0n,
  transfers: 0,
});

/**
 * An owner's entries of a year, told by payee and quarter. What is split is its beneficiaries'; the payments are of
 * the quarter in which Stripe made them, earnings of that of their day.
 */
export function taxYearOf(
  ownerId: string,
  entries: Iterable<Entry>,
  { year, ownerSharePercent }: { year: number; ownerSharePercent: number },
): TaxYear {
  const payees: TaxYear = new Map();
  const quarter = (payee: string, at: number): TaxQuarter => {
    const quarters = payees.get(payee) ?? Array.from({ length: 4 }, nothing);
    payees.set(payee, quarters);
    const found = quarters[quarterOf(at) - 1];
    if (!found) throw new Error(`there is no quarter of ${at}`);
    return found;
  };
  for (const entry of entries) {
    const at = timeOf(entry);
    if (at < startOfYear(year) || at >= startOfYear(year + 1)) continue;
    for (const { account, amountMicroUsd } of entry.postings) {
      const payee = payeeOf(account, ownerId);
      if (payee !== undefined) count(quarter(payee, at), entry, { account, amountMicroUsd });
    }
    if (entry.kind === 'payout' || entry.kind === 'payout-failed')
      withhold(entry, quarter(payeeIn(entry, ownerId), at));
  }
  const known = [...payees].map(([payee, quarters]): [string, TaxQuarter[]] => [
    payee,
    quarters.map((each) => ({ ...each, feesMicroUsd: feesOn(each.grossMicroUsd, ownerSharePercent) })),
  ]);
  return new Map(known.sort(([a], [b]) => a.localeCompare(b)));
}

/** Earnings belong to the day of their settlement, whenever they were shared out. */
const timeOf = (entry: Entry): number =>
  entry.businessKey.split('/')[2] === 'earned' ? Date.parse(earnedDayOf(entry)) : entry.at;

/** The part that is not the owners' of what customers paid. */
const feesOn = (grossMicroUsd: MicroUsd, ownerSharePercent: number): MicroUsd =>
  ownerSharePercent === 0
    ? 0n
    : (grossMicroUsd * BigInt(100 - ownerSharePercent)) / BigInt(ownerSharePercent);

function payeeOf(account: string, ownerId: string): string | undefined {
  const [kind, id, name, beneficiaryId] = account.split('/');
  if (kind !== 'owner' || id !== ownerId) return undefined;
  return name === 'beneficiary' ? beneficiaryId : ownersOwn;
}

const payeeIn = (entry: Entry, ownerId: string): string =>
  entry.postings.map(({ account }) => payeeOf(account, ownerId)).find((payee) => payee !== undefined) ??
  ownersOwn;

type Posted = { account: string; amountMicroUsd: MicroUsd };

function count(quarter: TaxQuarter, { kind, postings }: Entry, { account, amountMicroUsd }: Posted): void {
  switch (kind) {
    case 'accrue-owner':
    case 'pay-audit':
    case 'claw-back':
    case 'split-earnings':
      quarter.grossMicroUsd += amountMicroUsd;
      break;
    case 'payout-sent':
      quarter.transferredMicroUsd -= amountMicroUsd;
      quarter.transfers++;
      break;
    case 'payout-reversed':
      // Once an entry: a reversal may give to two accounts of one payee.
      if (postings.find((posting) => posting.account.startsWith('owner/'))?.account === account)
        quarter.transferredMicroUsd +=
          postings.find((each) => each.account === 'stripe/balance')?.amountMicroUsd ?? 0n;
      break;
    default:
  }
}

function withhold({ postings }: Entry, quarter: TaxQuarter): void {
  for (const { account, amountMicroUsd } of postings)
    if (account === 'tax/withheld') quarter.withheldMicroUsd += amountMicroUsd;
}

export const sumOfQuarters = (quarters: readonly TaxQuarter[]): TaxQuarter =>
  quarters.reduce(
    (sum, each) => ({
      grossMicroUsd: sum.grossMicroUsd + each.grossMicroUsd,
      feesMicroUsd: sum.feesMicroUsd + each.feesMicroUsd,
      withheldMicroUsd: sum.withheldMicroUsd + each.withheldMicroUsd,
      transferredMicroUsd: sum.transferredMicroUsd + each.transferredMicroUsd,
      transfers: sum.transfers + each.transfers,
    }),
    nothing(),
  );
