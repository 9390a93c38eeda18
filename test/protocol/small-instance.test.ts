import { describe, expect, test } from 'vitest';
import type { Write } from '../../functions/adapters/commit.ts';
import { taskWrites } from '../../functions/adapters/tasks.ts';
import type { Task } from '../../shared/task.ts';
import { search } from './search.ts';
import { settledWrongly } from './settle-all.ts';
import { type InstanceOf, type Known, smallInstance } from './small-instance.ts';
import { marketRules, type Rules, taskKey } from './task-steps.ts';

const small: InstanceOf = { tasks: 4, requestsPerTask: 2, waiting: 0, rules: marketRules };

test('four tasks of three attempts and two vehicles: nothing is broken, whatever comes after whatever', {
  timeout: 240_000,
}, () => {
  const atRest = new Map<string, Task[]>();
  const look = (all: readonly Known[]) => {
    const tasks = all.map(({ state }) => state.task);
    if (tasks.every(({ state }) => state !== 'open'))
      atRest.set(all.map(({ state }) => taskKey(state)).join(), tasks);
  };
  const searched = search({ ...smallInstance(small), look });
  console.log(`4 tasks: ${JSON.stringify(searched)}, ${atRest.size} ends`);
  expect(searched).toMatchObject({ isComplete: true });
  expect(searched.states).toBeGreaterThan(50_000);
  expect(atRest.size).toBeGreaterThan(200);
  const wrong = [...atRest.values()].flatMap((tasks) => [...settledWrongly(tasks, 4 * 2)]);
  expect(wrong).toEqual([]);
});

test('functions that commit late, twice, or die before it: a task and any two decisions on it at once', {
  timeout: 240_000,
}, () => {
  const rules = { ...marketRules, attempts: 2 };
  const searched = search(smallInstance({ tasks: 1, requestsPerTask: 1, waiting: 2, rules }));
  console.log(`decisions that wait: ${JSON.stringify(searched)}`);
  expect(searched).toMatchObject({ isComplete: true });
  expect(searched.states).toBeGreaterThan(30_000);
});

describe('a broken rule is found, by a shortest story:', () => {
  const found = (rules: Partial<Rules>, of: Partial<InstanceOf> = {}) =>
    search(smallInstance({ ...small, ...of, rules: { ...marketRules, ...rules } })).counterexample;
  /** The write without one of its conditions, which stays true of anything. */
  const without = <Of extends Write>(write: Of, condition: string): Of => {
    if (!('update' in write)) throw new Error('a task is changed by updates only');
    const { ConditionExpression = '' } = write.update;
    const name = /:\w+/.exec(condition)?.[0] ?? '';
    if (!ConditionExpression.includes(condition))
      throw new Error(`no ${condition} in ${ConditionExpression}`);
    const always = `(${name} = ${name})`;
    const ConditionExpressionLeft = ConditionExpression.replace(condition, always);
    return { ...write, update: { ...write.update, ConditionExpression: ConditionExpressionLeft } };
  };
  const asIfFree: Rules['grant'] = ({ lease: _any, ...task }, ...of) => marketRules.grant(task, ...of);
  const leaseOfAnybody: Rules['lease'] = (task, at) => taskWrites.lease(task, at + 1e9);
  const one = { tasks: 1, requestsPerTask: 1 };

  test('a grant that does not ask whether the lease before it is over', () => {
    expect(found({ grant: asIfFree, lease: leaseOfAnybody }, { tasks: 1 })).toEqual({
      story: ['task 0: A is granted a lease', 'task 0: A is granted a lease'],
      breaks: ['9 at most one live lease'],
    });
  });

  test('where the table asks for it, such a grant comes to nothing', () => {
    expect(found({ grant: asIfFree }, { tasks: 1 })).toBeUndefined();
  });

  test('a table that takes away a lease that a sign of life prolonged meanwhile', () => {
    expect(found({ lease: leaseOfAnybody, attempts: 2 }, { ...one, waiting: 2 })).toEqual({
      story: [
        'task 0: A is granted a lease',
        'time passes',
        'task 0: a function decides: A gives a sign of life',
        'time passes',
        'task 0: a function decides: A is granted a lease',
        'task 0: committed only now: A gives a sign of life',
        'task 0: committed only now: A is granted a lease',
      ],
      breaks: ['9 at most one live lease'],
    });
  });

  test('a result that counts at the very end of its lease', () => {
    const handIn: Rules['handIn'] = (task, claim, result, at) =>
      marketRules.handIn(task, claim, result, at - 1);
    const commitHandIn: Rules['commitHandIn'] = (task, lessee, at) => taskWrites.handIn(task, lessee, at - 1);
    expect(found({ handIn, commitHandIn }, { tasks: 1 })).toEqual({
      story: [
        'task 0: A is granted a lease',
        'time passes',
        'time passes',
        'task 0: A hands in 0 under fence 1',
      ],
      breaks: ['10 a completion counts under the current fence and a live lease, by its lessee'],
    });
  });

  test('two functions that decide on one fence, and a table that asks for none', () => {
    const lease: Rules['lease'] = (task, at) => without(taskWrites.lease(task, at), 'fence = :previous');
    expect(found({ lease, attempts: 2 }, { ...one, waiting: 2 })?.breaks).toContain('9 the fence only rises');
  });

  test('a hand-in that was decided under an older fence, and a table that asks for none', () => {
    const commitHandIn: Rules['commitHandIn'] = (task, lessee, at) =>
      without(taskWrites.handIn(task, lessee, at), 'fence = :fence');
    expect(found({ commitHandIn }, { tasks: 1, waiting: 1 })?.breaks).toEqual(['12 what is done stays done']);
  });
});
