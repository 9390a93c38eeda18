import fc from 'fast-check';
import { expect, test } from 'vitest';
import { groupOf } from '../../../shared/account-group.ts';
import type { Account, Entry } from '../../../shared/ledger.ts';
import { microsPerMinorUnit, minorUnitsOf } from '../../../shared/money.ts';
import { accountCodeOf, exportRounding } from '../../../shared/reports/account-codes.ts';
import { decimal, quickbooksRows, xeroRows } from '../../../shared/reports/bookkeeping-rows.ts';
import { inParts, type JournalDay, journalDays } from '../../../shared/reports/journal-days.ts';

const accounts: Account[] = ['customer/c1', 'customer/c2', 'hold/b1', 'platform/fee', 'owner/o1/released'];

/** Any two accounts, any amount, on one of ten days. */
const entry = fc
  .record({
    from: fc.constantFrom(...accounts),
    to: fc.constantFrom(...accounts),
    amount: fc.bigInt({ min: 1n, max: 3_000_000n }),
    day: fc.integer({ min: 0, max: 9 }),
  })
  .map(
    ({ from, to, amount, day }): Entry => ({
      businessKey: 'any',
      kind: 'adjust',
      at: Date.UTC(2027, 0, 1 + day, 12),
      postings: [
        { account: from, amountMicroUsd: -amount },
        { account: to, amountMicroUsd: amount },
      ],
      memo: {},
    }),
  );

const told = (entries: readonly Entry[], currency: Lowercase<string>, from = 0) => {
  const days = journalDays(currency);
  for (const each of entries) (each.at < from ? days.addBefore : days.add)(each);
  return days.tell();
};

/** By account code, over all days, each of which balances. */
function bookedIn(days: readonly JournalDay[]): Map<string, number> {
  const booked = new Map<string, number>();
  for (const { lines } of days) {
    expect(lines.reduce((sum, { debitMinorUnits }) => sum + debitMinorUnits, 0)).toBe(0);
    for (const { code, debitMinorUnits } of lines)
      booked.set(code, (booked.get(code) ?? 0) + debitMinorUnits);
  }
  return booked;
}

function balancesByGroup(entries: readonly Entry[]): Map<string, bigint> {
  const balances = new Map<string, bigint>();
  for (const { account, amountMicroUsd } of entries.flatMap(({ postings }) => postings))
    balances.set(groupOf(account), (balances.get(groupOf(account)) ?? 0n) + amountMicroUsd);
  return balances;
}

test('each day balances, and each account comes to what the ledger says, cut to the minor unit', () => {
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 60 }),
      fc.constantFrom('usd', 'jpy', 'kwd'),
      (entries, currency) => {
        const days = told(entries, currency as Lowercase<string>);
        const booked = bookedIn(days);
        const balances = balancesByGroup(entries);
        let cut = 0n;
        for (const [group, balance] of balances) {
          const { minorUnits, carriedMicros } = minorUnitsOf(balance, currency as Lowercase<string>);
          expect(booked.get(accountCodeOf(group).code) ?? 0).toBe(-minorUnits || 0);
          cut += carriedMicros;
        }
        // Nothing is lost: what was cut of all accounts is what the rounding account holds, to the millionth.
        const rounded =
          BigInt(booked.get(exportRounding.code) ?? 0) * microsPerMinorUnit(currency as Lowercase<string>);
        expect(rounded + cut).toBe(0n);
      },
    ),
    { numRuns: 200 },
  );
});

test('a month exported by the week is what it is at once', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), (entries) => {
      const split = Date.UTC(2027, 0, 6);
      const first = told(
        entries.filter(({ at }) => at < split),
        'usd',
      );
      const second = told(entries, 'usd', split);
      expect([...first, ...second]).toEqual(told(entries, 'usd'));
    }),
    { numRuns: 100 },
  );
});

test('QuickBooks gets debits and credits, Xero signed amounts, each with its own dates', () => {
  const days = [
    {
      day: '2027-01-08',
      lines: [
        { code: '1010', name: 'Stripe balance', debitMinorUnits: 1_234 },
        { code: '2100', name: 'Customer prepayments', debitMinorUnits: -1_234 },
      ],
    },
  ];
  expect(quickbooksRows(days, 'usd')).toMatchObject([
    { 'Journal No': 'PARKADE-2027-01-08', 'Journal Date': '01/08/2027', Debits: '12.34', Credits: '' },
    { 'Account Name': 'Customer prepayments', Debits: '', Credits: '12.34' },
  ]);
  expect(xeroRows(days, 'usd')).toMatchObject([
    { '*Narration': 'Parkade 2027-01-08', '*Date': '08/01/2027', '*AccountCode': '1010', '*Amount': '12.34' },
    { '*AccountCode': '2100', '*Amount': '-12.34' },
  ]);
});

test('parts are whole days, none with more lines than allowed', () => {
  const day = (no: number) => ({
    day: `2027-01-${no}`,
    lines: Array.from({ length: 4 }, () => ({ code: '1', name: 'x', debitMinorUnits: 0 })),
  });
  const parts = inParts([day(1), day(2), day(3), day(4), day(5)], 9);
  expect(parts.map((part) => part.length)).toEqual([2, 2, 1]);
});

test('amounts have the decimals of their currency', () => {
  expect(decimal(-5, 'usd')).toBe('-0.05');
  expect(decimal(1_234, 'jpy')).toBe('1234');
  expect(decimal(1_234, 'kwd')).toBe('1.234');
});
