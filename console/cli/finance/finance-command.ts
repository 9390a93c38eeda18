import { Command } from '@commander-js/extra-typings';
import type { World } from '../world.ts';

/** A command of finance's with what all of them have in common. It throws where it would end the process. */
export const financeCommand = (world: World, name: string, summary: string) =>
  new Command(name)
    .description(summary)
    .option('--json', 'one JSON document on standard output; all else goes to standard error')
    .option('--local [dir]', "the demo that `npm start` serves, by the local.json of its folder ('.parkade')")
    .option('--as <person>', 'with --local: finance or approver', 'finance')
    .option('--base-url <url>', 'the market, as https://HOST/v1 (or PARKADE_BASE_URL)')
    .helpOption('-h, --help', 'show this help')
    .showHelpAfterError(`(parkade finance ${name} --help tells what it takes)`)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(text),
    });
