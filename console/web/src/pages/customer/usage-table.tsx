import type { components } from '../../api/schema.ts';
import { Count, Money } from '../../format/shown.tsx';
import type { Column } from '../../table/column.ts';
import { DataTable } from '../../table/data-table.tsx';
import type { UsageGroup } from './usage-groups.ts';

export type UsageRow = components['schemas']['Usage']['data'][number];

const counted = (header: string, count: (row: UsageRow) => number): Column<UsageRow> => ({
  id: header,
  header,
  value: count,
  shown: (row) => <Count count={count(row)} />,
  align: 'end',
});

const groupColumns: Record<UsageGroup, Column<UsageRow>> = {
  model: { id: 'by', header: 'Model', value: ({ model }) => model },
  key: { id: 'by', header: 'Key', value: (row) => row.api_key_id },
  project: { id: 'by', header: 'Project', value: (row) => row.project_id },
  window: { id: 'by', header: 'Window', value: ({ window }) => window },
};

const columnsBy = (by: UsageGroup): readonly Column<UsageRow>[] => [
  { id: 'day', header: 'Day', value: ({ day }) => day },
  groupColumns[by],
  counted('Succeeded', (row) => row.requests_succeeded),
  counted('Failed', (row) => row.requests_failed),
  counted('Tokens in', (row) => row.input_tokens),
  counted('Tokens out', (row) => row.output_tokens),
  counted('Pages', ({ pages }) => pages),
  {
    id: 'charged',
    header: 'Charged',
    unit: 'micro-USD',
    value: (row) => row.charged_micro_usd,
    shown: (row) => <Money microUsd={row.charged_micro_usd} />,
    align: 'end',
  },
];

const columns: Record<UsageGroup, readonly Column<UsageRow>[]> = {
  model: columnsBy('model'),
  key: columnsBy('key'),
  project: columnsBy('project'),
  window: columnsBy('window'),
};

export const UsageTable = ({ rows, by }: { rows: UsageRow[]; by: UsageGroup }) => (
  <DataTable
    key={by}
    name="sums by day"
    rows={rows}
    columns={columns[by]}
    rowId={(row) => `${row.day} ${groupColumns[by].value(row)}`}
  />
);
