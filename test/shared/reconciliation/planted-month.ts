import type { Sources } from '../../../shared/reconciliation/match.ts';
import { daysAgo, line, movement, payout, transaction } from './small-world.ts';

type Plant = (sources: Sources, no: number) => { sources: Sources; exceptionId: string; status: string };

const replace = <Each>(all: readonly Each[], at: number, by: readonly Each[]): Each[] =>
  all.toSpliced(at, 1, ...by);

export const plants: Readonly<Record<string, Plant>> = {
  'an entry that is not there': (sources, no) => ({
    sources: {
      ...sources,
      movements: sources.movements.filter((each) => each.balanceTransactionId !== `txn_${no}`),
    },
    exceptionId: `stripe~txn_${no}`,
    status: 'missing_ours',
  }),
  'a balance transaction that is not there': (sources, no) => ({
    sources: { ...sources, transactions: replace(sources.transactions, no, []) },
    exceptionId: `entry~customer~c${no}~top-up~pi_${no}`,
    status: 'missing_theirs',
  }),
  'a doubled balance transaction': (sources, no) => {
    const twin = { ...(sources.transactions[no] ?? transaction()), id: `twin_${no}` };
    return {
      sources: { ...sources, transactions: [...sources.transactions, twin] },
      exceptionId: `stripe~twin_${no}`,
      status: 'duplicate',
    };
  },
  'another amount': (sources, no) => {
    const other = { ...(sources.transactions[no] ?? transaction()), amountMicroUsd: 1n };
    return {
      sources: { ...sources, transactions: replace(sources.transactions, no, [other]) },
      exceptionId: `stripe~txn_${no}`,
      status: 'amount_differs',
    };
  },
  'another account': (sources, no) => {
    const other = { ...(sources.transactions[no] ?? transaction()), party: 'customer/other' };
    return {
      sources: { ...sources, transactions: replace(sources.transactions, no, [other]) },
      exceptionId: `stripe~txn_${no}`,
      status: 'amount_differs',
    };
  },
  'a missing line': (sources, no) => ({
    sources: { ...sources, lines: replace(sources.lines, no, []) },
    exceptionId: `payout~po_${no}`,
    status: 'missing_theirs',
  }),
  'a doubled line': (sources, no) => {
    const twin = { ...(sources.lines[no] ?? line()), lineId: `f${no}`.padEnd(32, '0') };
    return {
      sources: { ...sources, lines: [...sources.lines, twin] },
      exceptionId: `payout~po_${no}`,
      status: 'duplicate',
    };
  },
  'a late line': (sources, no) => {
    const young = { ...(sources.payouts[no] ?? payout()), arrivesAt: daysAgo(1) };
    return {
      sources: {
        ...sources,
        payouts: replace(sources.payouts, no, [young]),
        lines: replace(sources.lines, no, []),
      },
      exceptionId: `payout~po_${no}`,
      status: 'timing',
    };
  },
};

/** A month in which everything is right; each movement by its number. */
export function soundMonth(amounts: readonly number[]): Sources {
  const numbered = [...amounts.entries()];
  return {
    transactions: numbered.map(([no, cents]) =>
      transaction({
        id: `txn_${no}`,
        sourceId: `ch_${no}`,
        amountMicroUsd: BigInt(cents) * 10_000n,
        party: `customer/c${no}`,
      }),
    ),
    movements: numbered.map(([no, cents]) =>
      movement({
        businessKey: `customer/c${no}/top-up/pi_${no}`,
        balanceTransactionId: `txn_${no}`,
        stripeMicros: BigInt(cents) * 10_000n,
        parties: [`customer/c${no}`],
      }),
    ),
    payouts: numbered.map(([no, cents]) =>
      payout({ payoutId: `po_${no}`, traceId: `TRACE${no}`, amountMicros: BigInt(cents) * 10_000n }),
    ),
    lines: numbered.map(([no, cents]) =>
      line({ lineId: `a${no}`.padEnd(32, '0'), amountMinorUnits: cents, text: `STRIPE TRACE${no}` }),
    ),
  };
}
