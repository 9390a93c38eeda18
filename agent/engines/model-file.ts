import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getModel } from '../../shared/catalogue.ts';
import { cachedPath } from './cached-path.ts';

/** Where the models that ship with the agent lie. */
export const shippedModels = fileURLToPath(new URL('../models', import.meta.url));

/** Where a model's files lie: in a folder as it ships, or in a cache of what was downloaded, by their sha256. */
export type ModelPlace = { folder?: string | undefined; cache?: string | undefined };

export type ModelFile = { path: string; bytes: Buffer; sha256: string };

/**
 * Reads each file of a catalogue model, in the catalogue's order. Where no cache is named, names that begin with @ are
 * files of npm packages, and others lie in `folder`. Throws, with file, expected and found sha256, when one is not the
 * file that is sold.
 */
export async function readModelFiles(modelId: string, place: ModelPlace = {}): Promise<ModelFile[]> {
  const files: ModelFile[] = [];
  for (const { name, sha256 } of getModel(modelId).files) {
    const path = pathOf({ name, sha256 }, place);
    const bytes = await readFile(path);
    const found = createHash('sha256').update(bytes).digest('hex');
    if (found !== sha256)
      throw new Error(
        `${path} is not the file of model '${modelId}': expected sha256 ${sha256}, found ${found}. ` +
          'Restore the file; a receipt must name the model that ran.',
      );
    files.push({ path, bytes, sha256 });
  }
  return files;
}

function pathOf(
  file: { name: string; sha256: string },
  { folder = shippedModels, cache }: ModelPlace,
): string {
  if (cache !== undefined) return cachedPath(cache, file);
  return file.name.startsWith('@')
    ? createRequire(import.meta.url).resolve(file.name)
    : join(folder, file.name);
}

/** The one file at `index`; the catalogue says how many a model has. */
export function fileAt(files: readonly ModelFile[], index: number): ModelFile {
  const file = files[index];
  if (!file) throw new Error(`The catalogue lists no file ${index} for this model.`);
  return file;
}

/** `name version` of an installed npm package. */
export function packageVersion(name: string): string {
  const { version } = createRequire(import.meta.url)(`${name}/package.json`);
  return `${name} ${version}`;
}
