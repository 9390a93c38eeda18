import { CommanderError } from '@commander-js/extra-typings';
import { exitCodes } from './exit-codes.ts';
import { explain } from './explain.ts';
import { failureDocument, failureText } from './failure.ts';
import { newProgram } from './program.ts';
import { tell, type World } from './world.ts';

/** One command, from its arguments to the exit code. Whatever goes wrong is told; nothing is thrown. */
export async function run(world: World, args: readonly string[]): Promise<void> {
  try {
    await newProgram(world).parseAsync(args, { from: 'user' });
  } catch (error) {
    const failure = explain(error);
    world.endWith(failure.exitCode);
    const isTold = error instanceof CommanderError;
    if (!isTold) tell(world, failureText(failure));
    if (failure.exitCode !== exitCodes.done && args.includes('--json'))
      world.stdout.write(`${JSON.stringify(failureDocument(failure))}\n`);
  }
}
