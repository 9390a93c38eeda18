import type { TableChange } from '../model/table.ts';
import { brokenHistory, marketFacts } from './market-facts.ts';
import { brokenTaskSteps } from './task-steps.ts';
import type { Violation } from './violation.ts';
import { watchInvariants } from './watch-invariants.ts';

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
      const changed = changes.flatMap((change) => facts.note(change) ?? []);
      if (changed.length === 0) return;
      const broken = [...brokenHistory(changed), ...watch(facts.snapshot(now()))].map(violationOf);
      for (const violation of [...brokenTaskSteps(changed, now()), ...broken]) onViolation(violation);
    },

    snapshot: () => facts.snapshot(now()),
  };
}

type Broken = { id: number; name: string; detail: string };

export const violationOf = ({ id, name, detail }: Broken): Violation => ({
  name: `invariant ${id}: ${name}`,
  detail,
});
