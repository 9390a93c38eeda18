import { quantile } from '../quantile.ts';
import type { YieldRound } from './measure.ts';

/** What `--json` prints: from the driver's return until no engine computes and no request runs. */
export type YieldFigures = { p50Ms: number; p99Ms: number; rounds: number };

export const yieldTargets = { p99Ms: 250 } as const;

/** When all of it has stopped. */
export const yieldMillis = ({ stoppedMillis, quietMillis }: YieldRound) =>
  Math.max(stoppedMillis, quietMillis);

export function yieldFiguresOf(rounds: readonly YieldRound[]): YieldFigures {
  const sorted = rounds.map(yieldMillis).sort((a, b) => a - b);
  return { p50Ms: quantile(sorted, 0.5), p99Ms: quantile(sorted, 0.99), rounds: rounds.length };
}

export const missedTargets = ({ p99Ms }: YieldFigures): string[] =>
  p99Ms <= yieldTargets.p99Ms ? [] : ['p99Ms'];
