import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { embeddingLines } from '../../local/demo/batches.ts';
import type { IntakeOptions } from './options.ts';

/** Writes embedding requests of real sentences, each with an id of its own and of exactly `lineBytes` bytes. */
export async function writeInputFile(path: string, { lines, lineBytes }: IntakeOptions): Promise<void> {
  const sentences = embeddingLines().map(({ body }) => String(body.input));
  const text = sentences.join(' ').replace(/[^\x20-\x7e]|["\\]/g, '');
  await pipeline(Readable.from(inputLines({ lines, lineBytes }, text)), createWriteStream(path));
}

function* inputLines({ lines, lineBytes }: Pick<IntakeOptions, 'lines' | 'lineBytes'>, text: string) {
  for (let at = 0; at < lines; at++) {
    const [before, after] = JSON.stringify(requestOf(at)).split('TEXT') as [string, string];
    const length = lineBytes - before.length - after.length - 1;
    // From another place each time: no two texts are one.
    const from = (at * 37) % (text.length - length);
    yield `${before}${text.slice(from, from + length)}${after}\n`;
  }
}

const requestOf = (at: number) => ({
  custom_id: `sentence-${at}`,
  method: 'POST',
  url: '/v1/embeddings',
  body: { model: 'parkade-embed-1', input: 'TEXT' },
});
