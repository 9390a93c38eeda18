import '../../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Count, Money, Time } from '../../../format/shown.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { PageHead } from '../../page-head.tsx';
import { type Reconciliation, reconciliationOf } from './queries.ts';
import { statuses } from './shown.ts';
import { statusWords } from './words.ts';

export function FinanceReconciliationRun() {
  const { runId } = useParams({ from: '/finance/reconciliation/$runId' });
  return (
    <>
      <PageHead title={`Reconciliation ${runId}`} />
      <Awaited query={useQuery(reconciliationOf(runId))}>
        {(run) => (
          <>
            <dl className="facts">
              <dt>State</dt>
              <dd>
                <span role="status">{run.state}</span>
              </dd>
              <dt>Asked for</dt>
              <dd>
                <Time seconds={run.requested_at / 1_000} /> by {run.requested_by}
              </dd>
              {run.summary && <Span of={run.summary} />}
            </dl>
            {run.summary && <Result of={run.summary} />}
          </>
        )}
      </Awaited>
    </>
  );
}

type Summary = NonNullable<Reconciliation['summary']>;

const Span = ({ of }: { of: Summary }) => (
  <>
    <dt>Looked at</dt>
    <dd>
      <Time seconds={of.from / 1_000} /> to <Time seconds={of.done_at / 1_000} />
    </dd>
    <dt>Explained at Stripe</dt>
    <dd>
      <Money microUsd={of.explained_micro_usd} />
    </dd>
  </>
);

const Result = ({ of }: { of: Summary }) => (
  <>
    <Figures
      title="Matched"
      figures={[
        ['Transactions at Stripe', of.matched.transactions],
        ['Payouts to the bank', of.matched.payouts],
        ['Lines of the bank', of.matched.lines],
        ['of them entered now', of.lines_posted],
      ]}
    />
    <Figures title="Found" figures={statuses.map((status) => [statusWords[status], of.found[status] ?? 0])} />
    <Figures
      title="Exceptions"
      figures={[
        ['Opened', of.exceptions_opened],
        ['Changed', of.exceptions_changed],
        ['Closed', of.exceptions_closed],
        ['Open after it', of.exceptions_open],
      ]}
    />
    <p>
      <Link to="/finance/exceptions">Exceptions that are open now</Link>
    </p>
  </>
);

const Figures = ({ title, figures }: { title: string; figures: (readonly [string, number])[] }) => (
  <section className="part" aria-label={title}>
    <h2>{title}</h2>
    <dl className="tiles">
      {figures.map(([name, count]) => (
        <div key={name} className="tile">
          <dt>{name}</dt>
          <dd>
            <Count count={count} />
          </dd>
        </div>
      ))}
    </dl>
  </section>
);
