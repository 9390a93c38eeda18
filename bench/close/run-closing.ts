import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { endForked, messageOf } from '../forked.ts';
import type { Closed } from './figures.ts';
import type { CloseOptions } from './options.ts';

/**
 * The room of a function of 512 MB: told nothing, Node takes as much as the machine has before it looks for what
 * could go.
 */
const room = ['--max-old-space-size=256', '--max-semi-space-size=8'];

/** Measures in a process of its own. */
export async function runClosing(options: CloseOptions): Promise<Closed> {
  const closing = fork(fileURLToPath(new URL('./closing.ts', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: room,
    // Amounts are bigints, and what was planted is a map.
    serialization: 'advanced',
  });
  try {
    closing.send(options);
    return (await messageOf(closing)) as Closed;
  } finally {
    await endForked(closing);
  }
}
