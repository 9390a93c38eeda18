import Table from 'cli-table3';
import { formatUsd } from '../../shared/money.ts';

/** "$0.012345" */
export const usd = (microUsd: number): string => formatUsd(BigInt(Math.round(microUsd)));

/** "$0.0048", "$0.90": without the zeros that say nothing. */
export const shortUsd = (microUsd: number): string => usd(microUsd).replace(/(\.\d\d\d*?)0+$/, '$1');

/** "1,200 requests" */
export const count = (number: number, noun: string): string =>
  `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;

/** "45 s", "3 min", "2 h 10 min", "1 d 3 h": as exact as it is of use. */
export function duration(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 90) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 36) return `${hours} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
  const days = Math.floor(hours / 24);
  return `${days} d${hours % 24 === 0 ? '' : ` ${hours % 24} h`}`;
}

/** "2026-11-25 14:03", by this computer's clock. */
export const localTime = (unixSeconds: number): string =>
  new Date(unixSeconds * 1_000).toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });

/** With … in its middle where it is longer: both ends of an id tell it apart. */
const shortened = (text: string, charactersMax: number): string => {
  if (text.length <= charactersMax) return text;
  const head = Math.ceil((charactersMax - 1) / 2);
  return `${text.slice(0, head)}…${text.slice(text.length - (charactersMax - 1 - head))}`;
};

/** `mayCut`: where the table would be too wide, for what need not be copied into the next command. */
export type Column = string | { right: string } | { mayCut: string };

/** As wide as a large terminal. */
const tableCharactersMax = 140;

const headOf = (column: Column): string => {
  if (typeof column === 'string') return column;
  return 'right' in column ? column.right : column.mayCut;
};

/** The longest of the columns that may be cut is cut first, until all fit or none is longer than its heading. */
function fittedRows(columns: readonly Column[], rows: readonly (readonly string[])[]): string[][] {
  const widths = columns.map((column, at) =>
    Math.max(headOf(column).length, ...rows.map((row) => row[at]?.length ?? 0)),
  );
  const over = () => widths.reduce((sum, width) => sum + width + 2, -2) - tableCharactersMax;
  while (over() > 0) {
    const longest = columns.reduce<number | undefined>((best, column, at) => {
      const isCuttable = typeof column !== 'string' && 'mayCut' in column;
      const width = widths[at] ?? 0;
      if (!isCuttable || width <= Math.max(headOf(column).length, 8)) return best;
      return best === undefined || width > (widths[best] ?? 0) ? at : best;
    }, undefined);
    if (longest === undefined) break;
    widths[longest] = (widths[longest] ?? 0) - 1;
  }
  return rows.map((row) => row.map((text, at) => shortened(text, widths[at] ?? text.length)));
}

/** Columns two spaces apart, without lines; numbers to the right. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const bare = ['top', 'bottom', 'left', 'right', 'mid'].flatMap((side) => [
    [side, ''],
    [`${side}-mid`, ''],
    [`${side}-left`, ''],
    [`${side}-right`, ''],
  ]);
  const drawn = new Table({
    head: columns.map(headOf),
    colAligns: columns.map((column) => (typeof column !== 'string' && 'right' in column ? 'right' : 'left')),
    chars: { ...Object.fromEntries(bare), 'mid-mid': '', middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  drawn.push(...fittedRows(columns, rows));
  return drawn.toString().replace(/ +$/gm, '');
}

/** Names to the left, what they stand for beside them. */
export const facts = (pairs: readonly (readonly [name: string, value: string | undefined])[]): string => {
  const known = pairs.filter(([, value]) => value !== undefined);
  const width = Math.max(...known.map(([name]) => name.length)) + 2;
  return known.map(([name, value]) => `${name.padEnd(width)}${value}`).join('\n');
};
