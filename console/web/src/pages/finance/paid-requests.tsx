import '../../styles/page.css';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { dataOf, financeApi } from '../../api/client.ts';
import { Count, Money } from '../../format/shown.tsx';
import { Named } from '../../parts/named.tsx';
import { Awaited } from '../../said/awaited.tsx';
import type { Column } from '../../table/column.ts';
import { DataTable } from '../../table/data-table.tsx';
import { PageHead } from '../page-head.tsx';
import { CheckSaid } from './check-said.tsx';
import { Drilled } from './drilled.tsx';
import type { Got } from './queries.ts';

type Paid = Got<'/v1/finance/requests'>;
type Request = Paid['data'][number];
type Of = { settlement: string; owner: string };

/** As many as the API tells at once. */
const requestsShown = 10_000;

const paidRequests = (of: Of) =>
  queryOptions({
    queryKey: ['finance', 'paid-requests', of],
    queryFn: async ({ signal }) =>
      dataOf(
        await financeApi.GET('/v1/finance/requests', {
          params: { query: { ...of, limit: requestsShown } },
          signal,
        }),
      ),
  });

export function FinancePaidRequests() {
  const { settlement = '', owner = '' } = useSearch({ from: '/finance/requests' });
  return (
    <>
      <PageHead title="Paid requests" says="The requests behind what an owner earned of a settlement." />
      <Ask key={`${settlement} ${owner}`} of={{ settlement, owner }} />
      {settlement && owner && <Told of={{ settlement, owner }} />}
    </>
  );
}

function Ask({ of }: { of: Of }) {
  const [asked, setAsked] = useState(of);
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ to: '/finance/requests', search: asked });
  };
  return (
    <form className="row" onSubmit={submit}>
      <Named name="Settlement, such as batch/batch_01/settle/1">
        <input
          className="field"
          required
          pattern="batch/[\w\-]{1,100}/settle/\d{1,6}"
          value={asked.settlement}
          onChange={({ target }) => setAsked({ ...asked, settlement: target.value })}
        />
      </Named>
      <Named name="Owner">
        <input
          className="field"
          required
          maxLength={100}
          value={asked.owner}
          onChange={({ target }) => setAsked({ ...asked, owner: target.value })}
        />
      </Named>
      <button type="submit" className="button" data-kind="first">
        Look
      </button>
    </form>
  );
}

const Told = ({ of }: { of: Of }) => (
  <Awaited query={useQuery(paidRequests(of))}>
    {(paid) => (
      <section className="part" aria-label="Requests">
        <Sums paid={paid} />
        {paid.checks.map((check) => (
          <CheckSaid key={check.says} check={check} />
        ))}
        {[...paid.notes, ...(paid.has_more ? [`Here are the dearest ${requestsShown}.`] : [])].map((note) => (
          <p key={note} className="soft">
            {note}
          </p>
        ))}
        <DataTable
          name="requests"
          rows={paid.data}
          columns={columnsOf(paid.batch_id)}
          rowId={(request) => `${request.task} ${request.line} ${request.custom_id} ${request.vehicle_id}`}
        />
      </section>
    )}
  </Awaited>
);

const Sums = ({ paid }: { paid: Paid }) => (
  <>
    <dl className="tiles">
      <div className="tile">
        <dt>Requests</dt>
        <dd>
          <Count count={paid.requests} />
        </dd>
      </div>
      <div className="tile">
        <dt>Charged</dt>
        <dd>
          <Money microUsd={paid.charge_micro_usd} />
        </dd>
      </div>
      <div className="tile">
        <dt>Earned, {paid.owner_share_percent} %</dt>
        <dd>
          <Money microUsd={paid.owner_micro_usd} />
        </dd>
      </div>
    </dl>
    <dl className="facts">
      <dt>Batch</dt>
      <dd>
        <Drilled from={`batch/${paid.batch_id}`} />
      </dd>
      <dt>Model, window</dt>
      <dd>
        {paid.model}, {paid.window}, <Money microUsd={paid.micro_usd_per_reference_second} /> a reference
        second
      </dd>
      {paid.settlements.map((each) => [
        <dt key={`${each.settlement} what`}>Earned with</dt>,
        <dd key={each.settlement}>
          <Drilled from={each.accrual} />: <Money microUsd={each.amount_micro_usd} /> for{' '}
          <Count count={each.requests} /> requests
        </dd>,
      ])}
    </dl>
  </>
);

const count = (id: string, header: string, of: (request: Request) => number | null): Column<Request> => ({
  id,
  header,
  value: (request) => of(request) ?? undefined,
  shown: (request) => of(request)?.toLocaleString('en-US'),
  align: 'end',
});

const money = (id: string, header: string, of: (request: Request) => number): Column<Request> => ({
  id,
  header,
  unit: 'micro-USD',
  value: of,
  shown: (request) => <Money microUsd={of(request)} />,
  align: 'end',
});

const columnsOf = (batchId: string): readonly Column<Request>[] => [
  {
    id: 'request',
    header: 'Request',
    value: (request) => request.custom_id ?? `task ${request.task}`,
    shown: ({ custom_id: name, task }) =>
      name === null ? `task ${task}` : <Drilled from={`batch/${batchId}/request/${name}`}>{name}</Drilled>,
  },
  money('charge', 'Charged', (request) => request.charge_micro_usd),
  money('owner', 'Earned', (request) => request.owner_micro_usd),
  count('units', 'Reference microseconds', (request) => request.reference_microseconds),
  count('input', 'Tokens in', (request) => request.input_tokens),
  count('output', 'Tokens out', (request) => request.output_tokens),
  count('pages', 'Pages', ({ pages }) => pages),
  count('line', 'Line', ({ line }) => line),
  { id: 'vehicle', header: 'Vehicle', value: (request) => request.vehicle_id },
];
