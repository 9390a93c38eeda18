import { Command } from '@commander-js/extra-typings';
import { patches } from './all-patches.ts';
import { type Check, checkName, type Patch } from './patch.ts';
import { runCheck, type Verdict } from './run-check.ts';
import { copyTree, type TreeCopy } from './tree-copy.ts';

const options = new Command()
  .description(
    'puts known bugs into copies of the tree, one at a time: each must be caught by its named check',
  )
  .option('--only <name>', 'one bug, or all whose name begins so')
  .option('--json', 'print {patches, caught, escaped} alone')
  .option('--copies <count>', 'bugs that are tried at the same time', '2')
  .option('--seconds <count>', 'what a check may take', '60')
  .parse()
  .opts();

type Outcome = { name: string; verdict: Verdict | 'stale'; seconds: number };

const mostSeconds = Number(options.seconds);
const chosen = patches.filter(({ name }) => name.startsWith(options.only ?? ''));
if (chosen.length === 0) throw new Error(`there is no bug named ${options.only}`);
const copies = Array.from({ length: Number(options.copies) }, copyTree);

const tell = (line: string) => process.stderr.write(`${line}\n`);

/** Each copy takes the next one when it is free. */
async function inCopies<Each, Done>(
  all: readonly Each[],
  act: (copy: TreeCopy, each: Each) => Promise<Done>,
) {
  const waiting = all.entries();
  const done: Done[] = [];
  const work = async (copy: TreeCopy) => {
    for (const [at, each] of waiting) done[at] = await act(copy, each);
  };
  await Promise.all(copies.map(work));
  return done;
}

const timed = async (check: () => Promise<Verdict>) => {
  const began = performance.now();
  const verdict = await check();
  return { verdict, seconds: Math.round((performance.now() - began) / 100) / 10 };
};

/** A check that fails without a bug catches none. */
async function refuseUnsoundChecks(): Promise<void> {
  const checks = [...new Map(chosen.map(({ caughtBy }) => [checkName(caughtBy), caughtBy])).values()];
  const unsound = await inCopies(checks, async ({ dir }, check: Check) => {
    const { verdict, seconds } = await timed(() => runCheck(dir, check, 2 * mostSeconds));
    tell(`without a bug: ${verdict} in ${seconds} s: ${checkName(check)}`);
    return verdict === 'passed' ? [] : [`${checkName(check)}: ${verdict}`];
  });
  if (unsound.flat().length > 0)
    throw new Error(`these checks don't pass in the tree as it is:\n${unsound.flat().join('\n')}`);
}

async function tryBug(copy: TreeCopy, patch: Patch): Promise<Outcome> {
  try {
    const outcome = await copy.withBug(patch, () =>
      timed(() => runCheck(copy.dir, patch.caughtBy, mostSeconds)),
    );
    tell(
      `${outcome.verdict === 'failed' ? 'caught' : `ESCAPED (${outcome.verdict})`} in ${outcome.seconds} s: ${patch.name}`,
    );
    return { name: patch.name, ...outcome };
  } catch (error) {
    tell(`STALE: ${error instanceof Error ? error.message : error}`);
    return { name: patch.name, verdict: 'stale', seconds: 0 };
  }
}

try {
  const began = performance.now();
  await refuseUnsoundChecks();
  const outcomes = await inCopies(chosen, tryBug);
  const escaped = outcomes.filter(({ verdict }) => verdict !== 'failed');
  const caught = outcomes.length - escaped.length;
  const names = escaped.map(({ name, verdict }) => ({ name, verdict }));
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  if (options.json) console.log(JSON.stringify({ patches: outcomes.length, caught, escaped: names }));
  else console.log(`${caught} of ${outcomes.length} bugs were caught, in ${minutes} minutes`);
  for (const { name, verdict } of options.json ? [] : names) console.log(`  escaped (${verdict}): ${name}`);
  process.exitCode = escaped.length === 0 ? 0 : 1;
} finally {
  for (const copy of copies) copy.remove();
}
