import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Component, sbom } from './sbom.ts';

type Locked = {
  version?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  inBundle?: boolean;
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
  hasInstallScript?: boolean;
} & Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string> | undefined>;

const repository = fileURLToPath(new URL('../..', import.meta.url));
const read = (path: string) => readFileSync(join(repository, path), 'utf8');
const manifest = JSON.parse(read('package.json'));
const { '': root, ...packages } = JSON.parse(read('package-lock.json')).packages as Record<string, Locked>;
const installed = Object.entries(packages);
const nameOf = (path: string) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

describe('install scripts', () => {
  test('each package that has one is decided on, and a new one is not let in unseen', () => {
    const having = installed
      .filter(([, { hasInstallScript }]) => hasInstallScript)
      .map(([path]) => nameOf(path));
    expect(Object.keys(manifest.allowScripts).sort()).toEqual([...new Set(having)].sort());
  });

  test('one alone may run: it puts Node in its place', () => {
    const allowed = Object.entries(manifest.allowScripts).filter(([, may]) => may);
    expect(allowed.map(([name]) => name)).toEqual(['node']);
  });

  test('the install runs none by itself, and then the listed ones by name', () => {
    const script = read('local/install.mjs');
    const runs = [...script.matchAll(/npm\('(\w+)', (.*)\);/g)].map(([, command, args]) => [command, args]);
    expect(runs).toEqual([
      ['install', expect.stringContaining("'--ignore-scripts'")],
      ['rebuild', expect.stringMatching(/^\.\.\.allowed, /)],
    ]);
  });
});

describe('the lock file', () => {
  test('pins every package to its bytes', () => {
    // What lies inside another package's bytes is pinned with them.
    const loose = installed.filter(
      ([, { integrity, link, inBundle }]) => link || (!inBundle && !/^sha512-/.test(integrity ?? '')),
    );
    expect(loose.map(([path]) => path)).toEqual([]);
    expect(installed.length).toBeGreaterThan(500);
  });

  test('names no place to fetch from: the registry of whoever installs is asked, and the bytes must be the same', () => {
    expect(installed.filter(([, { resolved }]) => resolved !== undefined)).toEqual([]);
  });

  test.each(['dependencies', 'devDependencies', 'optionalDependencies'] as const)(
    'has the %s of package.json, each at one version',
    (kind) => {
      expect(root?.[kind] ?? {}).toEqual(manifest[kind] ?? {});
      for (const [name, version] of Object.entries(root?.[kind] ?? {})) {
        expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
        expect(packages[`node_modules/${name}`]?.version, name).toBe(version);
      }
    },
  );
});

describe('what the product is made of', () => {
  const made = sbom();
  const licenceOf = ({ licenses = [] }: Component) =>
    licenses
      .map(({ license, expression }) => license?.id ?? expression ?? license?.name ?? 'none')
      .join(', ');

  test('is listed: each package that is not for development alone, with its bytes', () => {
    expect(made).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'parkade' } } });
    const bundled = new Set(
      installed.flatMap(([path, { inBundle, version }]) => (inBundle ? [`${nameOf(path)}@${version}`] : [])),
    );
    const listed = new Set(made.components.map(({ name, version }) => `${name}@${version}`));
    for (const [path, { dev, devOptional, optional, version }] of installed)
      if (!dev && !devOptional && !optional) expect(listed, path).toContain(`${nameOf(path)}@${version}`);
    for (const { name, version, hashes = [] } of made.components)
      if (!bundled.has(`${name}@${version}`)) expect(hashes.length, name).toBeGreaterThan(0);
  });

  test('has licences that ask for no more than their text: a new kind is looked at first', () => {
    const known = [
      'MIT',
      'Apache-2.0',
      'ISC',
      '0BSD',
      'BSD-2-Clause',
      'BSD-3-Clause',
      'BlueOak-1.0.0',
      // Given to the public domain: it asks for nothing at all.
      'Unlicense',
      '(MIT OR Apache-2.0)',
      '(MIT OR CC0-1.0)',
      '(BSD-2-Clause OR MIT OR Apache-2.0)',
    ];
    const others = made.components.filter((each) => !known.includes(licenceOf(each)));
    expect(others.map((each) => `${each.name}: ${licenceOf(each)}`)).toEqual([]);
  });
});

/** `npm run check` looks through the repository; here it is shown that it would find one. */
describe('the scan for secrets', () => {
  const random = (length: number) => 'aB3dE5gH7jK9mN1pQ3sT5vW7yZ9bC1eF3hJ5'.repeat(3).slice(0, length);
  const found = (text: string) => {
    const dir = mkdtempSync(join(tmpdir(), 'secrets-'));
    writeFileSync(join(dir, 'leak.ts'), `export const leak = ${text};\n`);
    const { status } = spawnSync(
      join(repository, 'node_modules/.bin/secretlint'),
      ['--secretlintrc', join(repository, 'test/supply-chain/secrets.json'), 'leak.ts'],
      { cwd: dir },
    );
    rmSync(dir, { recursive: true });
    return status;
  };

  test.each([
    ['a key of the API', `'pk_${random(32)}'`],
    ['a live key of the API', `'pk_live_${random(32)}'`],
    ["a key of Stripe's", `'rk_live_${random(24)}'`],
    ['the secret of a webhook', `'whsec_${random(44)}'`],
    ["a vehicle's private key", `{ "kty": "OKP", "d": "${random(43)}" }`],
    ['a private key as PEM', `'-----BEGIN ${'PRIVATE'} KEY-----'`],
    ["a key of AWS's", `{ AWS_SECRET_ACCESS_KEY: '${random(40)}' }`],
  ])('finds %s', (_what, text) => {
    expect(found(text)).toBe(1);
  });

  test('lets the names of things through', () => {
    expect(found("'batch_01jw8x3c5d7f9h1k3m5p7r9t1v, pk_live, whsec_...dHh8'")).toBe(0);
  });
});
