import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Command, Option } from '@commander-js/extra-typings';
import { kinds } from './fault-table.ts';

/** Tells stories with faults of one's choice: which call or await, how it fails, at which of its hits. */
const { story, site, kind, at, hit, record } = new Command('node test/faults/main.ts')
  .description('Lets calls of clients fail, and processes die, in the stories of test/faults/stories/.')
  .option('--story <name>', 'only this one, such as payments')
  .option('--site <id>', 'only this call fails, named as in test/faults/reached.json')
  .addOption(new Option('--kind <kind>', 'only in this way').choices(kinds))
  .option('--at <id>', 'only at this await the process dies, named as in test/faults/crash/died-at.json')
  .option('--hit <number>', 'not the first time that it is come to, but this one', '1')
  .option('--record', 'notes which story reaches which call and which await')
  .parse()
  .opts();

const repository = fileURLToPath(new URL('../..', import.meta.url));
const folder = at === undefined ? 'test/faults' : 'test/faults/crash';
const { status } = spawnSync(
  `${repository}node_modules/.bin/vitest`,
  ['run', '--config', 'test/vitest.config.ts', story === undefined ? folder : `${folder}/${story}.test.ts`],
  {
    cwd: repository,
    stdio: 'inherit',
    env: {
      ...process.env,
      FAULT_HIT: hit,
      CRASH_HIT: hit,
      ...(site !== undefined && { FAULT_SITE: site }),
      ...(kind !== undefined && { FAULT_KIND: kind }),
      ...(at !== undefined && { CRASH_SITE: at }),
      ...(record && { FAULT_RECORD: '1', CRASH_RECORD: '1' }),
    },
  },
);
process.exit(status ?? 1);
