import type { TableChange } from '../model/table.ts';
import { brokenHistory, type Changed, marketFacts } from './market-facts.ts';
import { brokenTaskSteps } from './task-steps.ts';
import { watchInvariants } from './watch-invariants.ts';

/** What does not hold: an invariant by its number and name, or what else a seed is held to. */
export type Violation = { name: string; detail: string };

export type Watcher = ReturnType<typeof newWatcher>;

type Options = {
  now: () => number;
  fraudWindowSeconds: number;
  /** Each is told at once; only the first one counts, since the others may follow from it. */
  onViolation(violation: Violation): void;
};

/** Looks at each step of the table, and holds it to every invariant that it touches. */
export function newWatcher({ now, fraudWindowSeconds, onViolation }: Options) {
  const facts = marketFacts(fraudWindowSeconds);
  const watch = watchInvariants();
  return {
    /** What was there before the first step. */
    begin(change: Pick<TableChange, 'key' | 'before' | 'after'>): void {
      facts.note(change);
    },

    step(changes: readonly TableChange[]): void {
      const changed: Changed[] = [];
      for (const change of changes) {
        const found = facts.note(change);
        if (found) changed.push(found);
      }
      if (changed.length === 0) return;
      for (const violation of brokenTaskSteps(changed, now())) onViolation(violation);
      for (const verdict of brokenHistory(changed)) onViolation(violationOf(verdict));
      for (const verdict of watch(facts.snapshot(now()))) onViolation(violationOf(verdict));
    },

    snapshot: () => facts.snapshot(now()),
  };
}

export const violationOf = ({
  id,
  name,
  detail,
}: {
  id: number;
  name: string;
  detail: string;
}): Violation => ({
  name: `invariant ${id}: ${name}`,
  detail,
});
