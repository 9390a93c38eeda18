import { quantile } from '../quantile.ts';
import type { LiveCallTime } from './measure.ts';

/** What `--json` prints: overhead over the engine's own time. */
export type LiveFigures = { p50Ms: number; p99Ms: number; concurrency: number };

/** At 20 callers at once. */
export const liveTargets = { p50Ms: 50, p99Ms: 250 } as const;

export function liveFiguresOf(times: readonly LiveCallTime[], concurrency: number): LiveFigures {
  const overheads = times
    .map(({ beforeMillis, afterMillis }) => beforeMillis + afterMillis)
    .sort((a, b) => a - b);
  return { p50Ms: quantile(overheads, 0.5), p99Ms: quantile(overheads, 0.99), concurrency };
}

export const missedTargets = ({ p50Ms, p99Ms }: LiveFigures): string[] => [
  ...(p50Ms > liveTargets.p50Ms ? ['p50Ms'] : []),
  ...(p99Ms > liveTargets.p99Ms ? ['p99Ms'] : []),
];
