import { dataOf, financeApi } from '../../../api/client.ts';
import { listed } from '../../../api/listed.ts';
import { Time } from '../../../format/shown.tsx';
import { ActButton } from '../../../parts/act-button.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { Drilled } from '../drilled.tsx';
import type { Got } from '../queries.ts';

type Held = Got<'/v1/finance/held_pay'>['data'][number];

/** The market looks at every owner for it: asked for whenever the page is opened, and after what is done here. */
const heldPay = {
  ...listed<Held>({
    queryKey: ['finance', 'held-pay'],
    page: async (query, signal) =>
      dataOf(await financeApi.GET('/v1/finance/held_pay', { params: { query }, signal })),
    isStill: true,
  }),
  staleTime: 0,
  refetchOnWindowFocus: false,
};

const paramsOf = (ownerId: string) => ({ params: { path: { owner_id: ownerId } } });

const columns: readonly Column<Held>[] = [
  { id: 'owner', header: 'Owner', value: ({ id }) => id, shown: ({ id }) => <Drilled from={id} /> },
  { id: 'name', header: 'Name', value: ({ name }) => name },
  {
    id: 'since',
    header: 'Held since',
    value: (held) => held.held_since,
    shown: (held) => <Time seconds={held.held_since / 1_000} />,
  },
  {
    id: 'proposed',
    header: 'To let it go, proposed by',
    value: (held) => held.proposed_by ?? undefined,
  },
  {
    id: 'acts',
    header: 'Decide',
    value: () => undefined,
    shown: ({ id, proposed_by: proposedBy }) => (
      <ActButton
        does={proposedBy === null ? 'Propose to let go' : 'Let go'}
        to={`the pay of ${id}`}
        act={async () =>
          proposedBy === null
            ? dataOf(await financeApi.POST('/v1/finance/owners/{owner_id}/held_pay/propose', paramsOf(id)))
            : dataOf(await financeApi.POST('/v1/finance/owners/{owner_id}/held_pay/approve', paramsOf(id)))
        }
        changes={['finance']}
      />
    ),
  },
];

/** After proven fraud an owner's pay waits until one person proposes to let it go again and another agrees. */
export const HeldPay = () => (
  <section className="part" aria-labelledby="held-pay">
    <h2 id="held-pay">Pay held for proven fraud</h2>
    <PagedTable
      list={heldPay}
      name="owners"
      columns={columns}
      rowId={({ id }) => id}
      empty={<p className="soft">No owner’s pay is held.</p>}
    />
  </section>
);
