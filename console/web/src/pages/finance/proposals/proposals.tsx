import '../../../styles/page.css';
import { dataOf, financeApi } from '../../../api/client.ts';
import { listed } from '../../../api/listed.ts';
import { Money, Time } from '../../../format/shown.tsx';
import { ActButton } from '../../../parts/act-button.tsx';
import type { Column } from '../../../table/column.ts';
import { PagedTable } from '../../../table/paged-table.tsx';
import { PageHead } from '../../page-head.tsx';
import { Drilled } from '../drilled.tsx';
import type { Got } from '../queries.ts';
import { HeldPay } from './held-pay.tsx';

type Proposal = Got<'/v1/finance/proposals'>['data'][number];

const proposals = listed<Proposal>({
  queryKey: ['finance', 'proposals'],
  page: async (query, signal) =>
    dataOf(await financeApi.GET('/v1/finance/proposals', { params: { query }, signal })),
  isMoving: ({ status }) => status === 'proposed',
});

const actWords: Record<Proposal['act'], string> = {
  grant_promo: 'give promo credit',
  set_terms: 'let owe up to',
  mark_uncollectible: 'give an invoice up',
};

const columns: readonly Column<Proposal>[] = [
  { id: 'act', header: 'To', value: ({ act }) => actWords[act] },
  {
    id: 'about',
    header: 'Whom or what',
    value: ({ about }) => about,
    shown: ({ about }) => (about.startsWith('cus_') ? <Drilled from={about} /> : <code>{about}</code>),
  },
  {
    id: 'amount',
    header: 'Amount',
    unit: 'micro-USD',
    value: (each) => each.amount_micro_usd,
    shown: (each) => <Money microUsd={each.amount_micro_usd} />,
    align: 'end',
  },
  { id: 'status', header: 'State', value: ({ status }) => status },
  {
    id: 'acts',
    header: 'Decide',
    value: () => undefined,
    shown: (each) => each.status === 'proposed' && <Decide proposal={each} />,
  },
  { id: 'by', header: 'Proposed by', value: (each) => each.made_by },
  { id: 'at', header: 'At', value: (each) => each.made_at, shown: (each) => <Time seconds={each.made_at} /> },
  { id: 'decider', header: 'Decided by', value: (each) => each.decided_by ?? undefined },
];

/** Shown to the maker as well: the API refuses, and says why. */
function Decide({ proposal: { id, act, about } }: { proposal: Proposal }) {
  const params = { path: { proposal_id: id } };
  const to = `“${actWords[act]}” of ${about}`;
  return (
    <div className="row">
      <ActButton
        does="Approve"
        to={to}
        act={async () =>
          dataOf(await financeApi.POST('/v1/finance/proposals/{proposal_id}/approve', { params }))
        }
        changes={['finance']}
      />
      <ActButton
        does="Reject"
        to={to}
        act={async () =>
          dataOf(await financeApi.POST('/v1/finance/proposals/{proposal_id}/reject', { params }))
        }
        changes={['finance']}
      />
    </div>
  );
}

export function FinanceProposals() {
  return (
    <>
      <PageHead title="Proposals" says="What one person may not do alone: another approves or rejects it." />
      <section className="part" aria-label="Proposals">
        <PagedTable
          list={proposals}
          name="proposals"
          columns={columns}
          rowId={({ id }) => id}
          empty={<p className="soft">Nothing was proposed yet.</p>}
        />
      </section>
      <HeldPay />
    </>
  );
}
