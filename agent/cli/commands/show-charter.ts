import { existsSync } from 'node:fs';
import type { Command } from '@commander-js/extra-typings';
import { type Charter, standardCharter } from '../../../shared/charter.ts';
import { agreedAt } from '../../agreed-charter.ts';
import { readCharter } from '../../charter-file.ts';
import type { DataDir } from '../../data-dir.ts';
import { charterSentences } from '../charter-sentences.ts';
import { dataDirOf, findAgent, newCommand } from '../command.ts';
import { findDeviceKey } from '../kept-device.ts';
import { exitCodes, Failure, type World } from '../world.ts';

export const charterCommand = (world: World): Command =>
  (newCommand(world, 'charter', "The owner's rules, as sentences") as unknown as Command)
    .option('--json', 'the charter itself, or a careful one to begin with where none is set')
    .action(async (options: { json?: true; dataDir?: string }) => {
      const found = await findCharter(dataDirOf(world, options.dataDir));
      if (!found && !options.json)
        throw new Failure(
          exitCodes.usage,
          'No rules are set. A careful charter to begin with: parkade-agent charter --json > charter.json',
        );
      const { path, rules } = found ?? { path: 'a careful charter to begin with', rules: standardCharter };
      // To be edited by a person.
      world.stdout.write(`${options.json ? JSON.stringify(rules, null, 2) : pageOf(path, rules)}\n`);
    })
    .addCommand(checkCommand(world));

const checkCommand = (world: World): Command =>
  newCommand(world, 'check', 'Whether a file is a valid charter, and what it says')
    .argument('<file>', 'the charter, JSON')
    .action(async (file) => {
      const rules = await readCharter(file).catch((error: unknown) => {
        throw new Failure(exitCodes.unsound, error instanceof Error ? error.message : String(error));
      });
      world.stdout.write(`${pageOf(file, rules)}\n`);
    }) as unknown as Command;

/** The rules that a running agent goes by, else those in the data folder. */
export async function findCharter(
  dir: DataDir,
  named?: string,
): Promise<{ path: string; rules: Charter } | undefined> {
  const agent = await findAgent(dir);
  const path = named ?? agent?.charter?.path ?? dir.charter;
  const own = existsSync(path) ? await readCharter(path) : undefined;
  const agreed = await findAgreed(dir);
  const rules = agreed ? agreed.rules(own) : own;
  if (!rules) return undefined;
  return { path: rules === own ? path : `version ${agreed?.version()} of your account`, rules };
}

/** What its owner agreed to at the market, where it was fetched already. */
async function findAgreed(dir: DataDir) {
  const device = existsSync(dir.agreedCharter) ? await findDeviceKey(dir.device, Date.now) : undefined;
  const { identity } = device ?? {};
  return identity && agreedAt(dir.agreedCharter, () => identity);
}

const pageOf = (path: string, rules: Charter): string =>
  [`The rules of ${path}:`, '', ...charterSentences(rules).map((sentence) => `- ${sentence}`)].join('\n');
