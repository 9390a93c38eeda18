import { CommanderError } from '@commander-js/extra-typings';
import { AgentRunsAlready } from '../agent-runs-already.ts';
import { newProgram } from './program.ts';
import { exitCodes, Failure, tell, type World } from './world.ts';

/** One command, from its arguments to the exit code. Whatever goes wrong is told; nothing is thrown. */
export async function run(world: World, args: readonly string[]): Promise<void> {
  try {
    await newProgram(world).parseAsync(args, { from: 'user' });
  } catch (error) {
    const failure = explain(error);
    world.endWith(failure.exitCode);
    // Commander has printed its own.
    if (!(error instanceof CommanderError)) tell(world, `error: ${failure.message}`);
  }
}

function explain(error: unknown): Failure {
  if (error instanceof Failure) return error;
  if (error instanceof CommanderError)
    return new Failure(error.exitCode === 0 ? exitCodes.done : exitCodes.usage, error.message);
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof AgentRunsAlready) return new Failure(exitCodes.notRunning, message);
  return new Failure(exitCodes.failed, `${message}${codeText(error)}`);
}

/** The market's or the system's, for who looks it up. */
const codeText = (error: unknown): string =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  !error.message.includes(error.code)
    ? ` (${error.code})`
    : '';
