/** A bug of a kind that is seen in the field, as a change of the code's text that survives edits around it. */
export type Patch = {
  /** Short, unique, of letters and hyphens. */
  name: string;
  /** What could happen with it. */
  why: string;
  file: string;
  /** Each stands in the file exactly once: else the patch is stale, which is a failure of its own. */
  changes: readonly Change[];
  caughtBy: Check;
};

type Change = { find: string; replace: string };

/** What must catch it: the tests of a file whose names have this text in them, or the compiler, looking at a file. */
export type Check = { file: string; test: string } | { tool: 'tsc'; file: string };

/** The text with the bug in it. Throws where it no longer fits. */
export function sabotaged(text: string, { name, file, changes }: Patch): string {
  return changes.reduce((changed, { find, replace }) => {
    const times = changed.split(find).length - 1;
    if (times !== 1) throw new Error(`${name} is stale: ${file} has this ${times} times: ${find}`);
    return changed.replace(find, () => replace);
  }, text);
}

export const checkName = (check: Check): string =>
  'tool' in check ? `${check.tool} ${check.file}` : `${check.file} > ${check.test}`;
