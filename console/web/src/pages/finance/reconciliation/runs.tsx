import '../../../styles/page.css';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { dataOf, financeApi } from '../../../api/client.ts';
import { Time } from '../../../format/shown.tsx';
import { Named } from '../../../parts/named.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import type { Column } from '../../../table/column.ts';
import { DataTable } from '../../../table/data-table.tsx';
import { PageHead } from '../../page-head.tsx';
import { type Reconciliation, reconciliations } from './queries.ts';

const columns: readonly Column<Reconciliation>[] = [
  {
    id: 'run',
    header: 'Run',
    value: ({ id }) => id,
    shown: ({ id }) => (
      <Link to="/finance/reconciliation/$runId" params={{ runId: id }}>
        <code>{id}</code>
      </Link>
    ),
  },
  { id: 'state', header: 'State', value: ({ state }) => state },
  {
    id: 'asked',
    header: 'Asked for',
    value: (run) => run.requested_at,
    shown: (run) => <Time seconds={run.requested_at / 1_000} />,
  },
  { id: 'by', header: 'By', value: (run) => run.requested_by },
  { id: 'matched', header: 'Matched at Stripe', value: matchedOf, align: 'end' },
  { id: 'lines', header: 'Lines of the bank', value: ({ summary }) => summary?.matched.lines, align: 'end' },
  { id: 'opened', header: 'Opened', value: ({ summary }) => summary?.exceptions_opened, align: 'end' },
  { id: 'closed', header: 'Closed', value: ({ summary }) => summary?.exceptions_closed, align: 'end' },
  { id: 'open', header: 'Open after it', value: ({ summary }) => summary?.exceptions_open, align: 'end' },
];

function matchedOf({ summary }: Reconciliation) {
  return summary?.matched.transactions;
}

export function FinanceReconciliation() {
  const navigate = useNavigate();
  const show = (runId: string) => navigate({ to: '/finance/reconciliation/$runId', params: { runId } });
  return (
    <>
      <PageHead title="Reconciliation" says="Ledger, Stripe and bank against one another." />
      <Start started={show} />
      <section className="part" aria-label="Runs">
        <Awaited query={useQuery(reconciliations)}>
          {(runs) =>
            runs.length === 0 ? (
              <p className="soft">No run yet.</p>
            ) : (
              <DataTable
                name="reconciliations"
                rows={runs}
                columns={columns}
                rowId={({ id }) => id}
                open={({ id }) => void show(id)}
              />
            )
          }
        </Awaited>
      </section>
    </>
  );
}

function Start({ started }: { started: (runId: string) => unknown }) {
  const [from, setFrom] = useState('');
  const queries = useQueryClient();
  const start = useMutation({
    mutationFn: async () =>
      dataOf(await financeApi.POST('/v1/finance/reconciliations', { body: from === '' ? {} : { from } })),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: reconciliations.queryKey });
      await started(id);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start.mutate();
  };
  return (
    <form className="row" onSubmit={submit}>
      <Named name="From (else 45 days back, and as far as anything is open)">
        <input className="field" type="date" value={from} onChange={({ target }) => setFrom(target.value)} />
      </Named>
      <button type="submit" className="button" data-kind="first" disabled={start.isPending}>
        Start a run
      </button>
      {start.error && <ErrorSaid error={start.error} />}
    </form>
  );
}
