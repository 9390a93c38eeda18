import '../../../styles/page.css';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { Time } from '../../../format/shown.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { PageHead } from '../../page-head.tsx';
import { Fact } from '../fact.tsx';
import { type Vehicle, vehicleOf } from '../queries.ts';
import { Doing } from './doing.tsx';
import { InForce } from './in-force.tsx';
import { Switches } from './switches.tsx';

export function OwnerVehicle() {
  const { vehicleId } = useParams({ from: '/owner/vehicles/$vehicleId' });
  return (
    <>
      <PageHead title={`Vehicle ${vehicleId}`} />
      <p className="row">
        <Link to="/owner/vehicles">All vehicles</Link>
        <Link to="/owner" search={{ vehicle: vehicleId }}>
          What it earned
        </Link>
      </p>
      <Awaited query={useQuery(vehicleOf(vehicleId))}>
        {(vehicle) => (
          <>
            <Doing vehicle={vehicle} />
            <Standing vehicle={vehicle} />
            <InForce vehicleId={vehicleId} />
            <Switches vehicle={vehicle} />
            <Device vehicle={vehicle} />
          </>
        )}
      </Awaited>
    </>
  );
}

const Standing = ({ vehicle }: { vehicle: Vehicle }) => (
  <section className="part" aria-labelledby="standing">
    <h2 id="standing">{stateWords[vehicle.state]}</h2>
    {vehicle.state_reason && <p className="bad">{vehicle.state_reason}</p>}
    <p>
      {vehicle.last_seen_at === null ? (
        'It was never heard from.'
      ) : (
        <>
          Last heard from in the hour of <Time seconds={vehicle.last_seen_at / 1_000} />.
        </>
      )}
    </p>
  </section>
);

const stateWords = {
  active: 'Active: it gets work when it asks for some',
  quarantined: 'Quarantined: it gets no work',
  revoked: 'Revoked: it is shut out for good',
} as const;

const Device = ({ vehicle }: { vehicle: Vehicle }) => (
  <section className="part" aria-labelledby="device">
    <h2 id="device">The car’s computer</h2>
    <dl className="facts">
      <Fact name="Class">
        {vehicle.hardware_class}
        {vehicle.attested && ', signed for by its maker'}
      </Fact>
      <Fact name="Region">{vehicle.region ?? 'not told'}</Fact>
      <Fact name="Software">{vehicle.software_version}</Fact>
      <Fact name="Enrolled">
        <Time seconds={vehicle.enrolled_at / 1_000} />
      </Fact>
      {vehicle.state_since !== null && (
        <Fact name="In this state since">
          <Time seconds={vehicle.state_since / 1_000} />
        </Fact>
      )}
      <Fact name="Models">{vehicle.models.join(', ')}</Fact>
      {vehicle.benchmarks?.map(({ model, speed, memory_megabytes: megabytes }) => (
        <Fact key={model} name={`Speed with ${model}`}>
          {speed.toFixed(2)} of the reference car, {megabytes} MB
        </Fact>
      ))}
    </dl>
  </section>
);
