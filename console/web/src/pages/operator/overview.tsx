import { useQuery } from '@tanstack/react-query';
import { countText } from '../../format/amounts.ts';
import { Awaited } from '../../said/awaited.tsx';
import { Said } from '../../said/said.tsx';
import type { Column } from '../../table/column.ts';
import { DataTable } from '../../table/data-table.tsx';
import { PageHead } from '../page-head.tsx';
import { fleet, lanes, type Reply } from './queries.ts';

type Group = Reply<'/v1/operator/fleet'>['groups'][number];
type Lane = Reply<'/v1/operator/lanes'>['data'][number];

export const OperatorOverview = () => (
  <>
    <PageHead
      title="Overview"
      says="Who is parked now, and what waits for them. No vehicle's place is known."
    />
    <Fleet />
    <Lanes />
  </>
);

const groupColumns: readonly Column<Group>[] = [
  { id: 'hardware_class', header: 'Class', value: (group) => group.hardware_class },
  { id: 'region', header: 'Region', value: ({ region }) => region ?? 'not stated' },
  { id: 'software_version', header: 'Version', value: (group) => group.software_version ?? 'not told yet' },
  { id: 'occupation', header: 'Does', value: ({ occupation }) => occupation },
  { id: 'vehicles', header: 'Vehicles', value: ({ vehicles }) => vehicles, align: 'end' },
];

const nameOf = ({ vehicles: _counted, ...alike }: Group) => Object.values(alike).join(' ');

const Fleet = () => (
  <section aria-labelledby="fleet">
    <h2 id="fleet">Fleet</h2>
    <Awaited query={useQuery(fleet)}>
      {({ vehicles, is_whole: isWhole, groups }) =>
        groups.length === 0 ? (
          <Said kind="empty" title="No vehicle is parked now">
            <p>Those that are parked, plugged in and allowed to work stand here within seconds.</p>
          </Said>
        ) : (
          <>
            <p>
              {isWhole ? '' : 'At least '}
              {countText(vehicles)} {vehicles === 1 ? 'vehicle is' : 'vehicles are'} parked.
            </p>
            <DataTable name="groups" rows={groups} columns={groupColumns} rowId={nameOf} />
          </>
        )
      }
    </Awaited>
  </section>
);

const laneColumns: readonly Column<Lane>[] = [
  { id: 'name', header: 'Lane', value: ({ name }) => name, shown: ({ name }) => <code>{name}</code> },
  { id: 'model', header: 'Model', value: ({ model }) => model },
  { id: 'priority', header: 'Priority', value: ({ priority }) => priority },
  { id: 'hardware_class', header: 'Class', value: (lane) => lane.hardware_class ?? 'any' },
  { id: 'region', header: 'Region', value: ({ region }) => region ?? 'any' },
  { id: 'attested_only', header: 'Vehicles', value: (lane) => (lane.attested_only ? 'attested' : 'any') },
  { id: 'tasks', header: 'Tasks', value: ({ tasks }) => tasks, align: 'end' },
];

const Lanes = () => (
  <section aria-labelledby="lanes">
    <h2 id="lanes">Lanes</h2>
    <Awaited query={useQuery(lanes)}>
      {({ lanes: all, data }) =>
        data.length === 0 ? (
          <Said kind="empty" title="Nothing waits">
            <p>All {countText(all)} lanes are empty.</p>
          </Said>
        ) : (
          <DataTable name="lanes" rows={data} columns={laneColumns} rowId={({ name }) => name} />
        )
      }
    </Awaited>
  </section>
);
