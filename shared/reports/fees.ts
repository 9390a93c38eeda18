import type { Report, ReportSection } from '../contract/finance-reports.ts';
import type { Entry } from '../ledger.ts';
import type { Currency, MicroUsd } from '../money.ts';
import { madeOf, subjectOf } from './made-of.ts';
import { check, columnsOf, movedBy, type Span, sumOf, withTotal } from './report.ts';

type Counted = { kind: string; subject?: string; entries: number; amountMicroUsd: MicroUsd };

const feeAccounts = ['platform/fee', 'platform/rounding'] as const;

/** Stripe's fees by what they were taken for, and the platform's own, by what brought or cost them. */
export function fees({ span, currency }: { span: Span; currency: Currency }) {
  const stripe = new Map<string, Counted>();
  const platform = new Map<string, Counted>();
  let stripeMoved = 0n;
  let platformMoved = 0n;
  return {
    add(entry: Entry): void {
      const paid = movedBy(entry.postings, (account) => account === 'stripe/fees');
      stripeMoved += paid;
      const subject = subjectOf(entry);
      count(stripe, `${entry.kind}, ${subject}`, { kind: entry.kind, subject, amountMicroUsd: -paid });
      const earned = movedBy(entry.postings, (account) =>
        (feeAccounts as readonly string[]).includes(account),
      );
      platformMoved += earned;
      count(platform, entry.kind, { kind: entry.kind, amountMicroUsd: earned });
    },

    tell: (): Report => ({
      object: 'report',
      name: 'fees',
      title: 'Fees',
      about: null,
      ...span,
      currency,
      sections: [
        sectionOf("Stripe's fees, by what they were taken for", {
          ...{ by: stripe, accounts: ['stripe/fees'], span, currency },
        }),
        sectionOf("The platform's fees and their rounding, by kind of entry", {
          ...{ by: platform, accounts: feeAccounts, span, currency },
        }),
      ],
      checks: [
        check("Stripe's fees are what its account moved by", totalOf(stripe), -stripeMoved),
        check("The platform's fees are what its accounts moved by", totalOf(platform), platformMoved),
      ],
      notes: ["Stripe's fees are costs, the platform's are revenue: both are told as positive."],
    }),
  };
}

function count(by: Map<string, Counted>, name: string, moved: Omit<Counted, 'entries'>): void {
  if (moved.amountMicroUsd === 0n) return;
  const before = by.get(name) ?? { entries: 0, amountMicroUsd: 0n };
  by.set(name, {
    ...moved,
    entries: before.entries + 1,
    amountMicroUsd: before.amountMicroUsd + moved.amountMicroUsd,
  });
}

const totalOf = (by: ReadonlyMap<string, Counted>) =>
  sumOf([...by.values()].map(({ amountMicroUsd }) => amountMicroUsd));

type Told = { by: ReadonlyMap<string, Counted>; accounts: readonly string[]; span: Span; currency: Currency };

const sectionOf = (title: string, { by, accounts, span, currency }: Told): ReportSection =>
  withTotal(
    {
      title,
      columns: columnsOf({
        for: ['For', 'text'],
        entries: ['Entries', 'count'],
        amount: ['Amount', 'micro_usd'],
      }),
      rows: [...by]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, { kind, subject, entries, amountMicroUsd }]) => ({
          for: name,
          entries,
          amount: Number(amountMicroUsd),
          made_of: madeOf({ ...span, currency, accounts, kind, ...(subject && { subject }) }),
        })),
    },
    ['entries', 'amount'],
  );
