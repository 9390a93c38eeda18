import '../../../styles/page.css';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { dataOf, financeApi } from '../../../api/client.ts';
import { Money, Time } from '../../../format/shown.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { PageHead } from '../../page-head.tsx';
import { type PayoutRun, payoutRuns } from '../queries.ts';

const columns: readonly Column<PayoutRun>[] = [
  {
    id: 'run',
    header: 'Run',
    value: ({ id }) => id,
    shown: ({ id }) => (
      <Link to="/finance/payout-runs/$runId" params={{ runId: id }}>
        <code>{id}</code>
      </Link>
    ),
  },
  { id: 'period', header: 'Month', value: ({ period }) => period },
  { id: 'state', header: 'State', value: ({ state }) => state },
  {
    id: 'made',
    header: 'Proposed',
    value: (run) => run.made_at,
    shown: (run) => <Time seconds={run.made_at / 1_000} />,
  },
  { id: 'maker', header: 'By', value: (run) => run.made_by },
  { id: 'decider', header: 'Decided by', value: (run) => run.decided_by ?? undefined },
  { id: 'payees', header: 'Payees', value: ({ payees }) => payees, align: 'end' },
  {
    id: 'amount',
    header: 'Amount',
    unit: 'micro-USD',
    value: (run) => run.amount_micro_usd,
    shown: (run) => <Money microUsd={run.amount_micro_usd} />,
    align: 'end',
  },
];

export function FinancePayoutRuns() {
  const navigate = useNavigate();
  const show = (runId: string) => navigate({ to: '/finance/payout-runs/$runId', params: { runId } });
  return (
    <>
      <PageHead title="Payout runs" says="One person proposes a run, another lets it be carried out." />
      <Propose made={show} />
      <section className="part" aria-label="Payout runs">
        <PagedTable
          list={payoutRuns}
          name="payout runs"
          columns={columns}
          rowId={({ id }) => id}
          open={({ id }) => void show(id)}
          empty={<p className="soft">No run yet.</p>}
        />
      </section>
    </>
  );
}

function Propose({ made }: { made: (runId: string) => unknown }) {
  const queries = useQueryClient();
  const propose = useMutation({
    mutationFn: async () => dataOf(await financeApi.POST('/v1/finance/payout_runs')),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: payoutRuns.queryKey });
      await made(id);
    },
  });
  return (
    <>
      <button
        type="button"
        className="button"
        data-kind="first"
        disabled={propose.isPending}
        onClick={() => propose.mutate()}
      >
        Propose a run of this month
      </button>
      {propose.error && <ErrorSaid error={propose.error} />}
    </>
  );
}
