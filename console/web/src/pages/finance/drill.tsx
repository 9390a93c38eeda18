import '../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Money, Time } from '../../format/shown.tsx';
import { Named } from '../../parts/named.tsx';
import { Awaited } from '../../said/awaited.tsx';
import type { Column } from '../../table/column.ts';
import { DataTable } from '../../table/data-table.tsx';
import { PageHead } from '../page-head.tsx';
import { type Drill, drillOf } from './queries.ts';

type Step = Drill['down'][number];

const columns: readonly Column<Step>[] = [
  { id: 'what', header: 'What', value: ({ what }) => what },
  {
    id: 'name',
    header: 'Name',
    value: ({ id }) => id ?? undefined,
    shown: ({ id }) =>
      id && (
        <Link to="/finance/drill" search={{ from: id }}>
          <code>{id}</code>
        </Link>
      ),
  },
  {
    id: 'amount',
    header: 'Amount, micro-USD',
    value: (step) => step.amount_micro_usd ?? undefined,
    shown: (step) => step.amount_micro_usd !== null && <Money microUsd={step.amount_micro_usd} />,
    align: 'end',
  },
  {
    id: 'at',
    header: 'At',
    value: ({ at }) => at ?? undefined,
    shown: ({ at }) => at !== null && <Time seconds={at / 1_000} />,
  },
  { id: 'note', header: 'Note', value: ({ note }) => note ?? undefined },
];

export function FinanceDrill() {
  const { from } = useSearch({ from: '/finance/drill' });
  return (
    <>
      <PageHead title="Drill" says="From a line of the bank down to the request that earned it, and back." />
      <Ask key={from} from={from ?? ''} />
      {from && <Told from={from} />}
    </>
  );
}

function Ask({ from }: { from: string }) {
  const [asked, setAsked] = useState(from);
  const navigate = useNavigate();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void navigate({ to: '/finance/drill', search: { from: asked.trim() } });
  };
  return (
    <form className="row" onSubmit={submit}>
      <Named name="Business key, id at Stripe, bank line, batch, owner or customer">
        <input
          className="field"
          required
          minLength={3}
          maxLength={300}
          value={asked}
          onChange={({ target }) => setAsked(target.value)}
        />
      </Named>
      <button type="submit" className="button" data-kind="first">
        Look
      </button>
    </form>
  );
}

const Told = ({ from }: { from: string }) => (
  <Awaited query={useQuery(drillOf(from))}>
    {(step) => (
      <section className="part" aria-labelledby="step">
        <h2 id="step">{step.title}</h2>
        <dl className="facts">
          <dt>Name</dt>
          <dd>
            <code>{step.id}</code>
          </dd>
          {step.amount_micro_usd !== null && (
            <>
              <dt>Amount</dt>
              <dd>
                <Money microUsd={step.amount_micro_usd} />
              </dd>
            </>
          )}
          {step.facts.map(({ name, value }) => [
            <dt key={`${name} name`}>{name}</dt>,
            <dd key={`${name} value`}>{value}</dd>,
          ])}
        </dl>
        {step.checks.map((check) => (
          <p key={check.says} className={check.holds ? 'soft' : 'bad'}>
            {check.holds ? 'Adds up' : 'Does not add up'}: {check.says} (
            <Money microUsd={check.left_micro_usd} />, <Money microUsd={check.right_micro_usd} />)
          </p>
        ))}
        <Way title="Part of" name="things above" steps={step.up} />
        <Way title="Made of" name="things below" steps={step.down} />
      </section>
    )}
  </Awaited>
);

const Way = ({ title, name, steps }: { title: string; name: string; steps: Step[] }) =>
  steps.length > 0 && (
    <section className="part" aria-label={title}>
      <h3>{title}</h3>
      <DataTable
        name={name}
        rows={steps}
        columns={columns}
        rowId={({ what, id, note }) => `${what} ${id} ${note}`}
      />
    </section>
  );
