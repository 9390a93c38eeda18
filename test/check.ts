import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import pMap from 'p-map';

/**
 * `npm run check`: all that can be judged without running the market. Every step runs, whatever failed before it; the
 * longest begin first, two at a time, and each tells all that it has to say when it is done.
 */
const steps: Record<string, string[]> = {
  types: ['tsc'],
  architecture: [
    'depcruise',
    '--config',
    'test/architecture/dependency-cruiser.cjs',
    '--output-type',
    'err',
    '.',
  ],
  'dead code': ['knip'],
  secrets: ['secretlint', '--secretlintrc', 'test/supply-chain/secrets.json', '**/*'],
  "the pages' types": ['tsc', '-p', 'console/web/tsconfig.json'],
  style: ['biome', 'check', '--error-on-warnings', '.'],
};

const repository = fileURLToPath(new URL('..', import.meta.url));
const outputMaxBytes = 50_000_000;

function run(program: string, args: readonly string[]): Promise<{ passed: boolean; output: string }> {
  const options = { cwd: repository, shell: process.platform === 'win32', maxBuffer: outputMaxBytes };
  return new Promise((resolve) => {
    execFile(`node_modules/.bin/${program}`, args, options, (error, stdout, stderr) => {
      const started = error === null || typeof error.code === 'number';
      resolve({ passed: error === null, output: stdout + stderr + (started ? '' : error.message) });
    });
  });
}

const outcomes = await pMap(
  Object.entries(steps),
  async ([step, [program = '', ...args]]) => {
    const { passed, output } = await run(program, args);
    console.log(`\n── ${step}: ${[program, ...args].join(' ')}\n${output}`);
    return { step, passed };
  },
  { concurrency: 2 },
);
const failed = outcomes.filter(({ passed }) => !passed).map(({ step }) => step);

console.log(failed.length > 0 ? `\ncheck failed: ${failed.join(', ')}` : '\ncheck passed');
process.exit(failed.length > 0 ? 1 : 0);
