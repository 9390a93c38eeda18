import { groupOf, type Ledgers } from './account-group.ts';
import { canonicalJson } from './canonical-json.ts';
import { type Account, currencyOf, type Entry } from './ledger.ts';
import type { Currency, MicroUsd } from './money.ts';

/** How each account stood at a month's end; those at zero are left out. */
export type AccountBalance = { account: Account; currency: Currency; amountMicroUsd: MicroUsd };

/** A month's end from the end of the month before it and the month's entries, taken one by one. */
export function closingBalances(opening: Iterable<AccountBalance>) {
  const byCurrency = new Map<Currency, Map<Account, MicroUsd>>();
  let entries = 0;
  const add = (currency: Currency, account: Account, amountMicroUsd: MicroUsd) => {
    const balances = byCurrency.get(currency) ?? new Map<Account, MicroUsd>();
    byCurrency.set(currency, balances);
    const balance = (balances.get(account) ?? 0n) + amountMicroUsd;
    if (balance === 0n) balances.delete(account);
    else balances.set(account, balance);
  };
  for (const { currency, account, amountMicroUsd } of opening) add(currency, account, amountMicroUsd);
  return {
    take(entry: Entry): void {
      entries++;
      for (const { account, amountMicroUsd } of entry.postings)
        add(currencyOf(entry), account, amountMicroUsd);
    },

    /** `ledgers`: by account group. */
    close(): { entries: number; accounts: AccountBalance[]; ledgers: Ledgers } {
      const accounts = [...byCurrency]
        .flatMap(([currency, balances]) =>
          [...balances].map(([account, amountMicroUsd]) => ({ account, currency, amountMicroUsd })),
        )
        .sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));
      return { entries, accounts, ledgers: ledgersOf(accounts) };
    },
  };
}

const idOf = ({ currency, account }: AccountBalance) => `${currency} ${account}`;

/** One account a line, as canonical JSON. */
export const closingBytes = (accounts: readonly AccountBalance[]): Uint8Array =>
  new TextEncoder().encode(
    accounts
      .map((balance) => canonicalJson({ ...balance, amountMicroUsd: String(balance.amountMicroUsd) }))
      .map((line) => `${line}\n`)
      .join(''),
  );

export const readClosing = (bytes: Uint8Array): AccountBalance[] =>
  new TextDecoder()
    .decode(bytes)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const balance = JSON.parse(line) as AccountBalance & { amountMicroUsd: string };
      return { ...balance, amountMicroUsd: BigInt(balance.amountMicroUsd) };
    });

function ledgersOf(accounts: readonly AccountBalance[]): Ledgers {
  const ledgers = new Map<Currency, Map<string, MicroUsd>>();
  for (const { currency, account, amountMicroUsd } of accounts) {
    const balances = ledgers.get(currency) ?? new Map<string, MicroUsd>();
    ledgers.set(currency, balances);
    const group = groupOf(account);
    balances.set(group, (balances.get(group) ?? 0n) + amountMicroUsd);
  }
  return ledgers;
}
