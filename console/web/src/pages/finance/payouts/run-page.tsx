import '../../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { Money, Time } from '../../../format/shown.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import type { Column } from '../../../table/column.ts';
import { DataTable } from '../../../table/data-table.tsx';
import { PageHead } from '../../page-head.tsx';
import { Drilled } from '../drilled.tsx';
import { type PayoutRunWithLines, payoutRunOf } from '../queries.ts';
import { Decide } from './decide.tsx';

type Line = PayoutRunWithLines['lines'][number];

const money = (id: string, header: string, value: (line: Line) => number): Column<Line> => ({
  id,
  header,
  unit: 'micro-USD',
  value,
  shown: (line) => <Money microUsd={value(line)} />,
  align: 'end',
});

const columns: readonly Column<Line>[] = [
  {
    id: 'owner',
    header: 'Owner',
    value: (line) => line.owner_id,
    shown: (line) => <Drilled from={line.owner_id} />,
  },
  { id: 'beneficiary', header: 'Beneficiary', value: (line) => line.beneficiary_id ?? undefined },
  money('released', 'Released', (line) => line.released_micro_usd),
  money('amount', 'Paid', (line) => line.amount_micro_usd),
  money('withheld', 'Withheld', (line) => line.withheld_micro_usd),
  money('netted', 'Netted', (line) => line.netted_micro_usd),
  { id: 'left-out', header: 'Left out, because', value: (line) => line.left_out ?? undefined },
];

export function FinancePayoutRun() {
  const { runId } = useParams({ from: '/finance/payout-runs/$runId' });
  const { page = 0 } = useSearch({ from: '/finance/payout-runs/$runId' });
  return (
    <>
      <PageHead title={`Payout run ${runId}`} />
      <Awaited query={useQuery(payoutRunOf(runId, page))}>
        {(run) => (
          <>
            <Facts run={run} />
            <p>
              <Link to="/finance/reports" search={{ report: 'payouts', run: run.id }}>
                Report of this run
              </Link>
            </p>
            {run.state === 'proposed' && <Decide runId={runId} />}
            <section className="part" aria-label="Lines">
              <DataTable
                name="payees"
                rows={run.lines}
                columns={columns}
                rowId={(line) => `${line.owner_id} ${line.beneficiary_id}`}
              />
              <Pages run={run} />
            </section>
          </>
        )}
      </Awaited>
    </>
  );
}

const Facts = ({ run }: { run: PayoutRunWithLines }) => (
  <dl className="facts">
    <dt>State</dt>
    <dd>
      <span role="status">{run.state}</span>
    </dd>
    <dt>Proposed</dt>
    <dd>
      <Time seconds={run.made_at / 1_000} /> by {run.made_by}
    </dd>
    {run.decided_at !== null && (
      <>
        <dt>Decided</dt>
        <dd>
          <Time seconds={run.decided_at / 1_000} /> by {run.decided_by}
          {run.rejected_for && `: ${run.rejected_for}`}
        </dd>
      </>
    )}
    <dt>To be paid</dt>
    <dd>
      <Money microUsd={run.amount_micro_usd} /> to {run.payees} payees; {run.left_out} left out
    </dd>
    <dt>Withheld</dt>
    <dd>
      <Money microUsd={run.withheld_micro_usd} />
    </dd>
    <dt>Netted</dt>
    <dd>
      <Money microUsd={run.netted_micro_usd} />
    </dd>
    <dt>Paid so far</dt>
    <dd>
      <Money microUsd={run.paid_micro_usd} /> to {run.paid_payees} payees
    </dd>
  </dl>
);

const Pages = ({ run: { id, page, pages } }: { run: PayoutRunWithLines }) => (
  <p className="row">
    {page > 0 && (
      <Link to="/finance/payout-runs/$runId" params={{ runId: id }} search={{ page: page - 1 }}>
        Page before
      </Link>
    )}
    {page + 1 < pages && (
      <Link to="/finance/payout-runs/$runId" params={{ runId: id }} search={{ page: page + 1 }}>
        Next page
      </Link>
    )}
  </p>
);
