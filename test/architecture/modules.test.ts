import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const repository = new URL('../..', import.meta.url).pathname;
const config = join(repository, 'test/architecture/dependency-cruiser.cjs');
const require = createRequire(import.meta.url);
const rules: string[] = require(config).forbidden.map(({ name }: { name: string }) => name);

type Report = {
  modules: { source: string }[];
  summary: { violations: { rule: { name: string }; from: string; to: string }[] };
};

/** What `npm run check` runs, over any folder. */
function cruise(folder: string): Report {
  const program = join(repository, 'node_modules/.bin/depcruise');
  const report = execFileSync(process.execPath, [program, '--config', config, '--output-type', 'json', '.'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1_024 * 1_024,
  });
  return JSON.parse(report);
}

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A repository of these files; `fakes` are packages that need only be found. */
function repositoryOf(files: Record<string, string>, fakes: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'parkade-architecture-'));
  folders.push(folder);
  const packages = fakes.flatMap((name) => [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })],
    [`node_modules/${name}/index.js`, ''],
  ]);
  const dependencies = Object.fromEntries(fakes.map((name) => [name, '1.0.0']));
  for (const [path = '', text = ''] of [
    ...Object.entries(files),
    ...packages,
    ['package.json', JSON.stringify({ dependencies })],
  ]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  cpSync(join(repository, 'tsconfig.json'), join(folder, 'tsconfig.json'));
  return folder;
}

test('no module of the repository breaks a rule, and more than a hundred were read', () => {
  const { modules, summary } = cruise(repository);
  expect(summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} imports ${to}`)).toEqual([]);
  const ours = modules.map(({ source }) => source).filter((source) => /^[a-z]+\/.*\.ts$/.test(source));
  expect(ours.filter((source) => !source.startsWith('node_modules/')).length).toBeGreaterThan(100);
  for (const folder of ['shared', 'functions', 'agent', 'local', 'infra', 'test'])
    expect(ours, `nothing of ${folder}/ was read`).toContainEqual(expect.stringMatching(`^${folder}/`));
});

test('each rule catches what it forbids', () => {
  const { summary } = cruise(
    repositoryOf(
      {
        'shared/tariff.ts': "import 'jose'; import 'node:fs'; import './quote.ts'; import 'zod';",
        'shared/quote.ts': "import './tariff.ts'; import '../local/start.ts';",
        'shared/contract/batches.ts': '',
        'functions/adapters/files.ts': "import 'stripe'; import '../edge/http.ts';",
        'functions/edge/http.ts': "import '../market/plan-batch.ts'; import 'stripe';",
        'functions/market/plan-batch.ts': "import './settle-batch.ts';",
        'functions/market/settle-batch.ts': '',
        'functions/customer/create-file.ts': "import '../owner/get-earnings.ts';",
        'functions/customer/get-file.ts': "import './create-file.ts';",
        'functions/owner/get-earnings.ts': "import './no-such-file.ts';",
        'agent/main.ts': "import '../functions/edge/http.ts';",
        'console/app.ts': "import '../shared/quote.ts'; import '../shared/contract/batches.ts';",
        'console/cli/main.ts': "import '../web/src/main.tsx';",
        'console/web/src/main.tsx': "import 'node:fs'; import '../../cli/main.ts';",
        'infra/app.ts': "import '../agent/main.ts';",
        'local/start.ts': "import '../test/rig.ts';",
        'test/rig.ts': "import '../local/data.ts';",
        'local/data.ts': '',
      },
      ['jose', 'zod', 'stripe'],
    ),
  );
  const caught = Map.groupBy(summary.violations, ({ rule }) => rule.name);
  expect([...caught.keys()].sort()).toEqual([...rules].sort());
  const caughtBy = (rule: string) => (caught.get(rule) ?? []).map(({ from, to }) => `${from} → ${to}`);
  expect(caughtBy('shared-is-pure')).toContain('shared/tariff.ts → node_modules/jose/index.js');
  expect(caughtBy('only-adapters-reach-out')).toEqual([
    'functions/edge/http.ts → node_modules/stripe/index.js',
  ]);
  expect(caughtBy('nothing-imports-tests')).toEqual(['local/start.ts → test/rig.ts']);
  const told = summary.violations.map(({ from, to }) => `${from} → ${to}`);
  expect(told).not.toContain('console/app.ts → shared/contract/batches.ts');
  expect(told).not.toContain('shared/tariff.ts → node_modules/zod/index.js');
});
