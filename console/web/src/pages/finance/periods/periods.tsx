import '../../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Count, Time } from '../../../format/shown.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import type { Column } from '../../../table/column.ts';
import { DataTable } from '../../../table/data-table.tsx';
import { PageHead } from '../../page-head.tsx';
import { type Period, type Periods, periods } from '../book-queries.ts';
import { ClosePeriod } from './close-period.tsx';

const columns: readonly Column<Period>[] = [
  {
    id: 'month',
    header: 'Month',
    value: ({ month }) => month,
    shown: ({ month }) => (
      <Link to="/finance/reports" search={{ report: 'trial_balance', month }}>
        {month}
      </Link>
    ),
  },
  {
    id: 'closed',
    header: 'Closed',
    value: (period) => period.closed_at,
    shown: (period) => <Time seconds={period.closed_at / 1_000} />,
  },
  { id: 'by', header: 'By', value: (period) => period.closed_by },
  {
    id: 'entries',
    header: 'Entries',
    value: ({ entries }) => entries,
    shown: ({ entries }) => <Count count={entries} />,
    align: 'end',
  },
  { id: 'link', header: 'Last link of the journal', value: (period) => period.journal_seq, align: 'end' },
  {
    id: 'hash',
    header: 'Its hash',
    value: (period) => period.journal_hash,
    shown: (period) => <code title={period.journal_hash}>{period.journal_hash.slice(0, 16)}…</code>,
  },
];

export const FinancePeriods = () => (
  <>
    <PageHead
      title="Periods"
      says="A closed month never changes: what is corrected later is an entry of the open one."
    />
    <Awaited query={useQuery(periods)}>
      {(told) => (
        <>
          <ClosePeriod told={told} />
          {told.refused_entries.length > 0 && <Refused entries={told.refused_entries} />}
          <section className="part" aria-labelledby="closed">
            <h2 id="closed">Closed months</h2>
            {told.data.length === 0 ? (
              <p className="soft">None yet.</p>
            ) : (
              <DataTable
                name="closed months"
                rows={told.data}
                columns={columns}
                rowId={({ month }) => month}
              />
            )}
          </section>
        </>
      )}
    </Awaited>
  </>
);

type RefusedEntry = Periods['refused_entries'][number];
const refusedColumns: readonly Column<RefusedEntry>[] = [
  {
    id: 'entry',
    header: 'Entry',
    value: (entry) => entry.business_key,
    shown: ({ business_key: key }) => (
      <Link to="/finance/drill" search={{ from: key }}>
        <code>{key}</code>
      </Link>
    ),
  },
  { id: 'at', header: 'Of', value: ({ at }) => at, shown: ({ at }) => <Time seconds={at / 1_000} /> },
];

const Refused = ({ entries }: { entries: RefusedEntry[] }) => (
  <section className="part" aria-labelledby="refused">
    <h2 id="refused">Came after their month was closed</h2>
    <p className="bad">A fault: no entry can. They are in no period.</p>
    <DataTable
      name="refused entries"
      rows={entries}
      columns={refusedColumns}
      rowId={(entry) => entry.business_key}
    />
  </section>
);
