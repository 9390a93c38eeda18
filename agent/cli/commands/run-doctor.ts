import type { CheckFinding } from '../doctor/finding.ts';
import { judgedOptions, optionsFor } from '../vehicle-options.ts';
import { facts } from '../wording.ts';
import { exitCodes, give, type World } from '../world.ts';

export const doctorCommand = (world: World) =>
  judgedOptions(world, 'doctor', 'Look at all that the agent needs, and say what to do about what is wrong')
    .option('--json', 'one JSON document on standard output')
    .addHelpText('after', '\nGive it what `run` is given. Exit code 4 where anything is wrong.')
    .action(async ({ json, ...given }) => {
      const options = await optionsFor(world, given);
      // What engines, brokers and cryptography bring along is not for `status` to load.
      const { examine } = await import('../doctor/examine.ts');
      const findings = await examine(options, world.now);
      const isSound = findings.every(({ state }) => state !== 'wrong');
      give(world, { json }, { text: page(findings), document: { sound: isSound, findings } });
      if (!isSound) world.endWith(exitCodes.unsound);
    });

const marks = { fine: 'ok', odd: 'odd', wrong: 'WRONG' } as const;

const page = (findings: readonly CheckFinding[]): string =>
  facts(
    findings.map(({ check, state, text, todo }) => [
      `${marks[state].padEnd(6)} ${check}`,
      todo === undefined ? text : `${text}\n-> ${todo}`,
    ]),
  );
