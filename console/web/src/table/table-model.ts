import {
  columnFilteringFeature,
  createColumnHelper,
  createFilteredRowModel,
  createSortedRowModel,
  globalFilteringFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import type { Column } from './column.ts';

const features = tableFeatures({
  rowSortingFeature,
  columnFilteringFeature,
  globalFilteringFeature,
  sortedRowModel: createSortedRowModel(),
  filteredRowModel: createFilteredRowModel(),
});

const inOrder = new Intl.Collator('en', { numeric: true });

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return inOrder.compare(String(a ?? ''), String(b ?? ''));
}

/** Rows as they are sorted and filtered now: every word of the filter occurs somewhere in the row. */
export function useTableModel<Row extends object>({
  rows,
  columns,
  rowId,
}: {
  rows: Row[];
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
}) {
  const defined = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return columns.map(({ id, header, value }) =>
      helper.accessor((row): unknown => value(row), {
        id,
        header,
        sortFn: (a, b, by) => compare(a.getValue(by), b.getValue(by)),
        sortUndefined: 'last',
      }),
    );
  }, [columns]);
  return useTable({
    features,
    columns: defined,
    data: rows,
    getRowId: rowId,
    getColumnCanGlobalFilter: () => true,
    globalFilterFn: (row, by, filter: string) => {
      const text = String(row.getValue(by) ?? '').toLowerCase();
      return text.includes(filter.trim().toLowerCase());
    },
  });
}

export type TableModel<Row extends object> = ReturnType<typeof useTableModel<Row>>;
