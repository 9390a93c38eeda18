import { homedir } from 'node:os';
import { join } from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { callAgent } from '../control-client.ts';
import { type DataDir, dataDirAt } from '../data-dir.ts';
import { type AgentStatus, agentStatus } from '../status.ts';
import { isSystemError } from '../whole-file.ts';
import { exitCodes, Failure, type World } from './world.ts';

/** A command with what all of them have in common. It throws where it would end the process. */
export const newCommand = (world: World, name: string, summary: string) =>
  new Command(name)
    .description(summary)
    .option('--data-dir <folder>', `what the agent keeps (${defaultDataDir()})`)
    .helpOption('-h, --help', 'show this help')
    .showHelpAfterError(`(parkade-agent ${name} --help tells what it takes)`)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void world.stdout.write(text),
      writeErr: (text) => void world.stderr.write(text),
    });

const defaultDataDir = (stateDir = '~/.local/state') => join(stateDir, 'parkade-agent');

/** --data-dir, else PARKADE_DATA_DIR, else where programs of this user keep their state. */
export function dataDirOf({ environment }: Pick<World, 'environment'>, given: string | undefined): DataDir {
  const stateDir = environment.XDG_STATE_HOME || join(homedir(), '.local', 'state');
  return dataDirAt(given ?? environment.PARKADE_DATA_DIR ?? defaultDataDir(stateDir));
}

/** Throws with exit code 3 where no agent runs on this folder. */
export async function tellAgent(
  dir: DataDir,
  method: 'GET' | 'POST',
  route: string,
  body?: object,
): Promise<AgentStatus> {
  try {
    return agentStatus.parse(await callAgent(dir.socket, method, route, body));
  } catch (error) {
    if (isSystemError(error, 'ENOENT', 'ECONNREFUSED'))
      throw new Failure(
        exitCodes.notRunning,
        `No agent runs on ${dir.root}. Start it with: parkade-agent run. ` +
          'If it keeps its data elsewhere, name the folder with --data-dir.',
      );
    throw error;
  }
}

export const findAgent = (dir: DataDir): Promise<AgentStatus | undefined> =>
  tellAgent(dir, 'GET', '/status').catch((error: unknown) => {
    if (error instanceof Failure) return undefined;
    throw error;
  });
