import type { ModelWorld } from './port.ts';
import { type Sorted, sortedBy } from './sorted.ts';
import { compareText, type Image, sizeOfMap } from './values.ts';

/** One key of the table, and what lies there; an item that was deleted leaves its row. */
export type Row = {
  readonly pk: string;
  readonly sk: string;
  image: Image | undefined;
  /** In bytes. */
  size: number;
  /** What lay there until when, of the time that a stale read may show. */
  past: { until: number; image: Image | undefined }[];
};

export type Partition = { rows: Map<string, Row>; sorted: Sorted<Row> };

/** An entry of the index: of an item that has both of its keys. */
export type Entry = { indexSk: string; row: Row };

/** By how many milliseconds a read may be behind that does not ask to be consistent, and one of the index. */
export type Lag = { readMillis: number; indexMillis: number };

export type Change = { row: Row; before: Image | undefined; after: Image | undefined };

/** The rows of the table and of its index, with as much of the past as stale reads may show. */
export function rowsOf({ now, random }: ModelWorld, lag: Lag, changed: (change: Change) => void) {
  const partitions = new Map<string, Partition>();
  const index = new Map<string, Sorted<Entry>>();
  const longestLag = Math.max(lag.readMillis, lag.indexMillis);
  const recent: { at: number; row: Row }[] = [];

  const partitionOf = (pk: string): Partition => {
    const known = partitions.get(pk);
    if (known) return known;
    const partition: Partition = { rows: new Map(), sorted: sortedBy((a, b) => compareText(a.sk, b.sk)) };
    partitions.set(pk, partition);
    return partition;
  };

  const reindex = (row: Row, before: Image | undefined, after: Image | undefined) => {
    const [from, to] = [indexKeyOf(before), indexKeyOf(after)];
    if (from?.indexPk === to?.indexPk && from?.indexSk === to?.indexSk) return;
    if (from) index.get(from.indexPk)?.remove({ indexSk: from.indexSk, row });
    if (!to) return;
    const entries = index.get(to.indexPk) ?? sortedBy(compareEntries);
    index.set(to.indexPk, entries);
    entries.add({ indexSk: to.indexSk, row });
  };

  const keepPast = (row: Row) => {
    const at = now();
    while (row.past[0] && row.past[0].until < at - longestLag) row.past.shift();
    row.past.push({ until: at, image: row.image });
    while (recent[0] && recent[0].at < at - longestLag) recent.shift();
    recent.push({ at, row });
  };

  /** As the row was at some moment of the last `lagMillis`. */
  const staleImage = (row: Row, lagMillis: number): Image | undefined => {
    const latest = row.past.at(-1);
    if (lagMillis === 0 || !latest || latest.until <= now() - lagMillis) return row.image;
    const at = now() - random() * lagMillis;
    const found = row.past.find(({ until }) => at < until);
    return found ? found.image : row.image;
  };

  /** Whose entries of the index may not have followed them yet. */
  const movedRows = (): ReadonlySet<Row> => {
    const since = now() - lag.indexMillis;
    const moved = lag.indexMillis === 0 ? [] : recent.filter(({ at }) => at > since);
    return new Set(moved.map(({ row }) => row));
  };

  const shownEntries = (indexPk: string, current: Sorted<Entry>, moved: ReadonlySet<Row>) => {
    const shown = sortedBy<Entry>(compareEntries);
    for (const entry of current.all()) if (!moved.has(entry.row)) shown.add(entry);
    for (const row of moved) {
      const key = indexKeyOf(staleImage(row, lag.indexMillis));
      if (key?.indexPk === indexPk) shown.add({ indexSk: key.indexSk, row });
    }
    return shown;
  };

  return {
    find: (pk: string, sk: string): Row | undefined => partitions.get(pk)?.rows.get(sk),

    partition: (pk: string): Partition | undefined => partitions.get(pk),

    set({ pk, sk }: { pk: string; sk: string }, image: Image | undefined): void {
      const { rows, sorted } = partitionOf(pk);
      let row = rows.get(sk);
      if (!row) {
        if (image === undefined) return;
        row = { pk, sk, image: undefined, size: 0, past: [] };
        rows.set(sk, row);
        sorted.add(row);
      }
      const before = row.image;
      if (longestLag > 0) keepPast(row);
      row.image = image;
      row.size = -1;
      reindex(row, before, image);
      changed({ row, before, after: image });
    },

    staleImage,

    /** The entries under a key of the index as a read of it may show them. */
    entries(indexPk: string): Sorted<Entry> {
      const current = index.get(indexPk) ?? sortedBy<Entry>(compareEntries);
      const moved = movedRows();
      return moved.size === 0 ? current : shownEntries(indexPk, current, moved);
    },

    *images(): Generator<Image> {
      for (const { sorted } of partitions.values())
        for (const { image } of sorted.all()) if (image) yield image;
    },
  };
}

export type Rows = ReturnType<typeof rowsOf>;

export const sizeOfRow = (row: Row): number => {
  if (row.size < 0) row.size = row.image ? sizeOfMap(row.image) : 0;
  return row.size;
};

function indexKeyOf(image: Image | undefined): { indexPk: string; indexSk: string } | undefined {
  if (image?.indexPk === undefined || image.indexSk === undefined) return undefined;
  return { indexPk: image.indexPk as string, indexSk: image.indexSk as string };
}

const compareEntries = (a: Entry, b: Entry): number =>
  compareText(a.indexSk, b.indexSk) || compareText(a.row.pk, b.row.pk) || compareText(a.row.sk, b.row.sk);
