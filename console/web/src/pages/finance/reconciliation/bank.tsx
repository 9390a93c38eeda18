import '../../../styles/page.css';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Time } from '../../../format/shown.tsx';
import { Named } from '../../../parts/named.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { PageHead } from '../../page-head.tsx';
import { BankLines } from './bank-lines.tsx';
import { type BankStatement, statementsOf } from './queries.ts';
import type { LinesShown } from './shown.ts';
import { TakeIn } from './take-in.tsx';

/** The platform's first account, as the market's own examples name it. */
const usualAccount = 'main';

export function FinanceBank() {
  const shown = useSearch({ from: '/finance/bank' });
  const { account = usualAccount } = shown;
  return (
    <>
      <PageHead title="Bank" says="The bank's statements, line by line, and what each line matched." />
      <Days key={JSON.stringify(shown)} shown={{ ...shown, account }} />
      <TakeIn account={account} />
      <Statements account={account} />
      <BankLines shown={{ ...shown, account }} />
    </>
  );
}

/** Of which account, and which days. */
function Days({ shown }: { shown: LinesShown & { account: string } }) {
  const [asked, setAsked] = useState({ from: '', to: '', ...shown });
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { account, from, to } = asked;
    void navigate({ to: '/finance/bank', search: { account, ...(from && { from }), ...(to && { to }) } });
  };
  return (
    <form className="row" onSubmit={submit}>
      <Named name="Account">
        <input
          className="field"
          required
          pattern="[a-z0-9][a-z0-9_\-]{0,39}"
          value={asked.account}
          onChange={({ target }) => setAsked({ ...asked, account: target.value })}
        />
      </Named>
      <Named name="Booked from">
        <input
          className="field"
          type="date"
          value={asked.from}
          onChange={({ target }) => setAsked({ ...asked, from: target.value })}
        />
      </Named>
      <Named name="to">
        <input
          className="field"
          type="date"
          value={asked.to}
          onChange={({ target }) => setAsked({ ...asked, to: target.value })}
        />
      </Named>
      <button type="submit" className="button">
        Show
      </button>
    </form>
  );
}

const columns: readonly Column<BankStatement>[] = [
  {
    id: 'days',
    header: 'Days',
    value: (each) => `${each.first_day} to ${each.last_day}`,
    shown: (each) => (
      <Link
        to="/finance/bank"
        search={{ account: each.account, from: each.first_day, to: each.last_day }}
        hash="lines"
      >
        {each.first_day} to {each.last_day}
      </Link>
    ),
  },
  { id: 'lines', header: 'Lines', value: ({ lines }) => lines, align: 'end' },
  { id: 'format', header: 'Format', value: ({ format }) => format },
  {
    id: 'taken',
    header: 'Taken in',
    value: (each) => each.taken_at,
    shown: (each) => <Time seconds={each.taken_at / 1_000} />,
  },
  { id: 'by', header: 'By', value: (each) => each.taken_by },
];

function Statements({ account }: { account: string }) {
  const navigate = useNavigate();
  return (
    <section className="part" aria-labelledby="statements">
      <h2 id="statements">Statements of {account}</h2>
      <PagedTable
        name="statements"
        list={statementsOf(account)}
        columns={columns}
        rowId={({ id }) => id}
        open={(each) =>
          void navigate({
            to: '/finance/bank',
            search: { account: each.account, from: each.first_day, to: each.last_day },
          })
        }
        empty={<p className="soft">No statement of this account was taken in yet.</p>}
      />
    </section>
  );
}
