import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const program = fileURLToPath(new URL('verdict.mjs', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));
let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'verdict-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

function verdict(...args: string[]) {
  const { stdout, status } = spawnSync(process.execPath, [program, ...args], { cwd: root, encoding: 'utf8' });
  return { lines: stdout.trimEnd().split('\n'), status };
}

type TestFile = { status: string; assertionResults: object[]; message?: string };

function resultsOf(name: string, numPassedTests: number, files: TestFile[] = []): string {
  const path = join(dir, `${name}.json`);
  const testResults = files.map((file, at) => ({
    message: '',
    ...file,
    name: join(root, `test/${at}.test.ts`),
  }));
  writeFileSync(path, JSON.stringify({ numPassedTests, testResults }));
  return path;
}

const passed = { status: 'passed', assertionResults: [{ fullName: 'it works', status: 'passed' }] };

test('counts what passed in each run, and the check as one', () => {
  const [tests, faults] = [resultsOf('a', 7, [passed]), resultsOf('b', 3, [passed])];
  expect(verdict('0', `${tests}=0`, `${faults}=0`)).toEqual({ lines: ['11 passed, 0 failed'], status: 0 });
});

test('tells each failed test by its file, its name and what was expected, without colours, before the last line', () => {
  const failureMessages = ['AssertionError: expected \u001b[31m1\u001b[39m to be 2\n    at it'];
  const odd = { fullName: 'the sum is even', status: 'failed', failureMessages };
  const tests = resultsOf('c', 6, [passed, { status: 'failed', assertionResults: [odd] }]);
  expect(verdict('1', `${tests}=1`)).toEqual({
    lines: [
      'FAILED test/1.test.ts > the sum is even',
      '  AssertionError: expected 1 to be 2',
      '      at it',
      'FAILED npm run check',
      '6 passed, 2 failed',
    ],
    status: 1,
  });
});

test('a file that could not be loaded, a run without results, one of nothing and one that broke beside its tests each count as a failure', () => {
  const unloaded = { status: 'failed', assertionResults: [], message: 'Cannot find module' };
  const [some, nothing, broken] = [resultsOf('d', 4, [unloaded]), resultsOf('e', 0), resultsOf('f', 5)];
  const none = join(dir, 'none.json');
  expect(verdict('0', `${some}=1`, `${none}=1`, `${nothing}=0`, `${broken}=1`)).toEqual({
    lines: [
      'FAILED test/0.test.ts',
      '  Cannot find module',
      `FAILED ${none}: the run left no results`,
      `FAILED ${nothing}: no test failed of 0, and the run ended with 0`,
      `FAILED ${broken}: no test failed of 5, and the run ended with 1`,
      '10 passed, 4 failed',
    ],
    status: 1,
  });
});
