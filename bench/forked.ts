import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A program of the measurements as a process of its own, which ends with this one. */
export const startForked = (program: URL, args: readonly string[] = []): ChildProcess =>
  fork(fileURLToPath(program), args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] });

/** The next thing that it says; throws when it ends instead. */
export async function messageOf(child: ChildProcess): Promise<unknown> {
  const died = once(child, 'exit').then(([code]) => {
    throw new Error(`a process of the measurement ended with ${code}`);
  });
  died.catch(() => {});
  const [message] = await Promise.race([once(child, 'message'), died]);
  return message;
}

export async function endForked(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.disconnect();
  const killing = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await exit;
  clearTimeout(killing);
}
