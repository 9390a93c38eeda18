import { useLocation } from '@tanstack/react-router';
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
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Column } from './column.ts';
import { readAddress, type TableAddress, writeAddress } from './table-address.ts';

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

/** Rows as they are sorted and filtered now, which the page's address says as well. */
export function useTableModel<Row extends object>({
  name,
  rows,
  columns,
  rowId,
}: {
  name: string;
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
  const [initialState] = useState(() => stateAt(readAddress(name), columns));
  const table = useTable({
    features,
    initialState,
    columns: defined,
    data: rows,
    getRowId: rowId,
    getColumnCanGlobalFilter: () => true,
    globalFilterFn: (row, by, filter: string) => {
      const text = String(row.getValue(by) ?? '').toLowerCase();
      return text.includes(filter.trim().toLowerCase());
    },
  });
  useAddress(name, table, columns);
  return table;
}

export type TableModel<Row extends object> = ReturnType<typeof useTableModel<Row>>;

type Sorting = { id: string; desc: boolean }[];
type Sorted = {
  state: { sorting: Sorting; globalFilter?: unknown };
  setSorting: (next: Sorting) => void;
  setGlobalFilter: (next: string) => void;
};

function stateAt({ sort = '', filter = '' }: TableAddress, columns: readonly { id: string }[]) {
  const desc = sort.startsWith('-');
  const id = desc ? sort.slice(1) : sort;
  return { sorting: columns.some((column) => column.id === id) ? [{ id, desc }] : [], globalFilter: filter };
}

/** Follows the address where one goes to another, and else is followed by it. */
function useAddress(name: string, table: Sorted, columns: readonly { id: string }[]): void {
  const { sorting, globalFilter } = table.state;
  const [by] = sorting;
  const sort = by && `${by.desc ? '-' : ''}${by.id}`;
  const filter = String(globalFilter ?? '');
  const { href, pathname } = useLocation();
  const now = { href, pathname, sort, filter };
  const followed = useRef(now);
  useEffect(() => {
    const last = followed.current;
    followed.current = now;
    const isMoved = last.href !== href;
    if (!isMoved && last.sort === sort && last.filter === filter) return;
    const said = readAddress(name);
    const isSaid = said.sort !== undefined || said.filter !== undefined;
    if (isMoved && (isSaid || last.pathname !== pathname)) {
      const next = stateAt(said, columns);
      table.setSorting(next.sorting);
      table.setGlobalFilter(next.globalFilter);
    } else writeAddress(name, { sort, filter });
  });
}
