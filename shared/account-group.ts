import { type Account, currencyOf, type Entry } from './ledger.ts';
import type { Currency, MicroUsd } from './money.ts';

/** Accounts that differ in ids alone, as one: `customer/*`, `owner/*\/pending`, `platform/fee`, `stripe/balance`. */
export type AccountGroup = string;

export type GroupBalances = ReadonlyMap<AccountGroup, MicroUsd>;

/** One ledger a currency: balances of different currencies are never added. */
export type Ledgers = ReadonlyMap<Currency, GroupBalances>;

/** Accounts of the platform's own have no id in their names. */
const withoutIds = ['platform', 'stripe', 'bank', 'tax', 'suspense'];

export function groupOf(account: Account): AccountGroup {
  const [kind = '', ...names] = account.split('/');
  if (withoutIds.includes(kind)) return account;
  // owner/<id>/beneficiary/<id>/released: every second name is an id.
  return [kind, ...names.map((name, at) => (at % 2 === 0 ? '*' : name))].join('/');
}

/** The ledgers after these entries. A group that has come to nothing stays, with zero: it was used. */
export function addEntries(ledgers: Ledgers, entries: Iterable<Entry>): Ledgers {
  const after = new Map([...ledgers].map(([currency, balances]) => [currency, new Map(balances)]));
  for (const entry of entries) {
    const currency = currencyOf(entry);
    const balances = after.get(currency) ?? new Map<AccountGroup, MicroUsd>();
    after.set(currency, balances);
    for (const { account, amountMicroUsd } of entry.postings) {
      const group = groupOf(account);
      balances.set(group, (balances.get(group) ?? 0n) + amountMicroUsd);
    }
  }
  return after;
}

/** The first group in which two readings of the ledgers differ, in words; undefined where they agree. */
export function differenceOf(said: Ledgers, summed: Ledgers): string | undefined {
  for (const currency of new Set([...said.keys(), ...summed.keys()]))
    for (const group of new Set(
      [...(said.get(currency) ?? new Map()), ...(summed.get(currency) ?? new Map())].map(([name]) => name),
    )) {
      const a = said.get(currency)?.get(group) ?? 0n;
      const b = summed.get(currency)?.get(group) ?? 0n;
      if (a !== b) return `${group} stands at ${a} millionths of ${currency}, its entries say ${b}`;
    }
  return undefined;
}
