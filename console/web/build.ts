import { globSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

/**
 * `npm run build:web`: the console's pages, made into console/web/dist. With --if-needed nothing is done where no
 * source is newer than what was made.
 */
const here = import.meta.dirname;
const repository = join(here, '../..');
const made = join(here, 'dist');

const onlyIfNeeded = process.argv.includes('--if-needed');

/** What the pages are made of. */
const sources = [
  'console/web/{src,public}/**/*',
  'console/web/{index.html,build.ts,tsconfig.json}',
  'shared/{contract/*,money.ts}',
  'package-lock.json',
];

const changedAt = (path: string): number => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;

function isCurrent(): boolean {
  const madeAt = changedAt(join(made, 'index.html'));
  return globSync(sources, { cwd: repository }).every((path) => changedAt(join(repository, path)) < madeAt);
}

/** Into a folder of its own, which then takes the place of the last one: whoever reads finds the one or the other. */
async function make(): Promise<void> {
  // Whoever starts this may be a test: React for developers is twice the size.
  process.env.NODE_ENV = 'production';
  const draft = mkdtempSync(join(here, '.dist-'));
  try {
    await build({
      root: here,
      configFile: false,
      logLevel: 'warn',
      build: {
        outDir: draft,
        emptyOutDir: true,
        target: 'es2023',
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        reportCompressedSize: false,
        manifest: true,
        license: { fileName: 'licenses.md' },
        // "use client" speaks to servers that draw pages; there is none.
        rolldownOptions: {
          onwarn: (warning, tell) => {
            if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') tell(warning);
          },
        },
      },
    });
    // Another may have made them meanwhile, and be reading them.
    if (onlyIfNeeded && isCurrent()) return;
    rmSync(made, { recursive: true, force: true });
    try {
      renameSync(draft, made);
    } catch (error) {
      // Another put theirs there after the last look.
      if (!isCurrent()) throw error;
    }
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

if (!onlyIfNeeded || !isCurrent()) await make();
