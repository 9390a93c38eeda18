import { type EntryKind, misplacedPostings } from './entry-kinds.ts';
import { type Currency, ledgerCurrency, type MicroUsd } from './money.ts';

/**
 * Double entry. An amount is positive where an account comes to owe or to have earned more, negative where it has
 * paid or owns: an entry's postings sum to zero, so all accounts together do. Stripe's balance, which the platform
 * owns, is therefore negative by as much as all others are positive.
 */
export type Account =
  /** What a customer has prepaid and not spent. Below zero only for who is invoiced, to the limit agreed. */
  | `customer/${string}`
  /** Credit that was given, not paid: it is spent first, expires, and is never refunded. */
  | `customer/${string}/promo`
  /** Invoiced and not paid. Never above zero. */
  | `customer/${string}/receivable`
  /** On its way back to the customer's card. */
  | `customer/${string}/refunding`
  /** Reserved for one batch. */
  | `hold/${string}`
  /** Charged for one batch, on its way to its owners. */
  | `clearing/${string}`
  /** Earned, not yet credible (holdback); released for payout; written to a payout that Stripe has not confirmed. */
  | `owner/${string}/pending`
  | `owner/${string}/released`
  | `owner/${string}/in-transit`
  /** Paid to the owner and taken back since: netted with what is released next. Never above zero. */
  | `owner/${string}/receivable`
  /** A beneficiary's share of what was released: payable, and written to a payout. */
  | `owner/${string}/beneficiary/${string}/released`
  | `owner/${string}/beneficiary/${string}/in-transit`
  /** The platform's part of charges: its revenue. */
  | 'platform/fee'
  | 'platform/rounding'
  /** What the platform spends on re-executing requests to check results. */
  | 'platform/audits'
  /** What the platform gives back for requests that missed their window. */
  | 'platform/credits'
  /** What it gives away as promo credit. */
  | 'platform/promotions'
  /** Invoices that nobody will pay. */
  | 'platform/bad-debts'
  /** Payments that were taken back (lost disputes, returns, refunds by hand) beyond the customer's balance. */
  | 'platform/disputes'
  /** Finance's corrections. */
  | 'platform/adjustments'
  /** Withdrawn by the cardholder's bank and not decided yet. Never above zero. */
  | `dispute/${string}`
  /** Withheld from owners for the tax office. */
  | 'tax/withheld'
  | 'stripe/balance'
  | 'stripe/fees'
  /** Between Stripe's balance and the bank; and in the bank, as its statement lines say. */
  | 'bank/in-transit'
  | 'bank/account'
  /** Moved by somebody for a reason that finance has still to find. */
  | 'suspense';

export type Posting = { account: Account; amountMicroUsd: MicroUsd };

/**
 * `businessKey` names the one event in the world that the entry stands for: `batch/<id>/hold`,
 * `batch/<id>/settle/<n>`, `customer/<id>/top-up/<paymentId>`, `owner/<id>/split/<n>`, `owner/<id>/payout/<n>`, ...
 * It posts at most once, for ever.
 */
export type Entry = {
  businessKey: string;
  kind: EntryKind;
  /** Absent: USD. All postings of an entry are in its one currency, whose millionths they count. */
  currency?: Currency;
  /** Milliseconds since the epoch. */
  at: number;
  postings: readonly Posting[];
  /** What finance drills into: unit sums, ids at Stripe. Never a payload. */
  memo: Record<string, unknown>;
};

/**
 * Throws on an entry that is out of balance or moves an account that is not its kind's: a fault of ours, never an
 * expected "no". Zero postings are dropped.
 */
export function entryOf(entry: Entry): Entry {
  const sum = entry.postings.reduce((total, { amountMicroUsd }) => total + amountMicroUsd, 0n);
  if (sum !== 0n) throw new Error(`entry ${entry.businessKey} is out of balance by ${sum} micro-USD`);
  const moving = { ...entry, postings: entry.postings.filter(({ amountMicroUsd }) => amountMicroUsd !== 0n) };
  const [misplaced] = misplacedPostings(moving);
  if (misplaced !== undefined) throw new Error(misplaced);
  return moving;
}

/** Moves `amountMicroUsd` from one account to another. */
export function transferPostings(from: Account, to: Account, amountMicroUsd: MicroUsd): Posting[] {
  return [
    { account: from, amountMicroUsd: -amountMicroUsd },
    { account: to, amountMicroUsd },
  ];
}

export const currencyOf = ({ currency = ledgerCurrency }: Pick<Entry, 'currency'>): Currency => currency;

/** Sums by account, in the order of first appearance. The entries are of one ledger: of one currency. */
export function balancesOf(entries: Iterable<Entry>): Map<Account, MicroUsd> {
  const balances = new Map<Account, MicroUsd>();
  let currency: Currency | undefined;
  for (const entry of entries) {
    currency ??= currencyOf(entry);
    if (currencyOf(entry) !== currency)
      throw new Error(
        `${entry.businessKey} is in ${currencyOf(entry)}, the entries before it in ${currency}`,
      );
    for (const { account, amountMicroUsd } of entry.postings)
      balances.set(account, (balances.get(account) ?? 0n) + amountMicroUsd);
  }
  return balances;
}
