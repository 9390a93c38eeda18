import { useMutation, useQuery } from '@tanstack/react-query';
import { dataOf, ownerApi } from '../../../api/client.ts';
import { Money, Time } from '../../../format/shown.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { ErrorSaid } from '../../../said/error-said.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { allPayouts, type Payout, payouts } from '../queries.ts';

const columns: readonly Column<Payout>[] = [
  { id: 'no', header: 'No.', value: (payout) => payout.payout_no, align: 'end' },
  {
    id: 'created',
    header: 'Planned',
    value: (payout) => payout.created_at,
    shown: (payout) => <Time seconds={payout.created_at / 1_000} />,
  },
  { id: 'to', header: 'To', value: (payout) => payout.beneficiary_id ?? 'you' },
  {
    id: 'amount',
    header: 'Amount',
    unit: 'micro-USD',
    value: (payout) => payout.amount_micro_usd,
    shown: (payout) => <Money microUsd={payout.amount_micro_usd} />,
    align: 'end',
  },
  { id: 'state', header: 'State', value: ({ state }) => state },
  { id: 'transfer', header: 'Transfer at Stripe', value: (payout) => payout.stripe_transfer_id ?? undefined },
  { id: 'fate', header: 'In words', value: ({ fate }) => fate },
];

export const Payouts = () => (
  <section className="part" aria-labelledby="payouts">
    <h2 id="payouts">Payouts</h2>
    <Onboarding />
    <Awaited query={useQuery(payouts)}>
      {({ account, receivable_micro_usd: owed, pay_held_since: heldSince }) => (
        <>
          {account.in_words.map((words) => (
            <p key={words} className="bad">
              {words}
            </p>
          ))}
          {heldSince !== null && (
            <p className="bad">
              Nothing is released since <Time seconds={heldSince / 1_000} />, because of proven fraud: write
              to support.
            </p>
          )}
          {owed > 0 && (
            <p>
              You owe <Money microUsd={owed} />: it is taken from what is released next.
            </p>
          )}
        </>
      )}
    </Awaited>
    <PagedTable
      list={allPayouts}
      name="payouts"
      columns={columns}
      rowId={({ id }) => id}
      empty={<p className="soft">No payout yet: what is released goes with the next one.</p>}
    />
  </section>
);

/** The link is good for minutes: it is made when asked for, and followed by hand. */
function Onboarding() {
  const make = useMutation({
    mutationFn: async () => dataOf(await ownerApi.POST('/v1/owner/onboarding_links')),
  });
  return (
    <div className="row">
      <button type="button" className="button" disabled={make.isPending} onClick={() => make.mutate()}>
        Make a link to your details at Stripe
      </button>
      <span role="status">
        {make.data && (
          <a href={make.data.url} target="_blank" rel="noreferrer">
            Go to Stripe
          </a>
        )}
      </span>
      {make.error && <ErrorSaid error={make.error} />}
    </div>
  );
}
