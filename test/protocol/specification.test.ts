import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mutations } from './mutations.ts';
import { findViolation, quint, type Said, simulate, valuesBetween, withChanged } from './quint.ts';
import { replayTrace } from './replay.ts';
import { traceOf } from './trace.ts';

// Of all that is defined between the comments, so that a new invariant or witness is looked at without being named here.
const invariants = valuesBetween('invariants.qnt', '// 8', 'val everything').filter(
  (name) => name !== 'timesDone',
);
const witnesses = valuesBetween('invariants.qnt', '// Witnesses', undefined);
const seed = ['--seed', '0x1'];

let dir: string;
let run: Said;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'parkade-traces-'));
  const traces = ['--n-traces', '40', '--out-itf', join(dir, '{seq}.itf.json')];
  run = await simulate([
    ...['--max-samples', '80', '--max-steps', '60', ...seed, ...traces],
    ...['--invariants', ...invariants, '--witnesses', ...witnesses],
  ]);
}, 300_000);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('leases, hand-ins, checks and settlements in any order keep every invariant', () => {
  expect(invariants).toHaveLength(17);
  expect(run.output).toContain('No violation found');
  expect(run.code).toBe(0);
});

test('and what the invariants are about does happen', () => {
  const seen = new Map(
    [...run.output.matchAll(/^(\w+) was witnessed in (\d+) trace/gm)].map(([, name = '', count]) => [
      name,
      Number(count),
    ]),
  );
  expect([...seen.keys()].sort()).toEqual([...witnesses].sort());
  // Three segments that leave a rest are a story of their own, told below.
  const unseen = witnesses.filter((name) => name !== 'restContinued' && !seen.get(name));
  expect(unseen).toEqual([]);
});

test('the stories that a random walk seldom tells end as they must', { timeout: 240_000 }, async () => {
  const told = await quint(['test', 'scenarios.qnt', '--backend', 'typescript', '--max-samples', '2']);
  expect(told.output).toMatch(/9 passing/);
  expect(told.code).toBe(0);
});

test('each bug that is put into the specification breaks the invariant that is there for it', {
  timeout: 300_000,
}, async () => {
  expect(mutations.length).toBeGreaterThanOrEqual(4);
  const missed: string[] = [];
  for (const { name, file, changes, violates, seed } of mutations) {
    const found = await withChanged(file, changes, (changed) =>
      findViolation(changed, { invariant: violates, seed, samples: 200 }),
    );
    if (!found) missed.push(name);
  }
  expect(missed).toEqual([]);
});

test('the code does, step by step, what the specification does', async () => {
  const files = readdirSync(dir);
  expect(files).toHaveLength(40);
  const told = new Map<string, number>();
  for (const file of files)
    for (const outcome of await replayTrace(traceOf(readFileSync(join(dir, file), 'utf8'))))
      told.set(outcome, (told.get(outcome) ?? 0) + 1);
  // What was compared at all: each decision, and each of its refusals.
  expect([...told.keys()].sort()).toEqual(
    expect.arrayContaining([
      'ask: done',
      'ask: task_closed',
      'ask: already_leased',
      'beat: done',
      'beat: goes_on',
      'beat: stop',
      'close: done',
      'commitSettling: done',
      'handIn: done',
      'handIn: invalid_result',
      'handIn: lease_expired',
      'handIn: lease_lost',
      'handIn: not_allowed',
      'handIn: repeated',
      'handIn: task_closed',
      'release: ',
    ]),
  );
});
