import { type Kind, kinds, type Supervised } from './supervised.ts';

/** What `--json` prints. */
export type Figures = {
  rounds: number;
  kills: Record<Kind, number>;
  /** Requests of batches, and live calls that were answered. */
  accepted: number;
  lost: number;
  doneTwice: number;
  paidTwice: number;
  violations: string[];
};

export const killsOf = (all: readonly Supervised[]): Figures['kills'] => {
  const kills = (kind: Kind) =>
    all.filter((part) => part.kind === kind).reduce((sum, part) => sum + part.kills, 0);
  return Object.fromEntries(kinds.map((kind) => [kind, kills(kind)])) as Figures['kills'];
};

export const isSound = ({ lost, doneTwice, paidTwice, violations }: Figures): boolean =>
  lost + doneTwice + paidTwice + violations.length === 0;
