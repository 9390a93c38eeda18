import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** `npm run check`: all that can be judged without running the market. Every step runs, whatever failed before it. */
const steps: Record<string, string[]> = {
  types: ['tsc'],
  "the pages' types": ['tsc', '-p', 'console/web/tsconfig.json'],
  style: ['biome', 'check', '--error-on-warnings', '.'],
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
};

const repository = fileURLToPath(new URL('..', import.meta.url));
const failed = Object.entries(steps)
  .filter(([step, [program = '', ...args]]) => {
    console.log(`\n── ${step}: ${[program, ...args].join(' ')}`);
    const { status, error } = spawnSync(`node_modules/.bin/${program}`, args, {
      cwd: repository,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (error) console.error(error.message);
    return status !== 0;
  })
  .map(([step]) => step);

console.log(failed.length > 0 ? `\ncheck failed: ${failed.join(', ')}` : '\ncheck passed');
process.exit(failed.length > 0 ? 1 : 0);
