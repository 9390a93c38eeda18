import '../../../styles/page.css';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Time } from '../../../format/shown.tsx';
import { Named } from '../../../parts/named.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { PageHead } from '../../page-head.tsx';
import { type AuditRecord, auditTrailOf, people } from '../book-queries.ts';
import { MonthChoice } from '../month-choice.tsx';
import { type AuditSearch, auditMethods, auditSearchOf } from './audit-search.ts';

const columns: readonly Column<AuditRecord>[] = [
  { id: 'at', header: 'At', value: ({ at }) => at, shown: ({ at }) => <Time seconds={at / 1_000} /> },
  { id: 'person', header: 'Person', value: (record) => record.person_id },
  { id: 'method', header: 'Method', value: ({ method }) => method },
  { id: 'path', header: 'Call', value: ({ path }) => path, shown: ({ path }) => <code>{path}</code> },
  { id: 'status', header: 'Answer', value: ({ status }) => status ?? 'none yet', align: 'end' },
  { id: 'ids', header: 'Names', value: ({ ids }) => ids.join(', ') },
  { id: 'request', header: 'Request', value: (record) => record.request_id },
];

export function FinanceAudit() {
  // Its table has words of its own there.
  const asked = auditSearchOf(useSearch({ from: '/finance/audit' }));
  return (
    <>
      <PageHead
        title="Audit trail"
        says="Who did what, latest first: every change and every export, refused ones too."
      />
      <Choice asked={asked} />
      <section className="part" aria-label="Calls">
        <PagedTable
          list={auditTrailOf(asked)}
          name="calls"
          columns={columns}
          rowId={({ id }) => id}
          empty={<p className="soft">No such call in this month.</p>}
        />
      </section>
    </>
  );
}

function Choice({ asked }: { asked: AuditSearch }) {
  const navigate = useNavigate({ from: '/finance/audit' });
  const { data } = useInfiniteQuery(people);
  const [path, setPath] = useState(asked.path ?? '');
  /** An empty text is no wish. */
  const change = (wish: Record<string, string | undefined>) =>
    void navigate({
      search: auditSearchOf(
        Object.fromEntries(Object.entries({ ...asked, ...wish }).filter(([, value]) => value)),
      ),
      replace: true,
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change({ path: path.trim() });
  };
  const persons = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <form className="row" onSubmit={submit}>
      <MonthChoice month={asked.month} choose={(month) => change({ month })} />
      <Named name="Person">
        <select
          className="field"
          value={asked.person ?? ''}
          onChange={({ target }) => change({ person: target.value })}
        >
          <option value="">Everybody</option>
          {persons.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </Named>
      <Named name="Method">
        <select
          className="field"
          value={asked.method ?? ''}
          onChange={({ target }) => change({ method: target.value })}
        >
          <option value="">Any</option>
          {auditMethods.map((method) => (
            <option key={method}>{method}</option>
          ))}
        </select>
      </Named>
      <Named name="Calls that begin with">
        <input className="field" value={path} onChange={({ target }) => setPath(target.value)} />
      </Named>
      <button type="submit" className="button" data-kind="first">
        Look
      </button>
    </form>
  );
}
