import type { Instance, Step } from './search.ts';
import {
  freshTask,
  liveLessee,
  type OneTask,
  type Rules,
  swapped,
  taskKey,
  taskSteps,
  ticked,
} from './task-steps.ts';

export type Known = {
  id: number;
  state: OneTask;
  lessee: string | undefined;
  steps?: KnownStep[];
  twin?: Known;
  later?: Known;
};
type KnownStep = { name: string; to: Known; breaks: readonly string[] | undefined };

export type InstanceOf = {
  tasks: number;
  requestsPerTask: number;
  /** How many decisions may wait for their commit at once. */
  waiting: number;
  rules: Rules;
};

/**
 * Some tasks of a batch and two vehicles, each of which runs one task at a time: every order of all that they and the
 * market's functions may do. The steps of a task depend on that task alone, so each is worked out once, by the
 * market's own functions and writes. Tasks are alike, and so are the vehicles: their order makes no difference.
 */
export function smallInstance({
  tasks,
  requestsPerTask,
  waiting,
  rules,
}: InstanceOf): Instance<readonly Known[]> {
  const known = new Map<string, Known>();
  const intern = (state: OneTask): Known => {
    const key = taskKey(state);
    const found = known.get(key);
    if (found) return found;
    const made: Known = { id: known.size, state, lessee: liveLessee(state) };
    known.set(key, made);
    return made;
  };
  const stepsOf = (each: Known): KnownStep[] => {
    each.steps ??= [...taskSteps(each.state, rules, waiting)].map(({ name, to, breaks }) => ({
      name,
      to: intern(to),
      breaks,
    }));
    return each.steps;
  };
  const twinOf = (each: Known): Known => {
    each.twin ??= intern(swapped(each.state));
    return each.twin;
  };
  const first = intern(freshTask(requestsPerTask));
  const fits = (all: readonly Known[]) => {
    const busy = all.flatMap(({ lessee }) => lessee ?? []);
    const decided = all.reduce((sum, { state }) => sum + state.waiting.length, 0);
    return decided <= waiting && new Set(busy).size === busy.length;
  };

  const stepsAt = (all: readonly Known[], at: number): Step<readonly Known[]>[] => {
    const each = all[at];
    // Two that are alike can do the same.
    if (!each || all.indexOf(each) < at) return [];
    return stepsOf(each).flatMap(({ name, to, breaks = [] }) => {
      const next = all.with(at, to);
      return fits(next) || breaks.length > 0 ? [{ name: `task ${at}: ${name}`, to: next, breaks }] : [];
    });
  };

  function* steps(all: readonly Known[]): Generator<Step<readonly Known[]>> {
    for (const at of all.keys()) yield* stepsAt(all, at);
    const later = all.map((each) => {
      each.later ??= intern(ticked(each.state, waiting));
      return each.later;
    });
    yield { name: 'time passes', to: later };
  }

  return {
    initial: Array.from({ length: tasks }, () => first),
    steps,
    keyOf: waiting > 0 ? keyOf : (all) => leastOf(keyOf(all), keyOf(all.map(twinOf))),
  };
}

/** Tasks in any order are one state: a number that JavaScript says exactly. */
function keyOf(all: readonly Known[]): number {
  const base = 2 ** Math.floor(52 / all.length);
  const ids = all.map(({ id }) => id).sort((a, b) => a - b);
  if ((ids.at(-1) ?? 0) >= base) throw new Error('too many tasks, or states of a task');
  return ids.reduce((key, id) => key * base + id, 0);
}

const leastOf = (a: number, b: number) => (a < b ? a : b);
