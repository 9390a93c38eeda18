import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import { dataDirOf, newCommand } from '../command.ts';
import { leasesIn } from '../kept-device.ts';
import { count } from '../wording.ts';
import { tell, usageFailure, type World } from '../world.ts';

export const eraseCommand = (world: World) =>
  newCommand(world, 'erase', "Delete the car's log, meters and what was not handed in")
    .option('--identity', "its keys, settings, rules and the owner's word as well: it must be enrolled anew")
    .option('--yes', 'do not ask')
    .action(async (options) => {
      const dir = dataDirOf(world, options.dataDir);
      // Its lock: an agent that runs would write on.
      const { openControl } = await import('../../control.ts');
      const control = await openControl(dir.socket);
      try {
        const paths = [dir.journal, dir.meters, dir.spool];
        if (options.identity) paths.push(dir.device, dir.settings, dir.word, dir.charter);
        const unpaid = (await leasesIn(dir.spool)).filter(({ endsAt }) => endsAt > world.now());
        const warning =
          unpaid.length > 0 ? `${count(unpaid.length, 'task')} not handed in yet will not be paid.\n` : '';
        const question = `${warning}This deletes for good:\n${paths.map((path) => `  ${path}\n`).join('')}`;
        if (!options.yes && !(await isAgreed(world, question))) {
          tell(world, 'Nothing was deleted.');
          return;
        }
        for (const path of paths) await rm(path, { recursive: true, force: true });
        tell(world, 'Deleted.');
      } finally {
        await control.close();
      }
    });

async function isAgreed({ stdin, stderr }: World, question: string): Promise<boolean> {
  if (!stdin.isTTY) throw usageFailure(`${question}Nobody can be asked here: say --yes if that is meant.`);
  const asking = createInterface({ input: stdin, output: stderr });
  try {
    return (await asking.question(`${question}Type "erase" to go on: `)).trim() === 'erase';
  } finally {
    asking.close();
  }
}
