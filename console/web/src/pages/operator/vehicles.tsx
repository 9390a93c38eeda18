import '../../styles/page.css';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Time } from '../../format/shown.tsx';
import type { Column } from '../../table/column.ts';
import { PagedTable } from '../../table/paged-table.tsx';
import { PageHead } from '../page-head.tsx';
import { type Vehicle, vehicles } from './queries.ts';
import { quarantineWords } from './vehicles/quarantine-words.ts';

const columns: readonly Column<Vehicle>[] = [
  {
    id: 'vehicle',
    header: 'Vehicle',
    value: ({ id }) => id,
    shown: ({ id }) => (
      <Link to="/operator/vehicles/$vehicleId" params={{ vehicleId: id }}>
        <code>{id}</code>
      </Link>
    ),
  },
  { id: 'state', header: 'State', value: ({ state }) => state },
  {
    id: 'why',
    header: 'Because of',
    value: ({ quarantined_for: why }) => (why ? quarantineWords[why] : undefined),
  },
  { id: 'differed', header: 'Checks differed', value: ({ checks }) => checks.differed, align: 'end' },
  { id: 'agreed', header: 'Agreed', value: ({ checks }) => checks.agreed, align: 'end' },
  { id: 'doubts', header: 'Doubts left', value: ({ doubts }) => doubts, align: 'end' },
  {
    id: 'last',
    header: 'Differed last',
    value: ({ checks }) => checks.last_differed_at ?? undefined,
    shown: ({ checks: { last_differed_at: at } }) => at !== null && <Time seconds={at / 1_000} />,
  },
  { id: 'class', header: 'Class', value: (vehicle) => vehicle.hardware_class },
  { id: 'region', header: 'Region', value: ({ region }) => region ?? 'not stated' },
  { id: 'version', header: 'Version', value: (vehicle) => vehicle.software_version },
];

export function OperatorVehicles() {
  const { state } = useSearch({ from: '/operator/vehicles' });
  const navigate = useNavigate();
  return (
    <>
      <PageHead
        title="Vehicles"
        says="Those whose checks differed last come first. No vehicle’s place is known."
      />
      <nav className="tabs" aria-label="Which vehicles">
        <Link to="/operator/vehicles" activeOptions={{ exact: true, includeSearch: true }}>
          All
        </Link>
        <Link to="/operator/vehicles" search={{ state: 'quarantined' }}>
          Quarantined
        </Link>
      </nav>
      <section className="part" aria-label="Vehicles">
        <PagedTable
          key={state}
          list={vehicles(state)}
          name="vehicles"
          columns={columns}
          rowId={({ id }) => id}
          open={({ id: vehicleId }) =>
            void navigate({ to: '/operator/vehicles/$vehicleId', params: { vehicleId } })
          }
          empty={<p className="soft">{state ? 'No vehicle is quarantined.' : 'No vehicle has enrolled.'}</p>}
        />
      </section>
    </>
  );
}
