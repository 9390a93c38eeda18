import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { filesOf, groupOf, groups } from './groups.ts';
import { runStryker } from './run-stryker.ts';
import { survivors } from './survivors.ts';
import { verdictOf } from './verdict.ts';

const usage = `npm run mutants -- [--only GROUP_OR_FILE,...] [--concurrency 2] [--incremental] [--json]
groups: ${groups.join(', ')}; files: shared/ledger.ts, ...`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: groups.join(',') },
    concurrency: { type: 'string', default: '2' },
    // For work on tests: what neither changed nor has changed tests keeps its verdict. Not for figures of record.
    incremental: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

process.chdir(fileURLToPath(new URL('../..', import.meta.url)));

const files = values.only
  .split(',')
  .flatMap((name) => groups.find((group) => group === name) ?? name)
  .flatMap((name) =>
    groups.some((group) => group === name) ? filesOf(name as (typeof groups)[number]) : [name],
  );
const concurrency = Number(values.concurrency);
if (
  files.some((file) => groupOf(file) === undefined) ||
  !(Number.isInteger(concurrency) && concurrency > 0)
) {
  console.error(usage);
  process.exit(2);
}

const kept = 'node_modules/.cache/mutants';
if (values.incremental) mkdirSync(kept, { recursive: true });
const judged = await runStryker({
  files,
  concurrency,
  verdictsFile: values.incremental ? `${kept}/verdicts.json` : undefined,
  isQuiet: values.json,
});
const { figures, complaints } = verdictOf(judged, survivors);
for (const complaint of complaints) console.error(complaint);
if (values.json) console.log(JSON.stringify(figures));
else console.table({ all: figures.score, ...figures.groups });
if (!values.json) console.log(figures);
process.exitCode = complaints.length > 0 ? 1 : 0;
