import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A component as CycloneDX lists it. */
export type Component = {
  name: string;
  version: string;
  purl: string;
  hashes?: readonly { alg: string; content: string }[];
  licenses?: readonly { license?: { id?: string; name?: string }; expression?: string }[];
};
export type Sbom = { bomFormat: string; metadata: { component: { name: string } }; components: Component[] };

const repository = fileURLToPath(new URL('../..', import.meta.url));

type Locked = { version?: string; dev?: boolean; devOptional?: boolean };

/** Names and versions of the lock's packages that are not for development alone. */
export function ofTheProduct(): Set<string> {
  const { '': _root, ...packages } = JSON.parse(readFileSync(`${repository}/package-lock.json`, 'utf8'))
    .packages as Record<string, Locked>;
  const kept = Object.entries(packages).filter(([, { dev, devOptional }]) => !dev && !devOptional);
  return new Set(kept.map(([path, { version }]) => `${path.split('node_modules/').at(-1)}@${version}`));
}

/**
 * What the product is made of, as CycloneDX: what is installed here, but for development's tools. Told to leave those
 * out, npm 11 leaves out what the product and a tool both need; so it lists all, and the lock decides.
 */
export function sbom(): Sbom {
  const { status, stdout, stderr } = spawnSync('npm', ['sbom', '--sbom-format=cyclonedx'], {
    cwd: repository,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm sbom failed: ${stderr}`);
  const { dependencies: _all, ...made } = JSON.parse(stdout) as Sbom & { dependencies: unknown };
  const { name } = JSON.parse(readFileSync(`${repository}/package.json`, 'utf8'));
  const wanted = ofTheProduct();
  const components = made.components.filter((each) => wanted.has(`${each.name}@${each.version}`));
  // npm names it after the folder that it lies in.
  return {
    ...made,
    metadata: { ...made.metadata, component: { ...made.metadata.component, name } },
    components,
  };
}

if (import.meta.main) console.log(JSON.stringify(sbom(), null, 2));
