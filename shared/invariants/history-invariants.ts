import type { BatchStatus } from '../batch.ts';
import type { Entry } from '../ledger.ts';
import type { Period } from '../period.ts';
import { type Verdict, verdictOf } from './check-invariants.ts';
import type { Snapshot, TaskFacts } from './snapshot.ts';

/** What must hold between two snapshots of one market: what no single one can show. */
export function checkHistory(earlier: Snapshot, later: Snapshot): Verdict[] {
  return [
    verdictOf({ id: 2, name: 'Entries never change', violations: changedEntries(earlier, later) }),
    verdictOf({ id: 21, name: 'A closed month never changes', violations: changedMonths(earlier, later) }),
    verdictOf({ id: 8, name: 'Terminal states never change', violations: revivedStates(earlier, later) }),
    verdictOf({ id: 9, name: "A task's fence only rises", violations: fallenFences(earlier, later) }),
    verdictOf({
      id: 11,
      name: 'What was accepted of a task stays as it is',
      violations: changedResults(earlier, later),
    }),
  ];
}

function* changedEntries(earlier: Snapshot, later: Snapshot): Generator<string> {
  const now = new Map(later.entries.map((entry) => [entry.businessKey, textOf(entry)]));
  for (const entry of earlier.entries) {
    const text = now.get(entry.businessKey);
    if (text === undefined) yield `${entry.businessKey} is gone`;
    else if (text !== textOf(entry)) yield `${entry.businessKey} was changed`;
  }
}

function* changedMonths(earlier: Snapshot, later: Snapshot): Generator<string> {
  const now = new Map(later.journal?.periods.map((period) => [period.month, textOf(period)]));
  for (const period of later.journal ? (earlier.journal?.periods ?? []) : []) {
    const text = now.get(period.month);
    if (text !== textOf(period))
      yield `${period.month} ${text === undefined ? 'is open again' : 'was changed'}`;
  }
}

function* revivedStates(earlier: Snapshot, later: Snapshot): Generator<string> {
  const now = new Map(statesOf(later));
  for (const [name, state] of statesOf(earlier))
    if (isAtRest(state) && now.get(name) !== state)
      yield `${name} was ${state} and is ${now.get(name) ?? 'gone'}`;
}

function statesOf({ batches, tasks, holds, payouts }: Snapshot): [name: string, state: State][] {
  return [
    ...batches.map(({ batchId, status }): [string, State] => [`batch ${batchId}`, status]),
    ...tasks.map((task): [string, State] => [`task ${nameOf(task)}`, task.state]),
    ...holds.map(({ batchId, state }): [string, State] => [`hold ${batchId}`, state]),
    ...payouts.map(({ ownerId, payoutNo, state }): [string, State] => [
      `payout ${ownerId}/${payoutNo}`,
      state,
    ]),
  ];
}

type State = BatchStatus | 'open' | 'finished' | 'closed' | 'ended' | 'pending' | 'paid' | 'failed';

const restStates: ReadonlySet<State> = new Set([
  'completed',
  'expired',
  'cancelled',
  'finished',
  'closed',
  'ended',
  'paid',
  'failed',
]);
const isAtRest = (state: State): boolean => restStates.has(state);

function* fallenFences(earlier: Snapshot, later: Snapshot): Generator<string> {
  const fences = new Map(later.tasks.map((task) => [nameOf(task), task.fence]));
  for (const task of earlier.tasks) {
    const fence = fences.get(nameOf(task));
    if (fence !== undefined && fence < task.fence)
      yield `task ${nameOf(task)} fell from fence ${task.fence} to ${fence}`;
  }
}

/** A stale or repeated completion may come at any time: what counted before it counts after it, to the letter. */
function* changedResults(earlier: Snapshot, later: Snapshot): Generator<string> {
  const now = new Map(later.tasks.map((task) => [nameOf(task), task]));
  for (const task of earlier.tasks) {
    const segments = now.get(nameOf(task))?.segments ?? [];
    const kept = segments.slice(0, task.segments.length);
    if (JSON.stringify(kept) !== JSON.stringify(task.segments))
      yield `task ${nameOf(task)} has other results than were accepted`;
  }
}

const nameOf = ({ batchId, no, auditOf }: TaskFacts) => `${batchId}.${no}${auditOf === undefined ? '' : 'a'}`;

/** The same entry gives the same text, whatever order its memo's fields came back in. */
const textOf = (entry: Entry | Period): string =>
  JSON.stringify(entry, (_key, value: unknown) => {
    if (typeof value === 'bigint') return String(value);
    if (value instanceof Map) return Object.fromEntries([...value].sort(([a], [b]) => (a < b ? -1 : 1)));
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)));
  });
