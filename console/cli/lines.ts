import { createReadStream } from 'node:fs';

/**
 * A file's lines without their newlines, in bounded memory. Only "\n" ends a line: node:readline would also end one at
 * U+2028, which may stand in JSON, and drop "\r", which a receipt's hash covers.
 */
export async function* linesOf(file: string): AsyncGenerator<string> {
  let held: string[] = [];
  for await (const chunk of createReadStream(file, { encoding: 'utf8' })) {
    const [first = '', ...rest] = String(chunk).split('\n');
    held.push(first);
    for (const next of rest) {
      yield held.join('');
      held = [next];
    }
  }
  if (held.join('') !== '') yield held.join('');
}
