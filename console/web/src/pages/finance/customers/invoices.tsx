import { dataOf, financeApi } from '../../../api/client.ts';
import { Money, Time } from '../../../format/shown.tsx';
import { ActButton } from '../../../parts/act-button.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { Drilled } from '../drilled.tsx';
import { type Invoice, invoicesOf } from './queries.ts';

const columns: readonly Column<Invoice>[] = [
  {
    id: 'id',
    header: 'Invoice',
    value: ({ id }) => id,
    shown: ({ id, url }) => (url === null ? <code>{id}</code> : <a href={url}>{id}</a>),
  },
  {
    id: 'customer',
    header: 'Customer',
    value: (invoice) => invoice.customer_id,
    shown: (invoice) => <Drilled from={invoice.customer_id} />,
  },
  { id: 'period', header: 'Month', value: ({ period }) => period },
  {
    id: 'status',
    header: 'State',
    value: ({ status, overdue }) => (overdue ? `${status}, overdue` : status),
  },
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
    id: 'due',
    header: 'Due',
    value: (invoice) => invoice.due_at ?? undefined,
    shown: (invoice) => invoice.due_at !== null && <Time seconds={invoice.due_at} />,
  },
  {
    id: 'acts',
    header: 'Act',
    value: () => undefined,
    shown: (invoice) => invoice.status === 'open' && <Acts id={invoice.id} />,
  },
];

function Acts({ id }: { id: string }) {
  const params = { path: { invoice_id: id } };
  return (
    <div className="row">
      <ActButton
        does="Void"
        to={id}
        warning={<p>It can’t be paid any more, and what it was for is owed again.</p>}
        act={async () => dataOf(await financeApi.POST('/v1/finance/invoices/{invoice_id}/void', { params }))}
        changes={['finance']}
      />
      <ActButton
        does="Give up"
        to={id}
        warning={
          <p>Its customer stays frozen, and the limit falls by it. What is large takes a second person.</p>
        }
        act={async () =>
          dataOf(await financeApi.POST('/v1/finance/invoices/{invoice_id}/uncollectible', { params }))
        }
        changes={['finance']}
      />
    </div>
  );
}

export const Invoices = ({ customerId }: { customerId: string | undefined }) => (
  <section className="part" aria-labelledby="invoices">
    <h2 id="invoices">{customerId === undefined ? 'Invoices that are not paid' : 'Invoices'}</h2>
    <PagedTable
      list={invoicesOf(customerId)}
      name="invoices"
      columns={columns}
      rowId={({ id }) => id}
      empty={<p className="soft">There is none.</p>}
    />
  </section>
);
