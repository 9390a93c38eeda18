import { createReadStream } from 'node:fs';

/** A file's lines without their newlines, in bounded memory. Only "\n" ends one: U+2028 may stand in JSON. */
export async function* linesOf(file: string): AsyncGenerator<string> {
  let held = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8' })) {
    const lines = `${held}${String(chunk)}`.split('\n');
    held = lines.pop() ?? '';
    yield* lines;
  }
  if (held !== '') yield held;
}
