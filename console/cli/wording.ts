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

export type Column = string | { right: string };

/** Columns two spaces apart, without lines; numbers to the right. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const bare = ['top', 'bottom', 'left', 'right', 'mid'].flatMap((side) => [
    [side, ''],
    [`${side}-mid`, ''],
    [`${side}-left`, ''],
    [`${side}-right`, ''],
  ]);
  const drawn = new Table({
    head: columns.map((column) => (typeof column === 'string' ? column : column.right)),
    colAligns: columns.map((column) => (typeof column === 'string' ? 'left' : 'right')),
    chars: { ...Object.fromEntries(bare), 'mid-mid': '', middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  drawn.push(...rows.map((row) => [...row]));
  return drawn.toString().replace(/ +$/gm, '');
}

/** Names to the left, what they stand for beside them. */
export const facts = (pairs: readonly (readonly [name: string, value: string | undefined])[]): string => {
  const known = pairs.filter(([, value]) => value !== undefined);
  const width = Math.max(...known.map(([name]) => name.length)) + 2;
  return known.map(([name, value]) => `${name.padEnd(width)}${value}`).join('\n');
};
