import { dataDirAt } from '../../data-dir.ts';
import { findAgent } from '../command.ts';
import { checkDisk, checkKey } from '../doctor/check-disk.ts';
import { checkEngines } from '../doctor/check-engines.ts';
import { checkEnrolment, checkMarket } from '../doctor/check-market.ts';
import { checkRules } from '../doctor/check-rules.ts';
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
      const dir = dataDirAt(options.dataDir);
      const { now } = world;
      const agent = await findAgent(dir);
      const asking = { baseUrl: options.baseUrl, dir, now };
      const findings = [
        ...(await checkDisk(dir)),
        ...(await checkKey(dir, now)),
        ...(await checkMarket(asking)),
        ...(await checkEnrolment(asking, agent)),
        ...(await checkEngines(options)),
        ...(await checkRules({ options, dir, now })),
      ];
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
