import type { Batch } from './batch.ts';
import type { MeteredUnits } from './contract/task-files.ts';
import type { MicroUsd } from './money.ts';
import type { Window } from './policy.ts';
import { monthOf } from './project.ts';
import type { SettleUsage } from './settlement.ts';
import { missingRequests, type Task } from './task.ts';

/** What usage is told apart by. */
export type UsageName = {
  customerId: string;
  /** UTC, "2027-01-08": when it was settled, as the ledger's entries say. */
  day: string;
  projectId: string;
  keyId: string;
  model: string;
  window: Window;
};

/** What is counted: integers all. */
export type UsageSums = {
  succeeded: number;
  failed: number;
  inputTokens: number;
  outputTokens: number;
  pages: number;
  referenceMicros: number;
  chargedMicroUsd: MicroUsd;
  creditedMicroUsd: MicroUsd;
};

export type Usage = UsageName & UsageSums;

export const noUsage: UsageSums = {
  succeeded: 0,
  failed: 0,
  inputTokens: 0,
  outputTokens: 0,
  pages: 0,
  referenceMicros: 0,
  chargedMicroUsd: 0n,
  creditedMicroUsd: 0n,
};

export const dayOf = (millis: number): string => new Date(millis).toISOString().slice(0, 10);

/**
 * What a settlement of these tasks tells of their usage in its entry: it counts what was delivered, and charges what
 * was found good.
 */
export function settleUsageOf(
  { projectId, keyId, model, window, createdAt }: Batch,
  tasks: readonly Task[],
  creditedMicroUsd: MicroUsd,
): SettleUsage {
  const segments = tasks.flatMap((task) => task.segments);
  const sum = (of: (units: MeteredUnits) => number) =>
    segments.reduce((total, { units }) => total + (units ? of(units) : 0), 0);
  return {
    projectId,
    keyId,
    model,
    window,
    month: monthOf(createdAt),
    counts: [
      segments.reduce((total, segment) => total + segment.succeeded, 0),
      tasks.reduce((total, task) => total + failedOf(task), 0),
      sum((units) => units.inputTokens),
      sum((units) => units.outputTokens),
      sum((units) => units.pages),
    ],
    creditedMicroUsd,
  };
}

/** What an engine refused, and what nobody ran; a rest that another task took on is that task's. */
const failedOf = (task: Task): number =>
  task.segments.reduce((total, segment) => total + segment.failed, 0) +
  (task.continuedBy === undefined ? missingRequests(task) : 0);

export const groupings = ['day', 'key', 'project', 'model', 'window'] as const;
export type Grouping = (typeof groupings)[number];

/** A row says only what it was grouped by. */
export type UsageRow = Partial<Record<Grouping, string>> & UsageSums;

/** Sums by each of `by`, in the order of what they are grouped by. */
export function groupUsage(all: readonly Usage[], by: readonly Grouping[]): UsageRow[] {
  const rows = new Map<string, UsageRow>();
  for (const usage of all) {
    const names = by.map((grouping) => [grouping, nameIn(usage, grouping)] as const);
    const id = JSON.stringify(names.map(([, name]) => name));
    rows.set(id, { ...addUsage(rows.get(id) ?? noUsage, usage), ...Object.fromEntries(names) });
  }
  return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

function nameIn(usage: Usage, grouping: Grouping): string {
  if (grouping === 'key') return usage.keyId;
  return grouping === 'project' ? usage.projectId : usage[grouping];
}

export const addUsage = (a: UsageSums, b: UsageSums): UsageSums => ({
  succeeded: a.succeeded + b.succeeded,
  failed: a.failed + b.failed,
  inputTokens: a.inputTokens + b.inputTokens,
  outputTokens: a.outputTokens + b.outputTokens,
  pages: a.pages + b.pages,
  referenceMicros: a.referenceMicros + b.referenceMicros,
  chargedMicroUsd: a.chargedMicroUsd + b.chargedMicroUsd,
  creditedMicroUsd: a.creditedMicroUsd + b.creditedMicroUsd,
});
