import '../styles/table.css';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import { countText } from '../format/amounts.ts';
import { commandOf } from '../keyboard/command.ts';
import type { Column } from './column.ts';
import { csvOf } from './csv.ts';
import { download } from './download.ts';
import { type TableModel, useTableModel } from './table-model.ts';

export type TableProps<Row extends object> = {
  /** What the rows are, in the plural: "batches". */
  name: string;
  rows: Row[];
  columns: readonly Column<Row>[];
  rowId: (row: Row) => string;
  open?: (row: Row) => void;
  /** Stands below all rows, whatever they are sorted by: their sum. */
  foot?: Row;
};

const rowPixels = 32;

/** Sorts, filters, exports what it shows, and draws those rows alone that are in view, however many there are. */
export function DataTable<Row extends object>({ name, rows, columns, rowId, open, foot }: TableProps<Row>) {
  const table = useTableModel({ name, rows, columns, rowId });
  const shown = table.getRowModel().rows;
  const ground = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => ground.current,
    estimateSize: () => rowPixels,
    overscan: 12,
    // The head covers a row's height of what scrolls.
    scrollPaddingStart: rowPixels,
    scrollPaddingEnd: rowPixels,
  });
  const chosen = useChosenRow({
    ground,
    count: shown.length,
    show: (at) => virtual.scrollToIndex(at),
    open: (at) => {
      const row = shown[at];
      if (row) open?.(row.original);
    },
  });
  const drawn = virtual.getVirtualItems();
  const above = drawn[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (drawn.at(-1)?.end ?? 0);
  return (
    <>
      <Tools
        name={name}
        table={table}
        all={rows.length}
        shown={shown.length}
        exported={() =>
          csvOf(
            columns,
            shown.map(({ original }) => original),
          )
        }
      />
      <section
        className="table-ground"
        ref={ground}
        aria-label={`Table of ${name}`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys, or they can't scroll it
        tabIndex={0}
      >
        <table className="table" aria-rowcount={shown.length + 1}>
          <Head table={table} columns={columns} />
          <tbody>
            <Gap pixels={above} columns={columns.length} />
            {drawn.map(({ index }) => {
              const row = shown[index];
              return (
                row && (
                  <tr
                    key={row.id}
                    aria-rowindex={index + 2}
                    aria-current={index === chosen ? 'true' : undefined}
                    onDoubleClick={() => open?.(row.original)}
                  >
                    <Cells of={row.original} columns={columns} />
                  </tr>
                )
              );
            })}
            <Gap pixels={below} columns={columns.length} />
          </tbody>
          {foot && (
            <tfoot>
              <tr>
                <Cells of={foot} columns={columns} />
              </tr>
            </tfoot>
          )}
        </table>
      </section>
    </>
  );
}

function Cells<Row extends object>({ of, columns }: { of: Row; columns: readonly Column<Row>[] }) {
  return columns.map(({ id, align, shown, value }) => (
    <td key={id} data-align={align}>
      {shown ? shown(of) : value(of)}
    </td>
  ));
}

/** Stands for the rows that are not drawn. */
const Gap = ({ pixels, columns }: { pixels: number; columns: number }) =>
  pixels > 0 && (
    <tr className="gap" aria-hidden>
      <td colSpan={columns} style={{ height: pixels }} />
    </tr>
  );

type RowsWalked = {
  ground: RefObject<HTMLElement | null>;
  count: number;
  show: (at: number) => void;
  open: (at: number) => void;
};

/** Of several tables on a page the keys are of the one that has the focus, else of the first. */
const hasKeys = (ground: HTMLElement | null): boolean =>
  (document.activeElement?.closest('.table-ground') ?? document.querySelector('.table-ground')) === ground;

/** j, k and Enter, from anywhere on the page but fields. */
function useChosenRow({ ground, count, show, open }: RowsWalked): number {
  const [at, setAt] = useState(-1);
  const go = (to: number) => {
    const next = Math.max(0, Math.min(to, count - 1));
    setAt(next);
    show(next);
    // Else Enter would still be of the link that led to this page.
    ground.current?.focus({ preventScroll: true });
  };
  /** Enter on a link or a button is that one's. */
  const openFrom = (target: EventTarget | null) => {
    if (target === document.body || target === ground.current) open(at);
  };
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const command = count > 0 && hasKeys(ground.current) && commandOf(event);
      if (command === 'j') go(at + 1);
      if (command === 'k') go(at - 1);
      if (command === 'Enter' && at >= 0) openFrom(event.target);
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  });
  return at;
}

function Head<Row extends object>({
  table,
  columns,
}: {
  table: TableModel<Row>;
  columns: readonly Column<Row>[];
}) {
  return (
    <thead>
      <tr aria-rowindex={1}>
        {columns.map(({ id, header, align }) => {
          const column = table.getColumn(id);
          const sorted = column?.getIsSorted() ?? false;
          return (
            <th key={id} scope="col" data-align={align} aria-sort={sorted ? sortWords[sorted] : 'none'}>
              <button type="button" onClick={() => column?.toggleSorting()}>
                {header}
                <span aria-hidden>{sorted ? sortSigns[sorted] : ''}</span>
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

const sortWords = { asc: 'ascending', desc: 'descending' } as const;
const sortSigns = { asc: ' ↑', desc: ' ↓' } as const;

function Tools<Row extends object>({
  name,
  table,
  all,
  shown,
  exported,
}: {
  name: string;
  table: TableModel<Row>;
  all: number;
  shown: number;
  exported: () => string;
}) {
  const field = useId();
  return (
    <div className="table-tools">
      <label htmlFor={field}>Filter</label>
      <input
        id={field}
        className="field"
        type="text"
        data-filter
        value={String(table.state.globalFilter ?? '')}
        onChange={({ target }) => table.setGlobalFilter(target.value)}
      />
      <span className="count" role="status">
        {name}: {shown === all ? countText(all) : `${countText(shown)} of ${countText(all)}`}
      </span>
      <button
        type="button"
        className="button"
        disabled={shown === 0}
        onClick={() => download(`${name.replaceAll(' ', '-')}.csv`, exported(), 'text/csv')}
      >
        Export CSV
      </button>
    </div>
  );
}
