import { useQuery } from '@tanstack/react-query';
import type { components } from '../../api/schema.ts';
import { Count, Time } from '../../format/shown.tsx';
import { Awaited } from '../../said/awaited.tsx';
import { Said } from '../../said/said.tsx';
import type { Column } from '../../table/column.ts';
import { DataTable } from '../../table/data-table.tsx';
import { PageHead } from '../page-head.tsx';
import { batches } from './queries.ts';

type Batch = components['schemas']['Batch'];

const columns: readonly Column<Batch>[] = [
  { id: 'id', header: 'Batch', value: ({ id }) => id, shown: ({ id }) => <code>{id}</code> },
  { id: 'status', header: 'Status', value: ({ status }) => status },
  { id: 'model', header: 'Model', value: ({ model }) => model },
  {
    id: 'total',
    header: 'Requests',
    value: (batch) => batch.request_counts.total,
    shown: (batch) => <Count count={batch.request_counts.total} />,
    align: 'end',
  },
  {
    id: 'created_at',
    header: 'Created',
    value: (batch) => batch.created_at,
    shown: (batch) => <Time seconds={batch.created_at} />,
  },
];

export const CustomerBatches = () => (
  <>
    <PageHead title="Batches" />
    <Awaited query={useQuery(batches)}>
      {(rows) =>
        rows.length === 0 ? (
          <Said kind="empty" title="No batches yet">
            <p>What you send with POST /v1/batches stands here.</p>
          </Said>
        ) : (
          <DataTable name="batches" rows={rows} columns={columns} rowId={({ id }) => id} />
        )
      }
    </Awaited>
  </>
);
