#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { CommanderError } from '@commander-js/extra-typings';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { explain, isSystemError } from './explain.ts';
import { failureDocument, failureText } from './failure.ts';
import { newProgram } from './program.ts';
import { tell, type World } from './world.ts';

const { stdin, stdout, stderr } = process;

const packageFile = new URL('../../package.json', import.meta.url);

const world: World = {
  stdin,
  stdout,
  stderr,
  configDir: join(process.env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'parkade'),
  baseUrl: process.env.PARKADE_BASE_URL || undefined,
  apiKey: process.env.PARKADE_API_KEY || undefined,
  version: JSON.parse(readFileSync(packageFile, 'utf8')).version,
  now: Date.now,
  endWith: (code: ExitCode) => {
    process.exitCode = code;
  },
};

// The reader of a pipe has heard enough (`parkade results ID | head`).
stdout.on('error', (error) => {
  process.exit(isSystemError(error, 'EPIPE') ? exitCodes.done : exitCodes.failed);
});

try {
  await newProgram(world).parseAsync();
} catch (error) {
  const failure = explain(error);
  world.endWith(failure.exitCode);
  const isTold = error instanceof CommanderError;
  if (!isTold) tell(world, failureText(failure));
  if (failure.exitCode !== exitCodes.done && process.argv.includes('--json'))
    stdout.write(`${JSON.stringify(failureDocument(failure))}\n`);
}
