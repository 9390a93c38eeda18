import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Check } from './patch.ts';

/** `failed`: a test of that name said no. `none`: none ran, since the file can't be loaded or has no such test. */
export type Verdict = 'passed' | 'failed' | 'none' | 'late';

const report = z.object({
  testResults: z.array(
    z.object({
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Runs a check in a copy of the tree. What takes longer is `late`: a hang is not a test that says no. */
export async function runCheck(dir: string, check: Check, mostSeconds: number): Promise<Verdict> {
  if ('tool' in check) {
    // That file and what it imports: the whole of the tree takes longer than a check may.
    const project = { extends: './tsconfig.json', files: [check.file], include: [] };
    writeFileSync(join(dir, 'sabotage.tsconfig.json'), JSON.stringify(project));
    const compiler = ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'sabotage.tsconfig.json'];
    const code = await run(dir, compiler, mostSeconds);
    if (code === 'late') return 'late';
    return code === 0 ? 'passed' : 'failed';
  }
  const output = join(dir, 'sabotage-report.json');
  rmSync(output, { force: true });
  const name = check.test.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const args = ['run', '--config', 'test/vitest.config.ts', check.file, '-t', name];
  const json = ['--reporter=json', `--outputFile=${output}`];
  const code = await run(dir, ['node_modules/vitest/vitest.mjs', ...args, ...json], mostSeconds);
  if (code === 'late') return 'late';
  const tests = report.parse(JSON.parse(readFileSync(output, 'utf8'))).testResults;
  const ran = tests.flatMap(({ assertionResults }) => assertionResults);
  const named = ran.filter(({ fullName, status }) => fullName.includes(check.test) && status !== 'skipped');
  if (named.some(({ status }) => status === 'failed')) return 'failed';
  return named.some(({ status }) => status === 'passed') ? 'passed' : 'none';
}

function run(dir: string, args: readonly string[], mostSeconds: number): Promise<number | null | 'late'> {
  const child = spawn(process.execPath, args, { cwd: dir, stdio: 'ignore', detached: true });
  return new Promise((resolve, reject) => {
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      // With its workers, which are of its group.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, mostSeconds * 1_000);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      resolve(isLate ? 'late' : code);
    });
  });
}
