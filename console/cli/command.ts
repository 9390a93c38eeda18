import { Command, Option } from '@commander-js/extra-typings';
import { windows } from './windows.ts';
import type { World } from './world.ts';

/** A command with what all of them have in common. It throws where it would end the process. */
export const newCommand = (world: World, name: string, summary: string) =>
  new Command(name)
    .description(summary)
    .option('--json', 'one JSON document on standard output; all else goes to standard error')
    .helpOption('-h, --help', 'show this help')
    .addHelpText('after', '\nExit codes: see parkade --help')
    .showHelpAfterError(`(parkade ${name} --help tells what it takes)`)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(text),
    });

export const windowOption = (fallback: string) =>
  new Option('--window <window>', `${windows.join(', ')}: sooner costs more (${fallback})`).choices(windows);
