import type { Report, ReportColumn, ReportRow, ReportSection } from '../contract/finance-reports.ts';
import type { MicroUsd } from '../money.ts';

/** A moment or a period, ms since the epoch: `from` included, `to` not. */
export type Span = { from: number; to: number };

type Unit = ReportColumn['unit'];

/** `{ at: ['When', 'time'] }` as columns, in this order. */
export const columnsOf = (named: Readonly<Record<string, readonly [label: string, unit: Unit]>>) =>
  Object.entries(named).map(([key, [label, unit]]): ReportColumn => ({ key, label, unit }));

/** The section with the sum of each of its `summed` columns under its rows. */
export function withTotal(
  section: Omit<ReportSection, 'total'>,
  summed: readonly string[],
  label = 'Total',
): ReportSection {
  const [first] = section.columns;
  const total: ReportRow = first ? { [first.key]: label } : {};
  for (const key of summed)
    total[key] = section.rows.reduce((sum, row) => sum + (typeof row[key] === 'number' ? row[key] : 0), 0);
  return { ...section, total };
}

/** Something that must be equal, both sides with their figures. */
export const check = (says: string, left: MicroUsd, right: MicroUsd): Report['checks'][number] => ({
  says,
  left_micro_usd: Number(left),
  right_micro_usd: Number(right),
  holds: left === right,
});

export const sumOf = (amounts: Iterable<MicroUsd>): MicroUsd => {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum;
};

/** An entry's movement of the accounts that `isMeant`. */
export const movedBy = <Each extends { account: string; amountMicroUsd: MicroUsd }>(
  postings: readonly Each[],
  isMeant: (account: string) => boolean,
): MicroUsd =>
  postings.reduce((sum, { account, amountMicroUsd }) => (isMeant(account) ? sum + amountMicroUsd : sum), 0n);
