import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api, dataOf } from '../../../api/client.ts';
import { Money, Time } from '../../../format/shown.tsx';
import { Named } from '../../../parts/named.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { topUps } from '../account-queries.ts';

type TopUp = {
  id: string;
  amount_usd: number;
  status: string;
  automatic: boolean;
  url: string | null;
  created_at: number;
};

const microsOf = ({ amount_usd }: TopUp) => Math.round(amount_usd * 1_000_000);

const columns: readonly Column<TopUp>[] = [
  {
    id: 'created_at',
    header: 'Made',
    value: (topUp) => topUp.created_at,
    shown: (topUp) => <Time seconds={topUp.created_at} />,
  },
  {
    id: 'amount',
    header: 'Amount',
    unit: 'micro-USD',
    value: microsOf,
    shown: (topUp) => <Money microUsd={microsOf(topUp)} />,
    align: 'end',
  },
  { id: 'status', header: 'Status', value: ({ status }) => status },
  {
    id: 'by',
    header: 'By',
    value: ({ automatic }) => (automatic ? 'saved card' : 'you'),
  },
  {
    id: 'pay',
    header: 'Pay',
    value: ({ status, url }) => (status === 'open' && url ? url : undefined),
    shown: ({ status, url }) =>
      status === 'open' &&
      url && (
        <a href={url} target="_blank" rel="noreferrer">
          Pay at Stripe
        </a>
      ),
  },
];

/** Paid at Stripe's own page, in a tab of its own; what was paid is on the balance as soon as Stripe says so. */
export const TopUps = () => (
  <section className="part" aria-labelledby="top-ups">
    <h2 id="top-ups">Top-ups</h2>
    <TopUpForm />
    <PagedTable list={topUps} name="top-ups" columns={columns} rowId={({ id }) => id} empty={null} />
  </section>
);

function TopUpForm() {
  const queries = useQueryClient();
  const [amountUsd, setAmountUsd] = useState('20');
  const [savesCard, setSavesCard] = useState(false);
  const make = useMutation({
    mutationFn: async () =>
      dataOf(
        await api.POST('/v1/top_ups', { body: { amount_usd: Number(amountUsd), save_card: savesCard } }),
      ),
    onSuccess: ({ url }) => {
      if (url) window.open(url, '_blank', 'noopener');
      void queries.invalidateQueries({ queryKey: topUps.queryKey });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <>
      <form className="row" onSubmit={submit}>
        <Named name="Amount in USD">
          <input
            className="field"
            type="number"
            min={1}
            step={1}
            required
            value={amountUsd}
            onChange={({ target }) => setAmountUsd(target.value)}
          />
        </Named>
        <label>
          <input
            type="checkbox"
            checked={savesCard}
            onChange={({ target }) => setSavesCard(target.checked)}
          />{' '}
          Save the card
        </label>
        <button type="submit" className="button" data-kind="first" disabled={make.isPending}>
          Top up
        </button>
      </form>
      {make.error && <ErrorSaid error={make.error} />}
    </>
  );
}
