import '../../styles/page.css';
import { Link, useNavigate } from '@tanstack/react-router';
import { Count, Money, Time } from '../../format/shown.tsx';
import { Said } from '../../said/said.tsx';
import type { Column } from '../../table/column.ts';
import { PagedTable } from '../../table/paged-table.tsx';
import { PageHead } from '../page-head.tsx';
import { allBatches, type Batch } from './batch-queries.ts';

const columns: readonly Column<Batch>[] = [
  {
    id: 'id',
    header: 'Batch',
    value: ({ id }) => id,
    shown: ({ id }) => (
      <Link to="/customer/batches/$batchId" params={{ batchId: id }}>
        <code>{id}</code>
      </Link>
    ),
  },
  { id: 'status', header: 'Status', value: ({ status }) => status },
  { id: 'model', header: 'Model', value: ({ model }) => model },
  { id: 'window', header: 'Window', value: (batch) => batch.completion_window },
  {
    id: 'total',
    header: 'Requests',
    value: (batch) => batch.request_counts.total,
    shown: (batch) => <Count count={batch.request_counts.total} />,
    align: 'end',
  },
  {
    id: 'charged',
    header: 'Charged',
    unit: 'micro-USD',
    value: (batch) => batch.x_parkade.charged_micro_usd,
    shown: (batch) => <Money microUsd={batch.x_parkade.charged_micro_usd} />,
    align: 'end',
  },
  {
    id: 'created_at',
    header: 'Created',
    value: (batch) => batch.created_at,
    shown: (batch) => <Time seconds={batch.created_at} />,
  },
];

export function CustomerBatches() {
  const navigate = useNavigate();
  return (
    <>
      <PageHead title="Batches" />
      <p>
        <Link to="/customer/new-batch">New batch</Link>
      </p>
      <PagedTable
        list={allBatches}
        name="batches"
        columns={columns}
        rowId={({ id }) => id}
        open={({ id: batchId }) => void navigate({ to: '/customer/batches/$batchId', params: { batchId } })}
        empty={
          <Said kind="empty" title="No batches yet">
            <p>Drop a file of requests at “New batch”, or send one with POST /v1/batches.</p>
          </Said>
        }
      />
    </>
  );
}
