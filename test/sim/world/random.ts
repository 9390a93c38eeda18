/**
 * Numbers that are the same in every run (mulberry32, public domain). Each purpose has a stream of its own, named by a
 * text: what is drawn for one never shifts what is drawn for another.
 */
export type Random = {
  /** At least 0, less than 1. */
  unit(): number;
  /** 0..below-1. */
  below(below: number): number;
  chance(share: number): boolean;
  pick<Each>(all: readonly Each[]): Each;
  bytes(count: number): Uint8Array<ArrayBuffer>;
};

export function randomOf(seed: number, purpose: string): Random {
  let state = (seed ^ hashOf(purpose)) | 0;
  const bits = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const unit = () => bits() / 2 ** 32;
  const below = (count: number) => Math.floor(unit() * count);
  // Seeds that lie next to each other begin alike: the first numbers are let go.
  bits();
  bits();
  return {
    unit,
    below,
    chance: (share) => unit() < share,
    pick: (all) => {
      const each = all[below(all.length)];
      if (each === undefined) throw new Error('There is nothing to pick from.');
      return each;
    },
    bytes(count) {
      const made = new Uint8Array(count);
      for (let at = 0; at < count; at += 4) {
        const word = bits();
        for (let of = 0; of < 4 && at + of < count; of++) made[at + of] = word >>> (8 * of);
      }
      return made;
    },
  };
}

/** FNV-1a, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash | 0;
}
