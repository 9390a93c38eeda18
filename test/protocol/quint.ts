import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import {
  type CLIProcedure,
  load,
  parse,
  runSimulator,
  typecheck,
} from '@informalsystems/quint/dist/src/cliCommands.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const program = fileURLToPath(new URL('../../node_modules/.bin/quint', import.meta.url));

export type Said = { code: number | null; output: string };

/** Runs Quint on the specification as it stands in `cwd`, without a network: its simulator in TypeScript. */
export async function quint(args: readonly string[], cwd = folder): Promise<Said> {
  const child = spawn(program, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const [code, out, err] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { code, output: `${out}${err}` };
}

const exactly = ['--backend', 'typescript', '--verbosity', '1'];

export const simulate = (args: readonly string[], cwd?: string) =>
  quint(['run', 'invariants.qnt', ...exactly, ...args], cwd);

/** Looks in `dir` for a walk that violates an invariant: as `simulate` does, in this process, where Quint is compiled once. */
export async function findViolation(
  dir: string,
  { invariant, seed, samples }: { invariant: string; seed: string; samples: number },
): Promise<boolean> {
  const read = await load({
    ...{ input: join(dir, 'invariants.qnt'), backend: 'typescript', verbosity: 0, seed: BigInt(seed) },
    ...{ init: 'init', step: 'step', invariant, invariants: [], witnesses: [], hide: [], mbt: false },
    ...{ maxSamples: samples, maxSteps: 60, nTraces: 1 },
  });
  const parsed = await parse(orThrow(read));
  const typed = await typecheck(orThrow(parsed));
  const found = await runSimulator(orThrow(typed));
  // Whatever else goes wrong is no violation: a specification that does not run at all says nothing.
  if (found.isLeft() && found.value.msg === 'Invariant violated') return true;
  orThrow(found);
  return false;
}

function orThrow<Stage>(stage: CLIProcedure<Stage>): Stage {
  if (stage.isRight()) return stage.value;
  throw new Error(`Quint: ${stage.isLeft() ? stage.value.msg : ''}`);
}

/** The specification, changed by text, in a folder of its own. */
export async function withChanged<Found>(
  file: string,
  changes: readonly { find: string; replace: string }[],
  look: (dir: string) => Promise<Found>,
): Promise<Found> {
  const dir = mkdtempSync(join(tmpdir(), 'parkade-protocol-'));
  try {
    cpSync(folder, dir, { recursive: true, filter: (path) => !path.endsWith('.ts') });
    let spec = readFileSync(join(dir, file), 'utf8');
    for (const { find, replace } of changes) {
      if (spec.split(find).length !== 2)
        throw new Error(`${file} must have this exactly once, to be changed: ${find}`);
      spec = spec.replace(find, () => replace);
    }
    writeFileSync(join(dir, file), spec);
    return await look(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What a module defines as `val`, between two of its comments. */
export const valuesBetween = (file: string, from: string, to: string | undefined): string[] => {
  const spec = readFileSync(join(folder, file), 'utf8');
  const start = spec.indexOf(from);
  const end = to === undefined ? spec.length : spec.indexOf(to, start);
  if (start < 0 || end < 0) throw new Error(`${file} has no "${from}" before "${to}"`);
  return [...spec.slice(start, end).matchAll(/^ {2}val (\w+)/gm)].flatMap(([, name]) => name ?? []);
};
