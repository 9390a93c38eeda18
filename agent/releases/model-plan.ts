import { catalogue } from '../../shared/catalogue.ts';
import type { Manifest, ManifestModel } from '../../shared/contract/manifest.ts';

type Wish = {
  /** What this agent has engines for. */
  runnable: readonly string[];
  /** What its owner wants of it; left out: all. */
  models?: readonly string[] | undefined;
};

/** What becomes of a model of a manifest: its files are to be had, or why it can not be offered here. */
export type Planned = ManifestModel & { problem?: string };

/**
 * What to fetch of a manifest, in its order. A model is pinned twice: what the manifest names must be, file by file,
 * what this agent's catalogue sells. One that is not is left out alone, since a later agent may sell it.
 */
export const modelPlan = (manifest: Manifest, wish: Wish): Planned[] =>
  manifest.models
    .filter(({ model }) => wish.runnable.includes(model) && (wish.models?.includes(model) ?? true))
    .map((each) => {
      const problem = mismatch(each);
      return problem === undefined ? { ...each, files: soldOf(each) } : { ...each, problem };
    });

const namesSold = (model: string) => catalogue.find(({ id }) => id === model)?.files ?? [];

/** Without what else the manifest names of it: no engine reads that. */
const soldOf = ({ model, files }: ManifestModel) =>
  files.filter((file) => namesSold(model).some(({ name }) => name === file.name));

function mismatch({ model, files }: ManifestModel): string | undefined {
  for (const { name, sha256 } of namesSold(model)) {
    const named = files.find((file) => file.name === name);
    if (!named) return `The manifest has no file ${name} of it.`;
    if (named.sha256 !== sha256)
      return `The manifest's ${name} is not the one that is sold: sha256 ${named.sha256}, not ${sha256}. An update of the agent may be due.`;
  }
  return undefined;
}
