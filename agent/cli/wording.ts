import Table from 'cli-table3';
import { formatUsd } from '../../shared/money.ts';

/** "$0.012345", "-$0.000120": of nano-USD, rounded to the nearest micro-USD. */
export const usd = (nanoUsd: number): string => formatUsd(BigInt(Math.round(nanoUsd / 1_000)));

/** "2026-11-25 14:03", by the clock of the owner's time zone. */
export const localTime = (at: number, timeZone: string): string =>
  new Date(at).toLocaleString('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });

/** "14:03" today, else "Fri 14:03", else with the date. */
export function nearTime(at: number, timeZone: string, now: number): string {
  const [day, time] = localTime(at, timeZone).split(' ');
  const [today] = localTime(now, timeZone).split(' ');
  if (day === today) return `${time}`;
  if (Math.abs(at - now) > 6 * 86_400_000) return `${day} ${time}`;
  const weekday = new Date(at).toLocaleDateString('en-US', { timeZone, weekday: 'short' });
  return `${weekday} ${time}`;
}

/** "1,200 requests" */
export const count = (number: number, noun: string): string =>
  `${number.toLocaleString('en-US')} ${noun}${number === 1 ? '' : 's'}`;

const barWidth = 24;

export function bar(share: number): string {
  const full = Math.max(0, Math.min(barWidth, Math.floor(share * barWidth)));
  return `${'█'.repeat(full)}${'░'.repeat(barWidth - full)}`;
}

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

/** Names to the left, what they stand for beside them; further lines stand below their first. */
export function facts(pairs: readonly (readonly [name: string, value: string | undefined])[]): string {
  const known = pairs.filter((pair): pair is readonly [string, string] => pair[1] !== undefined);
  const width = Math.max(...known.map(([name]) => name.length)) + 2;
  return known
    .map(([name, value]) => `${name.padEnd(width)}${value.replaceAll('\n', `\n${' '.repeat(width)}`)}`)
    .join('\n');
}
