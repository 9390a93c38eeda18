import type { Report, ReportSection } from '../contract/finance-reports.ts';
import type { Entry } from '../ledger.ts';
import type { Currency, MicroUsd } from '../money.ts';
import { check, columnsOf, movedBy, type Span, sumOf, withTotal } from './report.ts';

type Counted = { entries: number; amountMicroUsd: MicroUsd };

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
      count(stripe, `${entry.kind}, ${subjectOf(entry)}`, -paid);
      const earned = movedBy(entry.postings, (account) =>
        (feeAccounts as readonly string[]).includes(account),
      );
      platformMoved += earned;
      count(platform, entry.kind, earned);
    },

    tell: (): Report => ({
      object: 'report',
      name: 'fees',
      title: 'Fees',
      about: null,
      ...span,
      currency,
      sections: [
        sectionOf("Stripe's fees, by what they were taken for", stripe),
        sectionOf("The platform's fees and their rounding, by kind of entry", platform),
      ],
      checks: [
        check("Stripe's fees are what its account moved by", totalOf(stripe), -stripeMoved),
        check("The platform's fees are what its accounts moved by", totalOf(platform), platformMoved),
      ],
      notes: ["Stripe's fees are costs, the platform's are revenue: both are told as positive."],
    }),
  };
}

function count(by: Map<string, Counted>, name: string, amountMicroUsd: MicroUsd): void {
  if (amountMicroUsd === 0n) return;
  const before = by.get(name) ?? { entries: 0, amountMicroUsd: 0n };
  by.set(name, {
    entries: before.entries + 1,
    amountMicroUsd: before.amountMicroUsd + amountMicroUsd,
  });
}

/** `customer/cus_1/top-up/pi_1/stripe-fee` is of a top-up. */
const subjectOf = ({ businessKey }: Entry): string => businessKey.split('/')[2] ?? '';

const totalOf = (by: ReadonlyMap<string, Counted>) =>
  sumOf([...by.values()].map(({ amountMicroUsd }) => amountMicroUsd));

const sectionOf = (title: string, by: ReadonlyMap<string, Counted>): ReportSection =>
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
        .map(([name, { entries, amountMicroUsd }]) => ({
          for: name,
          entries,
          amount: Number(amountMicroUsd),
        })),
    },
    ['entries', 'amount'],
  );
