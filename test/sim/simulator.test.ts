import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PortCall } from './model/port.ts';
import { openSimulator, type Simulator } from './run-seed.ts';
import { shrink } from './shrink.ts';
import { storyOf } from './story.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await openSimulator();
});
afterAll(() => simulator.close());

test('the same seed gives the same trace, whatever ran before it, and in another process', async () => {
  const seeds = [3, 7, 11, 16];
  const hashesOf = async (order: readonly number[]) => {
    const hashes = new Map<number, string>();
    for (const seed of order) hashes.set(seed, (await simulator.run({ seed })).hash);
    return seeds.map((seed) => hashes.get(seed));
  };
  const first = await hashesOf(seeds);
  expect(await hashesOf([11, 3, 16, 7])).toEqual(first);
  expect(new Set(first).size).toBe(seeds.length);
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--no-deprecation',
    new URL('main.ts', import.meta.url).pathname,
    '--seed',
    '11',
  ]);
  expect(stdout).toContain(`trace ${first[2]}`);
});

test('a planted bug is found and made small: completions that no fence guards', async () => {
  const failed = await firstFailure(simulator, unfenced);
  expect(failed.violation?.name).toMatch(/^invariant/);
  const shrunk = await shrink(simulator, failed, { sabotage: unfenced, triesMax: 40 });
  expect(shrunk.result.violation?.name).toBe(failed.violation?.name);
  expect(shrunk.only.length).toBeLessThanOrEqual(failed.faults.length);
  expect(storyOf(shrunk)).toContain(`npm run sim -- --seed ${failed.seed}`);
});

test('a planted bug is found: entries that are posted twice', async () => {
  const failed = await firstFailure(simulator, postedAgain);
  expect(failed.violation?.name).toMatch(/^invariant/);
});

async function firstFailure({ run }: Simulator, sabotage: (call: PortCall) => void) {
  for (let seed = 1; seed <= 60; seed++) {
    const result = await run({ seed, sabotage });
    if (result.violation) return result;
  }
  throw new Error('The planted bug was not found.');
}

type Write = {
  ConditionExpression?: string;
  UpdateExpression?: string;
  Key?: { sk?: string };
  Item?: { sk?: string };
};

/** Every single write and every part of a transaction. */
function writesOf({ input }: PortCall): Write[] {
  const { TransactItems = [] } = input as { TransactItems?: Record<string, Write>[] };
  return [input as Write, ...TransactItems.flatMap((item) => Object.values(item))];
}

/** Lets the condition hold whatever the item is like. */
function loosen(write: Write): void {
  if (write.ConditionExpression)
    write.ConditionExpression = `(${write.ConditionExpression}) OR attribute_exists(pk) OR attribute_not_exists(pk)`;
}

/** Whatever changes a task does so in any case. */
function unfenced(call: PortCall): void {
  for (const write of writesOf(call)) if (write.Key?.sk?.startsWith('TASK#')) loosen(write);
}

/** Entries are posted as often as somebody asks, whatever their business key. */
function postedAgain(call: PortCall): void {
  for (const write of writesOf(call)) if (write.Item?.sk?.startsWith('ENTRY#')) loosen(write);
}
