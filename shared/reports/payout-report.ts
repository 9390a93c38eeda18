import type { Report } from '../contract/finance-reports.ts';
import type { Currency } from '../money.ts';
import type { Payout } from '../payout.ts';
import { check, columnsOf, type Span, sumOf, withTotal } from './report.ts';

type Told = {
  payouts: readonly Payout[];
  span: Span;
  currency: Currency;
  /** The run that they are of; absent: all that were written in the span. */
  runId?: string | undefined;
};

const sumsOf = (payouts: readonly Payout[]) => ({
  gross: sumOf(payouts.map(({ amountMicroUsd, withheldMicroUsd }) => amountMicroUsd + withheldMicroUsd)),
  sent: sumOf(payouts.map(({ amountMicroUsd }) => amountMicroUsd)),
  withheld: sumOf(payouts.map(({ withheldMicroUsd }) => withheldMicroUsd)),
  reversed: sumOf(payouts.map(({ reversedMicroUsd }) => reversedMicroUsd)),
});

/** What was paid to whom, a row a payout, and how far each has come. */
export function payoutReport({ payouts, span, currency, runId }: Told): Report {
  const all = sumsOf(payouts);
  const states = (['pending', 'paid', 'failed'] as const).map((state) => ({
    state,
    of: payouts.filter((payout) => payout.state === state),
  }));
  return {
    object: 'report',
    name: 'payouts',
    title: 'Payouts',
    about: runId === undefined ? null : `Run ${runId}`,
    ...span,
    currency,
    sections: [
      withTotal(
        {
          title: 'By state',
          columns: columnsOf({ state: ['State', 'text'], ...amountColumns }),
          rows: states.map(({ state, of }) => ({ state, payouts: of.length, ...numbersOf(sumsOf(of)) })),
        },
        ['payouts', 'gross', 'withheld', 'sent', 'reversed'],
      ),
      withTotal(
        {
          title: 'Payouts',
          columns: columnsOf({
            payout: ['Payout', 'text'],
            beneficiary: ['Beneficiary', 'text'],
            at: ['Written', 'time'],
            state: ['State', 'text'],
            gross: ['Owed', 'micro_usd'],
            withheld: ['Withheld', 'micro_usd'],
            sent: ['Sent', 'micro_usd'],
            reversed: ['Reversed', 'micro_usd'],
            transfer: ['Transfer', 'text'],
            reason: ['Reason', 'text'],
          }),
          rows: payouts.map(rowOf),
        },
        ['gross', 'withheld', 'sent', 'reversed'],
      ),
    ],
    checks: [
      check('What was owed is what was sent and withheld', all.gross, all.sent + all.withheld),
      check('The states add up to all', sumOf(states.map(({ of }) => sumsOf(of).gross)), all.gross),
    ],
    notes: ['A payout that failed gave the money back to its owner: it is paid with a later one.'],
  };
}

const amountColumns = {
  payouts: ['Payouts', 'count'],
  gross: ['Owed', 'micro_usd'],
  withheld: ['Withheld', 'micro_usd'],
  sent: ['Sent', 'micro_usd'],
  reversed: ['Reversed', 'micro_usd'],
} as const;

const numbersOf = (sums: ReturnType<typeof sumsOf>) => ({
  gross: Number(sums.gross),
  withheld: Number(sums.withheld),
  sent: Number(sums.sent),
  reversed: Number(sums.reversed),
});

const rowOf = (payout: Payout) => ({
  payout: `owner/${payout.ownerId}/payout/${payout.payoutNo}`,
  beneficiary: payout.beneficiaryId ?? null,
  at: payout.createdAt,
  state: payout.state,
  ...numbersOf(sumsOf([payout])),
  transfer: payout.stripeTransferId ?? null,
  reason: payout.reason ?? null,
});
