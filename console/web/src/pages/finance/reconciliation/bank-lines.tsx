import { Link, useNavigate } from '@tanstack/react-router';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { Drilled } from '../drilled.tsx';
import { Difference } from './difference.tsx';
import { type BankLine, linesLike } from './queries.ts';
import type { LinesShown } from './shown.ts';

const columns: readonly Column<BankLine>[] = [
  {
    id: 'booked',
    header: 'Booked',
    value: (line) => line.booked_on,
    shown: (line) => <Drilled from={line.id}>{line.booked_on}</Drilled>,
  },
  {
    id: 'amount',
    header: 'Amount',
    unit: 'micro-USD',
    value: (line) => line.amount_micro_usd,
    shown: (line) => <Difference microUsd={line.amount_micro_usd} currency={line.currency} />,
    align: 'end',
  },
  { id: 'matched', header: 'Matched', value: matchOf, shown: (line) => <Matched line={line} /> },
  { id: 'counterparty', header: 'With', value: ({ counterparty }) => counterparty },
  { id: 'text', header: 'Text', value: ({ text }) => text },
  { id: 'reference', header: 'Reference', value: ({ reference }) => reference },
  { id: 'id', header: 'Line', value: ({ id }) => id },
];

function matchOf(line: BankLine): string {
  if (line.payout_id !== null && line.business_key !== null) return `payout ${line.payout_id}`;
  if (line.business_key !== null) return `correction ${line.business_key}`;
  return line.exception_id === null ? 'not looked at yet' : `exception, ${line.exception_state}`;
}

function Matched({ line }: { line: BankLine }) {
  if (line.business_key !== null)
    return <Drilled from={line.payout_id ?? line.business_key}>{matchOf(line)}</Drilled>;
  if (line.exception_id === null) return <span className="soft">{matchOf(line)}</span>;
  return (
    <Link to="/finance/exceptions/$exceptionId" params={{ exceptionId: line.exception_id }}>
      {matchOf(line)}
    </Link>
  );
}

export function BankLines({ shown }: { shown: LinesShown & { account: string } }) {
  const navigate = useNavigate();
  return (
    <section className="part" aria-labelledby="lines">
      <h2 id="lines">Lines</h2>
      <PagedTable
        name="lines"
        list={linesLike(shown)}
        columns={columns}
        rowId={({ id }) => id}
        open={({ id }) => void navigate({ to: '/finance/drill', search: { from: id } })}
        empty={<p className="soft">No line was booked on these days.</p>}
      />
    </section>
  );
}
