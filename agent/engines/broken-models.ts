import { readModelFiles } from './model-file.ts';

/** Those of the built-in `models` whose files are not there or not what is sold, and why: file, expected and found. */
export async function findBrokenModels(models: readonly string[]): Promise<Map<string, string>> {
  const broken = new Map<string, string>();
  for (const model of models)
    try {
      await readModelFiles(model);
    } catch (error) {
      broken.set(model, error instanceof Error ? error.message : String(error));
    }
  return broken;
}
