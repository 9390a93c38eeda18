import type { Bounds } from '../../shared/structured/json-shape.ts';

const digits = (count: number) => (count === 1 ? '[0-9]' : `[0-9]{${count}}`);
const any = (alternatives: readonly string[]) => `(${alternatives.join(' | ')})`;

/** What is written of a number without a bound: up to fifteen digits, which a float64 holds exactly. */
const most = 999_999_999_999_999;
const unbounded = `"-"? ("0" | [1-9] [0-9]{0,14}) ("." [0-9]{1,15})? ([eE] [+-]? [0-9]{1,2})?`;

/** The grammar of the numbers within bounds, which are whole. */
export function numberRule(kind: 'integer' | 'number', bounds: Bounds): string {
  const { minimum, maximum } = bounds;
  if (kind === 'number' && minimum === undefined && maximum === undefined) return unbounded;
  const low = minimum ?? Math.min(-most, maximum ?? 0);
  const high = maximum ?? Math.max(most, minimum ?? 0);
  const size: Size = kind === 'integer' ? wholeSize : fractionalSize;
  const open = { low: bounds.openMinimum === true, high: bounds.openMaximum === true };
  const parts: string[] = [];
  if (high >= 0)
    parts.push(...size({ from: Math.max(low, 0), to: high }, { low: open.low && low >= 0, high: open.high }));
  if (low < 0) {
    const to = -low;
    const from = Math.max(-high, 0);
    // Zero itself was written without a sign.
    const negative = size({ from, to }, { low: open.high && high <= 0, high: open.low });
    parts.push(...negative.map((part) => `"-" ${part}`));
  }
  return any(parts);
}

type Range = { from: number; to: number };
type Open = { low: boolean; high: boolean };
type Size = (range: Range, open: Open) => string[];

const wholeSize: Size = ({ from, to }) => wholeNumbers(from, to);

/** `from` and `to` themselves, unless they are open, and all between, with up to six places. */
const fractionalSize: Size = ({ from, to }, open) => {
  const start = open.low ? `"${from}" "." [0-9]{0,5} [1-9]` : `"${from}" ("." [0-9]{1,6})?`;
  const end = `"${to}" ("." "0"{1,6})?`;
  if (from === to) return open.low || open.high ? [] : [end];
  const between = from + 1 < to ? [`${any(wholeNumbers(from + 1, to - 1))} ("." [0-9]{1,6})?`] : [];
  return [start, ...between, ...(open.high ? [] : [end])];
};

/** Alternatives that together are the whole numbers from `from` to `to`, both from 0. */
function wholeNumbers(from: number, to: number): string[] {
  const parts: string[] = [];
  let start = from;
  while (start <= to) {
    const end = Math.min(to, 10 ** String(start).length - 1);
    parts.push(...sameLength(String(start), String(end)));
    start = end + 1;
  }
  return parts;
}

/** Both have the same number of digits. */
function sameLength(from: string, to: string): string[] {
  if (from === '') return [''];
  const [low, high] = [Number(from[0]), Number(to[0])];
  const [lowRest, highRest] = [from.slice(1), to.slice(1)];
  const zeros = '0'.repeat(lowRest.length);
  const nines = '9'.repeat(lowRest.length);
  if (low === high) return sameLength(lowRest, highRest).map((rest) => `"${low}" ${rest}`);
  const first = lowRest === zeros ? low : low + 1;
  const last = highRest === nines ? high : high - 1;
  const rest = lowRest === '' ? '' : digits(lowRest.length);
  return [
    ...(first > low ? sameLength(lowRest, nines).map((each) => `"${low}" ${each}`) : []),
    ...(first <= last ? [`[${first}-${last}] ${rest}`] : []),
    ...(last < high ? sameLength(zeros, highRest).map((each) => `"${high}" ${each}`) : []),
  ];
}
