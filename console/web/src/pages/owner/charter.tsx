import '../../styles/page.css';
import '../../styles/owner.css';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { Named } from '../../parts/named.tsx';
import { Awaited } from '../../said/awaited.tsx';
import { PageHead } from '../page-head.tsx';
import { CharterForm } from './charter/charter-form.tsx';
import { Versions } from './charter/versions.tsx';
import { type Charter, type Charters, charterOf, charters, vehicles } from './queries.ts';

export function OwnerCharter() {
  const { vehicle } = useSearch({ from: '/owner/charter' });
  return (
    <>
      <PageHead title="Charter" says="Your rules, which each car judges by itself." />
      <ForWhom />
      <Awaited query={useQuery(charters)}>
        {(known) => (
          <>
            {vehicle ? (
              <OfVehicle key={vehicle} vehicleId={vehicle} known={known} />
            ) : (
              <Editor known={known} present={presentOfAll(known)} vehicleId={undefined} />
            )}
            <Versions known={known.data} />
          </>
        )}
      </Awaited>
    </>
  );
}

type Present = { version: number; charter: Charter };

/** The latest that was agreed to for all of them, if it was not withdrawn. */
function presentOfAll({ data }: Charters): Present | undefined {
  const latest = data.find(({ statement }) => statement.vehicle_ids === null);
  return latest?.charter && latest.withdrawn_at === null
    ? { version: latest.version, charter: latest.charter }
    : undefined;
}

const OfVehicle = ({ vehicleId, known }: { vehicleId: string; known: Charters }) => (
  <Awaited query={useQuery(charterOf(vehicleId))}>
    {({ state, version, charter }) => (
      <Editor
        known={known}
        present={state === 'agreed' && charter && version !== null ? { version, charter } : undefined}
        vehicleId={vehicleId}
      />
    )}
  </Awaited>
);

/** The standard charter in the reader's own time zone, until there is one that was agreed to. */
const startOf = ({ standard_charter: standard }: Charters): Charter => ({
  ...standard,
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});

function Editor({
  known,
  present,
  vehicleId,
}: {
  known: Charters;
  present: Present | undefined;
  vehicleId: string | undefined;
}) {
  const [agreed, setAgreed] = useState<number>();
  const { data: all = [] } = useQuery(vehicles);
  const hardwareClass = (all.find(({ id }) => id === vehicleId) ?? all[0])?.hardware_class ?? 'AI4';
  return (
    <>
      <p role="status">
        {agreed !== undefined &&
          `You agreed to version ${agreed}: it is in force from each car’s next call on.`}
      </p>
      <CharterForm
        key={present?.version ?? 0}
        start={present?.charter ?? startOf(known)}
        present={present}
        consentText={known.consent_text}
        whose={{ vehicleId, hardwareClass }}
        onAgreed={setAgreed}
      />
    </>
  );
}

function ForWhom() {
  const { vehicle = '' } = useSearch({ from: '/owner/charter' });
  const navigate = useNavigate({ from: '/owner/charter' });
  const { data = [] } = useQuery(vehicles);
  return (
    <div className="row">
      <Named name="For">
        <select
          className="field"
          value={vehicle}
          onChange={({ target }) =>
            void navigate({ search: target.value ? { vehicle: target.value } : {}, replace: true })
          }
        >
          <option value="">All my vehicles, and those to come</option>
          {data.map(({ id }) => (
            <option key={id} value={id}>
              {id} alone
            </option>
          ))}
        </select>
      </Named>
    </div>
  );
}
