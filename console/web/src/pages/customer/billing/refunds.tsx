import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { Money, Time } from '../../../format/shown.tsx';
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { balance } from '../queries.ts';
import { refunds } from './billing-queries.ts';

type Refund = {
  id: string;
  amount_micro_usd: number;
  status: string;
  reason: string | null;
  created_at: number;
};

const columns: readonly Column<Refund>[] = [
  {
    id: 'created_at',
    header: 'Asked for',
    value: (refund) => refund.created_at,
    shown: (refund) => <Time seconds={refund.created_at} />,
  },
  {
    id: 'amount',
    header: 'Amount',
    unit: 'micro-USD',
    value: (refund) => refund.amount_micro_usd,
    shown: (refund) => <Money microUsd={refund.amount_micro_usd} />,
    align: 'end',
  },
  { id: 'status', header: 'Status', value: ({ status }) => status },
  { id: 'reason', header: 'Why', value: ({ reason }) => reason ?? undefined },
];

/** Back to the cards that it came from. */
export const Refunds = () => (
  <section className="part" aria-labelledby="refunds">
    <h2 id="refunds">Refunds</h2>
    <AskBack />
    <PagedTable
      list={refunds}
      name="refunds"
      columns={columns}
      rowId={({ id }) => id}
      empty={<p className="soft">None yet.</p>}
    />
  </section>
);

function AskBack() {
  const queries = useQueryClient();
  const [amount, setAmount] = useState('');
  const [isAsked, setIsAsked] = useState(false);
  const refund = useMutation({
    mutationFn: async () =>
      dataOf(await api.POST('/v1/refunds', { body: amount === '' ? {} : { amount_usd: Number(amount) } })),
    onSuccess: () => {
      setAmount('');
      void queries.invalidateQueries({ queryKey: balance.queryKey });
      return queries.invalidateQueries({ queryKey: refunds.queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setIsAsked(true);
  };
  return (
    <>
      <form className="row" onSubmit={submit}>
        <Named name="Unused balance to refund, USD (empty: all)">
          <input
            className="field"
            type="number"
            min={0.01}
            step={0.01}
            value={amount}
            onChange={({ target }) => setAmount(target.value)}
          />
        </Named>
        <button type="submit" className="button" disabled={refund.isPending}>
          Refund…
        </button>
      </form>
      {isAsked && (
        <ConfirmDialog
          title={amount === '' ? 'Refund all that is unused?' : `Refund $${amount}?`}
          does="Refund"
          confirm={() => {
            setIsAsked(false);
            refund.mutate();
          }}
          close={() => setIsAsked(false)}
        >
          <p>
            It goes back to the cards it came from, the latest payments first, and can’t be spent any more.
          </p>
        </ConfirmDialog>
      )}
      {refund.error && <ErrorSaid error={refund.error} />}
    </>
  );
}
