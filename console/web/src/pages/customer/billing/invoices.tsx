import { Money, Time } from '../../../format/shown.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { invoices } from './billing-queries.ts';

type Invoice = {
  id: string;
  period: string;
  status: string;
  amount_micro_usd: number;
  paid_micro_usd: number;
  overdue: boolean;
  url: string | null;
  due_at: number | null;
};

const columns: readonly Column<Invoice>[] = [
  { id: 'period', header: 'Until', value: ({ period }) => period },
  {
    id: 'amount',
    header: 'Amount',
    unit: 'micro-USD',
    value: (invoice) => invoice.amount_micro_usd,
    shown: (invoice) => <Money microUsd={invoice.amount_micro_usd} />,
    align: 'end',
  },
  {
    id: 'paid',
    header: 'Paid',
    unit: 'micro-USD',
    value: (invoice) => invoice.paid_micro_usd,
    shown: (invoice) => <Money microUsd={invoice.paid_micro_usd} />,
    align: 'end',
  },
  {
    id: 'status',
    header: 'Status',
    value: ({ status, overdue }) => (overdue ? `${status}, overdue` : status),
  },
  {
    id: 'due',
    header: 'Due',
    value: (invoice) => invoice.due_at ?? undefined,
    shown: (invoice) => invoice.due_at !== null && <Time seconds={invoice.due_at} />,
  },
  {
    id: 'page',
    header: 'At Stripe',
    value: ({ url }) => url ?? undefined,
    shown: ({ url, status }) =>
      url && (
        <a href={url} target="_blank" rel="noreferrer">
          {status === 'open' ? 'Read and pay' : 'Read'}
        </a>
      ),
  },
];

/** For who may owe: what is used in a month is asked for at its end. */
export const Invoices = () => (
  <section className="part" aria-labelledby="invoices">
    <h2 id="invoices">Invoices</h2>
    <PagedTable
      list={invoices}
      name="invoices"
      columns={columns}
      rowId={({ id }) => id}
      empty={<p className="soft">None: what you use is paid in advance.</p>}
    />
  </section>
);
