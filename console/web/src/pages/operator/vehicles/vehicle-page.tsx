import '../../../styles/operator.css';
import '../../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { countText } from '../../../format/amounts.ts';
import { Time } from '../../../format/shown.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { PageHead } from '../../page-head.tsx';
import { type DecidedVehicle, vehicleOf } from '../queries.ts';
import { Decide } from './decide.tsx';

export function OperatorVehicle() {
  const { vehicleId } = useParams({ from: '/operator/vehicles/$vehicleId' });
  return (
    <>
      <PageHead title={`Vehicle ${vehicleId}`} />
      <p className="row">
        <Link to="/operator/vehicles">All vehicles</Link>
      </p>
      <Awaited query={useQuery(vehicleOf(vehicleId))}>
        {(vehicle) => (
          <>
            <State vehicle={vehicle} />
            <Facts vehicle={vehicle} />
            <Decide key={vehicle.state} vehicle={vehicle} />
            <Decisions vehicle={vehicle} />
          </>
        )}
      </Awaited>
    </>
  );
}

const State = ({
  vehicle: { state, state_since: since, state_reason: reason },
}: {
  vehicle: DecidedVehicle;
}) => (
  <section className="part" aria-label="State">
    <p className="figure-alone" role="status" data-state={state === 'active' ? 'good' : 'bad'}>
      {state}
    </p>
    {since !== null && (
      <p className="soft">
        Since the hour of <Time seconds={since / 1_000} />.
      </p>
    )}
    {reason && <p>Its owner reads: “{reason}”</p>}
  </section>
);

const Facts = ({ vehicle }: { vehicle: DecidedVehicle }) => {
  const { checks } = vehicle;
  return (
    <dl className="facts part-facts">
      <dt>Checks</dt>
      <dd>
        {countText(checks.agreed)} agreed, {countText(checks.differed)} differed
        {checks.last_differed_at !== null && (
          <>
            , the last one in the hour of <Time seconds={checks.last_differed_at / 1_000} />
          </>
        )}
      </dd>
      <dt>Doubts left</dt>
      <dd>{countText(vehicle.doubts)}</dd>
      <dt>Owner</dt>
      <dd>
        <code>{vehicle.owner_id}</code>
        {vehicle.owner_pay_held && ', whose pay finance holds'}
      </dd>
      <dt>Class</dt>
      <dd>
        {vehicle.hardware_class}
        {vehicle.attested && ', attested by its maker'}
      </dd>
      <dt>Region</dt>
      <dd>{vehicle.region ?? 'not stated'}</dd>
      <dt>Software</dt>
      <dd>{vehicle.software_version}</dd>
      <dt>Models</dt>
      <dd>{vehicle.models.join(', ')}</dd>
      <dt>Heard from</dt>
      <dd>
        {vehicle.last_seen_at === null ? (
          'never'
        ) : (
          <>
            in the hour of <Time seconds={vehicle.last_seen_at / 1_000} />
          </>
        )}
      </dd>
    </dl>
  );
};

const decisionWords = { quarantine: 'Quarantined', lift: 'Let back' } as const;

const Decisions = ({ vehicle: { decisions } }: { vehicle: DecidedVehicle }) => (
  <section className="part" aria-labelledby="decisions">
    <h2 id="decisions">What operators decided</h2>
    {decisions.length === 0 ? (
      <p className="soft">Nothing yet.</p>
    ) : (
      <ol className="decisions">
        {decisions.map(({ does, by, reason, at }) => (
          <li key={at}>
            {decisionWords[does]} by {by}, <Time seconds={at / 1_000} />: {reason}
          </li>
        ))}
      </ol>
    )}
  </section>
);
