import type { Exception } from '../../shared/reconciliation/exception.ts';
import type { RunSummary } from '../../shared/reconciliation/run.ts';
import type { Planted } from './plant.ts';

export type Phase = { name: string; seconds: number; ownSeconds: number };

export type Closed = {
  phases: readonly Phase[];
  /** Entries that stand when the month is closed. */
  entries: number;
  summary: RunSummary;
  exceptions: readonly Exception[];
  planted: Planted;
  /** Balance transactions and payouts on which nothing was planted. */
  sound: { transactions: number; payouts: number };
  peakMegabytes: number;
};

export type CloseFigures = {
  seconds: number;
  standInSeconds: number;
  ownSeconds: number;
  peakMegabytes: number;
  planted: number;
  /** Of the planted, with the right status. */
  found: number;
  /** Exceptions for which nothing was planted, or of another status. */
  invented: number;
  /** Percent of what nothing was planted on. */
  explainedShare: number;
};

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0);
const rounded = (value: number, decimals: number) => Number(value.toFixed(decimals));

export function closeFiguresOf({
  phases,
  exceptions,
  planted,
  summary,
  sound,
  peakMegabytes,
}: Closed): CloseFigures {
  const seconds = sumOf(phases.map((phase) => phase.seconds));
  const ownSeconds = sumOf(phases.map((phase) => phase.ownSeconds));
  const right = exceptions.filter(({ exceptionId, status }) => planted.get(exceptionId) === status);
  const { transactions, payouts } = summary.matched;
  return {
    seconds: rounded(seconds, 1),
    standInSeconds: rounded(seconds - ownSeconds, 1),
    ownSeconds: rounded(ownSeconds, 1),
    peakMegabytes: Math.round(peakMegabytes),
    planted: planted.size,
    found: right.length,
    invented: exceptions.length - right.length,
    explainedShare: rounded((100 * (transactions + payouts)) / (sound.transactions + sound.payouts), 4),
  };
}

/** On two cores. */
const most = { seconds: 180, ownSeconds: 60, peakMegabytes: 500 } as const;

export function missedTargets(figures: CloseFigures): string[] {
  const over = (Object.keys(most) as (keyof typeof most)[]).filter((name) => figures[name] > most[name]);
  return [
    ...over,
    ...(figures.found < figures.planted ? ['found'] : []),
    ...(figures.invented > 0 ? ['invented'] : []),
    ...(figures.explainedShare === 100 ? [] : ['explainedShare']),
  ];
}
