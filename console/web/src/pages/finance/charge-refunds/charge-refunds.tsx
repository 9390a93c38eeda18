import '../../../styles/page.css';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { dataOf, financeApi } from '../../../api/client.ts';
import { listed } from '../../../api/listed.ts';
import { Money, Time } from '../../../format/shown.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { PageHead } from '../../page-head.tsx';
import { Decision } from '../decision.tsx';
import { Drilled } from '../drilled.tsx';
import type { Got } from '../queries.ts';
import { ProposeRefund } from './propose-refund.tsx';

type ChargeRefund = Got<'/v1/finance/charge_refunds'>['data'][number];

const chargeRefunds = listed<ChargeRefund>({
  queryKey: ['finance', 'charge-refunds'],
  page: async (query, signal) =>
    dataOf(await financeApi.GET('/v1/finance/charge_refunds', { params: { query }, signal })),
  isMoving: ({ state }) => state === 'proposed' || state === 'approved',
});

const money = (id: string, header: string, of: (refund: ChargeRefund) => number): Column<ChargeRefund> => ({
  id,
  header,
  unit: 'micro-USD',
  value: of,
  shown: (refund) => <Money microUsd={of(refund)} />,
  align: 'end',
});

const columns: readonly Column<ChargeRefund>[] = [
  {
    id: 'id',
    header: 'Refund',
    value: ({ id }) => id,
    shown: ({ id, state }) =>
      state === 'proposed' ? (
        <Link to="/finance/charge-refunds" search={{ refund: id }}>
          Decide on <code>{id}</code>
        </Link>
      ) : (
        <code>{id}</code>
      ),
  },
  { id: 'state', header: 'State', value: ({ state }) => state },
  money('amount', 'Given back', (refund) => refund.amount_micro_usd),
  money('platform', 'By the platform', (refund) => refund.platform_micro_usd),
  money('owners', 'By owners', (refund) => refund.owners_micro_usd),
  { id: 'percent', header: 'Percent', value: ({ percent }) => percent, align: 'end' },
  { id: 'reason', header: 'Why', value: ({ reason }) => reason },
  {
    id: 'settlement',
    header: 'Settlement',
    value: (refund) => refund.settle_key,
    shown: (refund) => <Drilled from={refund.settle_key} />,
  },
  {
    id: 'customer',
    header: 'Customer',
    value: (refund) => refund.customer_id,
    shown: (refund) => <Drilled from={refund.customer_id} />,
  },
  { id: 'by', header: 'Proposed by', value: (refund) => refund.made_by },
  {
    id: 'at',
    header: 'At',
    value: (refund) => refund.made_at,
    shown: (refund) => <Time seconds={refund.made_at / 1_000} />,
  },
  { id: 'decider', header: 'Decided by', value: (refund) => refund.decided_by ?? undefined },
  { id: 'rejected', header: 'Rejected, because', value: (refund) => refund.rejected_for ?? undefined },
];

export function FinanceChargeRefunds() {
  const { settlement, refund } = useSearch({ from: '/finance/charge-refunds' });
  const navigate = useNavigate();
  return (
    <>
      <PageHead
        title="Charge refunds"
        says="A charge, or a percent of it, goes back to its customer: one proposes it, another approves."
      />
      <ProposeRefund key={settlement} settlement={settlement ?? ''} />
      {refund !== undefined && <Decide key={refund} refundId={refund} />}
      <section className="part" aria-label="Charge refunds">
        <PagedTable
          list={chargeRefunds}
          name="charge refunds"
          columns={columns}
          rowId={({ id }) => id}
          open={({ id, state }) =>
            state === 'proposed' && void navigate({ to: '/finance/charge-refunds', search: { refund: id } })
          }
          empty={<p className="soft">No charge was given back yet.</p>}
        />
      </section>
    </>
  );
}

function Decide({ refundId }: { refundId: string }) {
  const navigate = useNavigate();
  const params = { path: { refund_id: refundId } };
  const decided = () => navigate({ to: '/finance/charge-refunds', search: {} });
  return (
    <section className="part" aria-labelledby="decide">
      <h2 id="decide">
        Decide on <code>{refundId}</code>
      </h2>
      <Decision
        isReasonAsked
        approve={async () => {
          dataOf(await financeApi.POST('/v1/finance/charge_refunds/{refund_id}/approve', { params }));
          await decided();
        }}
        reject={async (reason) => {
          const body = { reason };
          dataOf(await financeApi.POST('/v1/finance/charge_refunds/{refund_id}/reject', { params, body }));
          await decided();
        }}
      />
    </section>
  );
}
