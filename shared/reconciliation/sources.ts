import type { BankLine } from '../bank-statements/bank-line.ts';
import type { EntryKind } from '../entry-kinds.ts';
import { currencyOf, type Entry } from '../ledger.ts';
import type { Currency, MicroUsd } from '../money.ts';
import type { StripeTransaction } from '../stripe-match.ts';

/** What an entry says of the money at Stripe and at the bank: by how much it rose there, negative where it fell. */
export type LedgerMovement = {
  businessKey: string;
  kind: EntryKind;
  at: number;
  currency: Currency;
  stripeMicros: MicroUsd;
  bankMicros: MicroUsd;
  inTransitMicros: MicroUsd;
  /** Whose money it was, `customer/<id>` or `owner/<id>`. */
  parties: readonly string[];
  balanceTransactionId?: string;
  /** `<account>/<lineId>`: of an entry that stands for a statement's line. */
  bankLineName?: string;
  bookedOn?: string;
  /** Of finance's own correction. */
  exceptionId?: string;
};

/** A balance transaction, when its money can be used, and whose it is by what its source says. */
export type SeenTransaction = StripeTransaction & { availableAt: number; party?: string };

/** Money between Stripe's balance and the platform's bank; negative where the bank topped the balance up. */
export type SeenPayout = {
  payoutId: string;
  currency: Currency;
  amountMicros: MicroUsd;
  /** `returned`: it failed or was cancelled, so all in all nothing reaches the bank. */
  state: 'on its way' | 'paid' | 'returned';
  createdAt: number;
  /** When Stripe says that the bank has it. */
  arrivesAt: number;
  /** What the bank knows it by, where Stripe tells. */
  traceId?: string;
};

export type SeenLine = BankLine & { account: string };

/** `from`: what is earlier is only there for what is later to be matched with, and is not judged. */
export type Span = { from: number; now: number };

export const nameOfLine = ({ account, lineId }: Pick<SeenLine, 'account' | 'lineId'>): string =>
  `${account}/${lineId}`;

/** Undefined where the entry moves nothing at Stripe or at the bank: most of them. */
export function movementOf(entry: Entry): LedgerMovement | undefined {
  const rises = { 'stripe/balance': 0n, 'bank/account': 0n, 'bank/in-transit': 0n };
  let moves = false;
  const parties = new Set<string>();
  for (const { account, amountMicroUsd } of entry.postings)
    if (isOurs(account, rises)) {
      // What is owned stands negative in the ledger.
      rises[account] -= amountMicroUsd;
      moves = true;
    } else if (/^(customer|owner)\//.test(account)) parties.add(account.split('/', 2).join('/'));
  if (!moves) return undefined;
  const { balanceTransactionId, bankLineName, bookedOn, exceptionId } = entry.memo;
  return {
    businessKey: entry.businessKey,
    kind: entry.kind,
    at: entry.at,
    currency: currencyOf(entry),
    stripeMicros: rises['stripe/balance'],
    bankMicros: rises['bank/account'],
    inTransitMicros: rises['bank/in-transit'],
    parties: [...parties],
    ...(typeof balanceTransactionId === 'string' && { balanceTransactionId }),
    ...(typeof bankLineName === 'string' && { bankLineName }),
    ...(typeof bookedOn === 'string' && { bookedOn }),
    ...(typeof exceptionId === 'string' && { exceptionId }),
  };
}

const isOurs = <Accounts extends object>(
  account: string,
  accounts: Accounts,
): account is keyof Accounts & string => Object.hasOwn(accounts, account);
