import '../../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { dataOf, financeApi } from '../../../api/client.ts';
import { Money, Time } from '../../../format/shown.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import type { Column } from '../../../table/column.ts';
import { DataTable } from '../../../table/data-table.tsx';
import { PageHead } from '../../page-head.tsx';
import { Decision } from '../decision.tsx';
import { Drilled } from '../drilled.tsx';
import { Assign } from './assign.tsx';
import { Correct } from './correct.tsx';
import { Difference } from './difference.tsx';
import { Notes } from './notes.tsx';
import { type Exception, exceptionOf } from './queries.ts';
import { ageWords, statusWords } from './words.ts';

export function FinanceException() {
  const { exceptionId } = useParams({ from: '/finance/exceptions/$exceptionId' });
  return (
    <Awaited query={useQuery(exceptionOf(exceptionId))}>
      {(exception) => (
        <>
          <PageHead title="Exception" says={exception.reason} />
          <Facts of={exception} />
          {exception.state === 'open' && <Assign key={exception.assignee} exception={exception} />}
          {exception.proposal && <Proposed exceptionId={exceptionId} proposal={exception.proposal} />}
          {exception.state === 'open' && !exception.proposal?.approved_by && (
            <Correct key={String(exception.proposal?.proposed_at)} exception={exception} />
          )}
          <Notes exception={exception} />
        </>
      )}
    </Awaited>
  );
}

const Facts = ({ of }: { of: Exception }) => (
  <dl className="facts">
    <dt>State</dt>
    <dd>
      <span role="status">{of.state}</span>
      {of.resolved_at !== null && (
        <>
          , <Time seconds={of.resolved_at / 1_000} />
        </>
      )}
      {of.resolved_by !== null && (
        <>
          {' '}
          by <Drilled from={of.resolved_by} />
        </>
      )}
    </dd>
    <dt>Kind</dt>
    <dd>
      {statusWords[of.status]}, seen at {of.side}
    </dd>
    <dt>Difference</dt>
    <dd>
      <Difference microUsd={of.difference_micro_usd} currency={of.currency} /> is what they say less what the
      ledger says
    </dd>
    <dt>Since</dt>
    <dd>
      <Time seconds={of.occurred_at / 1_000} /> ({ageWords[of.age]}), found{' '}
      <Time seconds={of.first_seen_at / 1_000} />
    </dd>
    <dt>Follow it</dt>
    <dd>
      <Drilled from={`exception/${of.id}`} />
    </dd>
    {[...of.bank_line_names, ...of.business_keys].map((name) => [
      <dt key={`${name} what`}>{of.bank_line_names.includes(name) ? 'Line of the bank' : 'Entry'}</dt>,
      <dd key={name}>
        <Drilled from={name} />
      </dd>,
    ])}
    {[of.balance_transaction_id, of.source_id, of.payout_id].map(
      (id) =>
        id !== null && [
          <dt key={`${id} what`}>At Stripe</dt>,
          <dd key={id}>{of.status === 'missing_ours' ? <code>{id}</code> : <Drilled from={id} />}</dd>,
        ],
    )}
  </dl>
);

type Proposal = NonNullable<Exception['proposal']>;

const postingColumns: readonly Column<Proposal['postings'][number]>[] = [
  { id: 'account', header: 'Account', value: ({ account }) => account },
  {
    id: 'amount',
    header: 'Amount',
    unit: 'micro-USD',
    value: (posting) => posting.amount_micro_usd,
    shown: (posting) => <Money microUsd={posting.amount_micro_usd} />,
    align: 'end',
  },
];

/** A correction that waits for another person, or to be posted. */
function Proposed({ exceptionId, proposal }: { exceptionId: string; proposal: Proposal }) {
  const params = { path: { exception_id: exceptionId } };
  return (
    <section className="part" aria-labelledby="proposed">
      <h2 id="proposed">Correction proposed</h2>
      <p>
        {proposal.reason}, by {proposal.proposed_by}, <Time seconds={proposal.proposed_at / 1_000} />
        {proposal.approved_by !== null &&
          `; approved by ${proposal.approved_by}, and on its way into the ledger`}
      </p>
      <DataTable
        name="postings"
        rows={proposal.postings}
        columns={postingColumns}
        rowId={(posting) => `${posting.account} ${posting.amount_micro_usd}`}
      />
      {proposal.approved_by === null && (
        <Decision
          approve={async () =>
            dataOf(await financeApi.POST('/v1/finance/exceptions/{exception_id}/approve', { params }))
          }
          reject={async () =>
            dataOf(await financeApi.POST('/v1/finance/exceptions/{exception_id}/reject', { params }))
          }
        />
      )}
    </section>
  );
}
