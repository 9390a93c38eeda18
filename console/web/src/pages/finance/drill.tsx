import '../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { Money, Time } from '../../format/shown.tsx';
import { Named } from '../../parts/named.tsx';
import { Awaited } from '../../said/awaited.tsx';
import { PageHead } from '../page-head.tsx';
import { CheckSaid } from './check-said.tsx';
import { OwnPages } from './drill/own-pages.tsx';
import { Trail } from './drill/trail.tsx';
import { Ways } from './drill/ways.tsx';
import { Drilled } from './drilled.tsx';
import { type Drill, drillOf } from './queries.ts';

export function FinanceDrill() {
  const { from } = useSearch({ from: '/finance/drill' });
  return (
    <>
      <PageHead title="Drill" says="From a line of the bank down to the request that earned it, and back." />
      <Ask key={from} from={from ?? ''} />
      {from && <Told key={`of ${from}`} from={from} />}
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
        <Trail here={step.title} />
        <h2 id="step">{step.title}</h2>
        <Facts step={step} />
        <OwnPages id={step.id} />
        {step.checks.map((check) => (
          <CheckSaid key={check.says} check={check} />
        ))}
        <Ways step={step} />
      </section>
    )}
  </Awaited>
);

const Facts = ({ step }: { step: Drill }) => (
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
    {step.at !== null && (
      <>
        <dt>At</dt>
        <dd>
          <Time seconds={step.at / 1_000} />
        </dd>
      </>
    )}
    {step.facts.map(({ name, value }) => [
      <dt key={`${name} name`}>{name}</dt>,
      <dd key={`${name} value`}>
        <FactValue value={value} />
      </dd>,
    ])}
  </dl>
);

/** What has steps, or a page, of its own leads to it. */
function FactValue({ value }: { value: string }) {
  if (/^(own|cus|tr|txn|po|batch|live)_\w+$/.test(value)) return <Drilled from={value} />;
  if (/^run_\w+$/.test(value))
    return (
      <Link to="/finance/payout-runs/$runId" params={{ runId: value }}>
        <code>{value}</code>
      </Link>
    );
  return value;
}
