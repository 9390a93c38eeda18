import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { exitCodes } from './exit-codes.ts';
import { Failure } from './failure.ts';
import type { World } from './world.ts';

/** One line of standard input: piped in, or typed without being shown. */
export async function askSecret({ stdin, stderr }: World, question: string): Promise<string> {
  const isTerminal = stdin.isTTY === true;
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: stdin, output: unseen, terminal: isTerminal });
  // Only now: what is typed before would be shown.
  if (isTerminal) stderr.write(question);
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('line', (line) => resolve(line.trim()));
      lines.once('SIGINT', () => reject(new Failure(exitCodes.interrupted, 'Stopped.')));
      lines.once('close', () => resolve(''));
    });
  } finally {
    lines.close();
    if (isTerminal) stderr.write('\n');
  }
}
