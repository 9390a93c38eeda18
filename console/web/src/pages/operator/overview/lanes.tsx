import { useQuery } from '@tanstack/react-query';
import { countText } from '../../../format/amounts.ts';
import { durationText } from '../../../format/duration.ts';
import { Time } from '../../../format/shown.tsx';
import { Awaited } from '../../../said/awaited.tsx';
import { Said } from '../../../said/said.tsx';
import type { Column } from '../../../table/column.ts';
import { DataTable } from '../../../table/data-table.tsx';
import { lanes, type Reply } from '../queries.ts';

type Lane = Reply<'/v1/operator/lanes'>['data'][number];
type Waits = NonNullable<Lane['waits']>;

const wait = (id: string, header: string, secondsOf: (waits: Waits) => number): Column<Lane> => ({
  id,
  header: `${header}, s`,
  value: ({ waits }) => (waits ? secondsOf(waits) : undefined),
  shown: ({ waits }) => waits && durationText(secondsOf(waits)),
  align: 'end',
});

const columns: readonly Column<Lane>[] = [
  { id: 'name', header: 'Lane', value: ({ name }) => name, shown: ({ name }) => <code>{name}</code> },
  { id: 'model', header: 'Model', value: ({ model }) => model },
  { id: 'priority', header: 'Priority', value: ({ priority }) => priority },
  { id: 'hardware_class', header: 'Class', value: (lane) => lane.hardware_class ?? 'any' },
  { id: 'region', header: 'Region', value: ({ region }) => region ?? 'any' },
  { id: 'attested_only', header: 'Vehicles', value: (lane) => (lane.attested_only ? 'attested' : 'any') },
  { id: 'tasks', header: 'Tasks', value: ({ tasks }) => tasks, align: 'end' },
  wait('p50', 'Wait p50', (waits) => waits.p50_seconds),
  wait('p90', 'Wait p90', (waits) => waits.p90_seconds),
  wait('oldest', 'Oldest', (waits) => waits.oldest_seconds),
];

export const Lanes = () => (
  <section className="part" aria-labelledby="lanes">
    <h2 id="lanes">Lanes</h2>
    <Awaited query={useQuery(lanes)}>
      {({ lanes: all, data, waits_as_of: asOf }) =>
        data.length === 0 ? (
          <Said kind="empty" title="Nothing waits">
            <p>All {countText(all)} lanes are empty.</p>
          </Said>
        ) : (
          <>
            <DataTable name="lanes" rows={data} columns={columns} rowId={({ name }) => name} />
            <p className="soft">
              {asOf === null ? (
                'How long they have waited is looked at once a minute.'
              ) : (
                <>
                  How long what waits has waited, as of <Time seconds={asOf / 1_000} />: looked at once a
                  minute.
                </>
              )}
            </p>
          </>
        )
      }
    </Awaited>
  </section>
);
