/** A fixed-size set of small numbers, one bit each, lowest bit of the first byte first. Values are never changed in place. */
export type Bitset = Uint8Array<ArrayBuffer>;

export const emptyBitset = (size: number): Bitset => new Uint8Array(Math.ceil(size / 8));

export const has = (set: Bitset, at: number): boolean => (((set[at >> 3] ?? 0) >> (at & 7)) & 1) === 1;

export function withBits(set: Bitset, at: Iterable<number>): Bitset {
  const next = set.slice();
  for (const bit of at) next[bit >> 3] = (next[bit >> 3] ?? 0) | (1 << (bit & 7));
  return next;
}

export function countBits(set: Bitset): number {
  let count = 0;
  for (const byte of set) for (let rest = byte; rest > 0; rest &= rest - 1) count++;
  return count;
}

/** The members below `size`, rising. */
export function* membersOf(set: Bitset, size: number): Generator<number> {
  for (let at = 0; at < size; at++) if (has(set, at)) yield at;
}

/** What is below `size` and not in the set, rising. */
export function* missingFrom(set: Bitset, size: number): Generator<number> {
  for (let at = 0; at < size; at++) if (!has(set, at)) yield at;
}
