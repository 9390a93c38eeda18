import { Command } from '@commander-js/extra-typings';
import { whatIfCommand } from './commands/ask-what-if.ts';
import { enrollCommand } from './commands/enroll-vehicle.ts';
import { eraseCommand } from './commands/erase-data.ts';
import { exportCommand } from './commands/export-data.ts';
import { rotateKeysCommand } from './commands/rotate-keys.ts';
import { runCommand } from './commands/run-agent.ts';
import { doctorCommand } from './commands/run-doctor.ts';
import { finishCommand, pauseCommand, resumeCommand, stopCommand } from './commands/say-word.ts';
import { charterCommand } from './commands/show-charter.ts';
import { statusCommand } from './commands/show-status.ts';
import { whyCommand } from './commands/show-why.ts';
import { exitCodeHelp, type World } from './world.ts';

const examples = `
Examples:
  parkade-agent enroll CODE --base-url https://HOST/v1
  parkade-agent charter check charter.json
  parkade-agent run --charter charter.json --signals mqtt://127.0.0.1/teslamate
  parkade-agent status
  parkade-agent why --since 24h

`;

/** The whole command line. It throws where it would end the process. */
export function newProgram(world: World): Command {
  const program = new Command('parkade-agent')
    .description(
      "The program in the car: it computes for the market while its owner's rules allow, and never longer.",
    )
    .version(world.version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .addHelpText('after', examples + exitCodeHelp)
    .showHelpAfterError('(parkade-agent --help tells what there is)')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(text),
    });
  for (const add of [
    enrollCommand,
    runCommand,
    statusCommand,
    whyCommand,
    pauseCommand,
    resumeCommand,
    finishCommand,
    stopCommand,
    charterCommand,
    whatIfCommand,
    doctorCommand,
    exportCommand,
    eraseCommand,
    rotateKeysCommand,
  ])
    program.addCommand(add(world) as unknown as Command);
  return program;
}
