import '../../../styles/page.css';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Time } from '../../../format/shown.tsx';
import { Named } from '../../../parts/named.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { PageHead } from '../../page-head.tsx';
import { Invoices } from './invoices.tsx';
import { OneCustomer } from './one-customer.tsx';
import { type FraudWarning, fraudWarnings } from './queries.ts';

/** Of all customers what waits for a decision; of one what can be done for it. */
export function FinanceCustomers() {
  const { customer } = useSearch({ from: '/finance/customers' });
  return (
    <>
      <PageHead title="Customers" says="Refunds of what is unused, credit, invoices and freezes." />
      <Ask key={customer} customer={customer ?? ''} />
      {customer === undefined ? <Warnings /> : <OneCustomer key={customer} customerId={customer} />}
      <Invoices customerId={customer} />
    </>
  );
}

function Ask({ customer }: { customer: string }) {
  const [asked, setAsked] = useState(customer);
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const id = asked.trim();
    void navigate({ to: '/finance/customers', search: id === '' ? {} : { customer: id } });
  };
  return (
    <form className="row" onSubmit={submit}>
      <Named name="Customer (none: all)">
        <input
          className="field"
          maxLength={100}
          value={asked}
          onChange={({ target }) => setAsked(target.value)}
        />
      </Named>
      <button type="submit" className="button" data-kind="first">
        Look
      </button>
    </form>
  );
}

const columns: readonly Column<FraudWarning>[] = [
  { id: 'id', header: 'Warning', value: ({ id }) => id },
  {
    id: 'customer',
    header: 'Customer',
    value: (warning) => warning.customer_id,
    shown: (warning) => (
      <Link to="/finance/customers" search={{ customer: warning.customer_id }}>
        <code>{warning.customer_id}</code>
      </Link>
    ),
  },
  {
    id: 'at',
    header: 'At',
    value: (warning) => warning.created_at,
    shown: (warning) => <Time seconds={warning.created_at / 1_000} />,
  },
];

const Warnings = () => (
  <section className="part" aria-labelledby="warnings">
    <h2 id="warnings">Warnings of fraud that nobody has decided on</h2>
    <PagedTable
      list={fraudWarnings}
      name="warnings"
      columns={columns}
      rowId={({ id }) => id}
      empty={<p className="soft">None: no card’s bank has warned of a payment.</p>}
    />
  </section>
);
