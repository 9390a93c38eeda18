import { type GroupBalances, groupOf } from '../account-group.ts';
import type { Report, ReportSection } from '../contract/finance-reports.ts';
import type { Entry } from '../ledger.ts';
import type { Currency } from '../money.ts';
import { type RollForward, rolledBalance, rolledGroups, rollForward } from '../roll-forward.ts';
import { trialBalanceOf } from '../trial-balance.ts';
import { accountCodeOf } from './account-codes.ts';
import { madeOf } from './made-of.ts';
import { check, columnsOf, type Span, withTotal } from './report.ts';

type At = { to: number; currency: Currency };

/** How all account groups stand before `to`, as accountants read it. */
export function trialBalanceReport(balances: GroupBalances, { to, currency }: At): Report {
  const { rows, debitMicroUsd, creditMicroUsd } = trialBalanceOf(balances);
  return {
    object: 'report',
    name: 'trial_balance',
    title: 'Trial balance',
    about: null,
    from: null,
    to,
    currency,
    sections: [
      withTotal(
        {
          title: 'Accounts',
          columns: columnsOf({
            account: ['Account', 'text'],
            code: ['Code', 'text'],
            name: ['Name', 'text'],
            debit: ['Debit', 'micro_usd'],
            credit: ['Credit', 'micro_usd'],
          }),
          rows: rows.map(({ group, ...row }) => ({
            account: group,
            ...accountCodeOf(group),
            debit: Number(row.debitMicroUsd),
            credit: Number(row.creditMicroUsd),
            made_of: madeOf({ to, currency, accounts: [group] }),
          })),
        },
        ['debit', 'credit'],
      ),
    ],
    checks: [check('Debits are credits', debitMicroUsd, creditMicroUsd)],
    notes: ['Accounts that differ in ids alone are one line: customer/* is all customers.'],
  };
}

/** Balances by account group, added up entry by entry from what they stood at. */
export function balanceSums(opening: GroupBalances = new Map()) {
  const balances = new Map(opening);
  return {
    balances: balances as GroupBalances,
    add({ postings }: Entry): void {
      for (const { account, amountMicroUsd } of postings) {
        const group = groupOf(account);
        balances.set(group, (balances.get(group) ?? 0n) + amountMicroUsd);
      }
    },
  };
}

/** Takes a period's entries; `opening` is how the groups stood before it. */
export function rollForwardReport(
  opening: GroupBalances,
  { span, currency }: { span: Span; currency: Currency },
) {
  const rolling = rollForward(opening);
  const closing = balanceSums(opening);
  return {
    add(entry: Entry): void {
      rolling.add(entry);
      closing.add(entry);
    },

    /** `closed`: how the accounts stood at the end, by another reading than these entries. */
    tell(closed: GroupBalances = closing.balances): Report {
      const told = rolling.tell();
      return {
        object: 'report',
        name: 'roll_forwards',
        title: 'Roll-forwards',
        about: null,
        ...span,
        currency,
        sections: told.map((each) => sectionOf(each, { ...span, currency })),
        checks: told.map(({ name, closingMicroUsd }) =>
          check(
            `${titles[name]}: opening and movements are what its accounts stand at`,
            closingMicroUsd,
            rolledBalance(name, closed),
          ),
        ),
        notes: ['Positive: the platform owes it. Receivables are owed to the platform: below zero.'],
      };
    },
  };
}

const titles: Record<RollForward['name'], string> = {
  'deferred-revenue': 'Deferred revenue',
  'owner-payable': 'Owner payable',
  receivables: 'Receivables',
};

const sectionOf = (
  { name, openingMicroUsd, movements, closingMicroUsd }: RollForward,
  of: Span & { currency: Currency },
): ReportSection => ({
  title: titles[name],
  columns: columnsOf({
    movement: ['Movement', 'text'],
    entries: ['Entries', 'count'],
    amount: ['Amount', 'micro_usd'],
  }),
  rows: [
    { movement: 'Opening', entries: null, amount: Number(openingMicroUsd) },
    ...movements.map(({ kind, entries, amountMicroUsd }) => ({
      movement: kind,
      entries,
      amount: Number(amountMicroUsd),
      made_of: madeOf({ ...of, accounts: rolledGroups[name], kind }),
    })),
  ],
  total: { movement: 'Closing', entries: null, amount: Number(closingMicroUsd) },
});
