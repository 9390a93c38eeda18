import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { dataOf, financeApi } from '../../../api/client.ts';
import { Money, Time } from '../../../format/shown.tsx';
import { ActButton } from '../../../parts/act-button.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { Drilled } from '../drilled.tsx';
import { drillOf } from '../queries.ts';
import { Promo } from './promo.tsx';
import { type Refund, refundsOf } from './queries.ts';
import { Refunding } from './refunding.tsx';
import { Terms } from './terms.tsx';

/** How a customer stands, and what finance can do for it. */
export const OneCustomer = ({ customerId }: { customerId: string }) => (
  <Awaited query={useQuery(drillOf(`customer/${customerId}`))}>
    {({ title, amount_micro_usd: available, facts }) => (
      <>
        <p>
          {title}: <Money microUsd={available ?? 0} />.{' '}
          <Drilled from={`customer/${customerId}`}>Follow its money</Drilled>
        </p>
        <Freezes
          customerId={customerId}
          reasons={facts.find(({ name }) => name === 'frozen by')?.value.split(', ') ?? []}
        />
        <Refunds customerId={customerId} />
        <Promo customerId={customerId} />
        <Terms customerId={customerId} />
        <InvoiceNow customerId={customerId} />
      </>
    )}
  </Awaited>
);

const Freezes = ({ customerId, reasons }: { customerId: string; reasons: string[] }) =>
  reasons.length > 0 && (
    <section className="part" aria-labelledby="frozen">
      <h2 id="frozen">Frozen: it may begin nothing new</h2>
      {reasons.map((reason) => (
        <p key={reason} className="row">
          <code>{reason}</code>
          <ActButton
            does="Lift"
            to={reason}
            act={async () =>
              dataOf(
                await financeApi.POST('/v1/finance/customers/{customer_id}/thaw', {
                  params: { path: { customer_id: customerId } },
                  body: { reason },
                }),
              )
            }
            changes={['finance']}
          />
        </p>
      ))}
    </section>
  );

const columns: readonly Column<Refund>[] = [
  { id: 'id', header: 'Refund', value: ({ id }) => id },
  { id: 'status', header: 'State', value: ({ status }) => status },
  {
    id: 'amount',
    header: 'Amount',
    unit: 'micro-USD',
    value: (refund) => refund.amount_micro_usd,
    shown: (refund) => <Money microUsd={refund.amount_micro_usd} />,
    align: 'end',
  },
  {
    id: 'payment',
    header: 'Of payment',
    value: ({ payment }) => payment,
    shown: ({ payment }) => <Drilled from={payment} />,
  },
  {
    id: 'at',
    header: 'At',
    value: (refund) => refund.created_at,
    shown: (refund) => <Time seconds={refund.created_at / 1_000} />,
  },
  { id: 'reason', header: 'Because', value: ({ reason }) => reason ?? undefined },
];

const Refunds = ({ customerId }: { customerId: string }) => (
  <section className="part" aria-labelledby="refunds">
    <h2 id="refunds">Refunds of unused balance</h2>
    <Refunding customerId={customerId} />
    <PagedTable
      list={refundsOf(customerId)}
      name="refunds"
      columns={columns}
      rowId={({ id }) => id}
      empty={<p className="soft">None yet.</p>}
    />
  </section>
);

/** For what is owed now, beside the monthly ones. */
function InvoiceNow({ customerId }: { customerId: string }) {
  const queries = useQueryClient();
  const ask = useMutation({
    mutationFn: async () =>
      dataOf(await financeApi.POST('/v1/finance/invoices', { body: { customer_id: customerId } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['finance', 'invoices'] }),
  });
  return (
    <section className="part" aria-label="An invoice now">
      <p className="row">
        <button type="button" className="button" disabled={ask.isPending} onClick={() => ask.mutate()}>
          Invoice what is owed now
        </button>
      </p>
      {ask.error && <ErrorSaid error={ask.error} />}
    </section>
  );
}
