import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Count, Money, Time } from '../../../format/shown.tsx';
import type { Column } from '../../../table/column.ts';
import type { ReportSection } from '../book-queries.ts';
import { journalSearchFrom } from '../journal/journal-search.ts';

type ReportColumn = ReportSection['columns'][number];
export type Line = { id: string; cells: ReportSection['rows'][number] };

export const linesOf = ({ rows }: ReportSection): Line[] =>
  rows.map((cells, at) => ({ id: String(at), cells }));

export const columnsOf = ({ columns }: ReportSection): Column<Line>[] =>
  columns.map((column, at) => {
    const { key, label, unit } = column;
    return {
      id: key,
      header: label,
      ...(unit === 'micro_usd' && { unit: 'micro-USD' }),
      value: ({ cells }) => cells[key] ?? undefined,
      shown: ({ cells }) =>
        at === 0 || drilled.includes(key) ? <Name of={cells} column={column} /> : shownBy(column, cells[key]),
      ...(unit !== 'text' && unit !== 'time' && { align: 'end' }),
    };
  });

/** What these name can be drilled. */
const drilled: readonly string[] = ['payout', 'transfer'];

/** Leads to the entries, where the line is the sum of some; or to what it names. */
const Name = ({ of: cells, column }: { of: Line['cells']; column: ReportColumn }) => {
  const shown = shownBy(column, cells[column.key]);
  const madeOf = cells.made_of;
  const name = cells[column.key];
  if (typeof name === 'string' && drilled.includes(column.key))
    return (
      <Link to="/finance/drill" search={{ from: name }}>
        <code>{name}</code>
      </Link>
    );
  if (typeof madeOf !== 'string') return shown;
  return (
    <Link to="/finance/journal" search={journalSearchFrom(madeOf)}>
      {shown}
    </Link>
  );
};

function shownBy({ unit }: ReportColumn, value: string | number | null | undefined): ReactNode {
  if (typeof value !== 'number') return value;
  switch (unit) {
    case 'micro_usd':
      return <Money microUsd={value} />;
    case 'time':
      return <Time seconds={value / 1_000} />;
    case 'count':
      return <Count count={value} />;
    case 'text':
      return value;
  }
}
