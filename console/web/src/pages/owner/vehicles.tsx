import '../../styles/page.css';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { dataOf, ownerApi } from '../../api/client.ts';
import { Time } from '../../format/shown.tsx';
import { Awaited } from '../../said/awaited.tsx';
import { ErrorSaid } from '../../said/error-said.tsx';
import { Said } from '../../said/said.tsx';
import type { Column } from '../../table/column.ts';
import { DataTable } from '../../table/data-table.tsx';
import { PageHead } from '../page-head.tsx';
import { CodeOnce } from './code-once.tsx';
import { type Vehicle, vehicles } from './queries.ts';
import { doingWords } from './vehicle/doing.tsx';

const columns: readonly Column<Vehicle>[] = [
  {
    id: 'id',
    header: 'Vehicle',
    value: ({ id }) => id,
    shown: ({ id }) => (
      <Link to="/owner/vehicles/$vehicleId" params={{ vehicleId: id }}>
        <code>{id}</code>
      </Link>
    ),
  },
  { id: 'state', header: 'State', value: ({ state }) => state },
  {
    id: 'doing',
    header: 'Does',
    value: ({ doing, waiting_because: because }) =>
      [doingWords[doing], ...because.map(({ message }) => message)].join('. ').replaceAll('..', '.'),
    shown: (vehicle) => <DoesNow vehicle={vehicle} />,
  },
  { id: 'class', header: 'Computer', value: (vehicle) => vehicle.hardware_class },
  { id: 'models', header: 'Models', value: ({ models }) => models.join(', ') },
  {
    id: 'seen',
    header: 'Last heard from, to the hour',
    value: (vehicle) => vehicle.last_seen_at ?? undefined,
    shown: (vehicle) =>
      vehicle.last_seen_at === null ? 'never' : <Time seconds={vehicle.last_seen_at / 1_000} />,
  },
  {
    id: 'enrolled',
    header: 'Enrolled',
    value: (vehicle) => vehicle.enrolled_at,
    shown: (vehicle) => <Time seconds={vehicle.enrolled_at / 1_000} />,
  },
];

/** The first reason; the others stand on the vehicle's page. */
const DoesNow = ({ vehicle: { doing, waiting_because: because } }: { vehicle: Vehicle }) => (
  <>
    {doingWords[doing]}
    {because[0] && <span className="soft">: {because[0].message}</span>}
    {because.length > 1 && <span className="soft"> And {because.length - 1} more.</span>}
  </>
);

export function OwnerVehicles() {
  const navigate = useNavigate();
  return (
    <>
      <PageHead title="Vehicles" />
      <NewCar />
      <section className="part" aria-label="Your vehicles">
        <Awaited query={useQuery(vehicles)}>
          {(rows) =>
            rows.length === 0 ? (
              <Said kind="empty" title="No vehicles yet">
                <p>Make a code, and run the command that comes with it in the car.</p>
              </Said>
            ) : (
              <DataTable
                name="vehicles"
                rows={rows}
                columns={columns}
                rowId={({ id }) => id}
                open={({ id: vehicleId }) =>
                  void navigate({ to: '/owner/vehicles/$vehicleId', params: { vehicleId } })
                }
              />
            )
          }
        </Awaited>
      </section>
    </>
  );
}

function NewCar() {
  const make = useMutation({
    mutationFn: async () => dataOf(await ownerApi.POST('/v1/owner/enrolment_codes')),
    gcTime: 0,
  });
  return (
    <>
      <button
        type="button"
        className="button"
        data-kind="first"
        disabled={make.isPending}
        onClick={() => make.mutate()}
      >
        Code for a new car
      </button>
      {make.error && <ErrorSaid error={make.error} />}
      {make.data && <CodeOnce code={make.data} close={make.reset} />}
    </>
  );
}
