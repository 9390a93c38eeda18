import { setTimeout as sleep } from 'node:timers/promises';
import type OpenAI from 'openai';
import { toFile } from 'openai';
import { type BatchLine, chatLines, embeddingLines, ocrLines } from '../../local/demo/batches.ts';

export type Work = {
  name: 'embeddings' | 'chat' | 'streamed chat' | 'pages';
  model: string;
  /** A live call that is answered piece by piece; otherwise a line of a batch. */
  streamed: boolean;
  /** About two requests long: the driver comes back at any time within it, once the first request has begun. */
  spreadMillis: number;
};

const chatModel = 'parkade-dictionary-1';

/** What each engine is given to do. They take turns. */
export const kindsOfWork: readonly Work[] = [
  { name: 'embeddings', model: 'parkade-embed-1', streamed: false, spreadMillis: 40 },
  { name: 'chat', model: chatModel, streamed: false, spreadMillis: 20 },
  { name: 'pages', model: 'tesseract-eng', streamed: false, spreadMillis: 600 },
  { name: 'streamed chat', model: chatModel, streamed: true, spreadMillis: 100 },
];

const textsPerRequest = 64;

/** Batches of which `rounds` rounds can each run a part. */
export async function submitWork(openai: OpenAI, rounds: number): Promise<void> {
  const turns = Math.ceil(rounds / kindsOfWork.length);
  for (const { lines, linesPerTurn } of [
    { lines: textBlocks(), linesPerTurn: 20 },
    // A vehicle that waits for live calls runs what else there is for that model, too.
    { lines: chatLines(), linesPerTurn: 60 },
    { lines: ocrLines(), linesPerTurn: 10 },
  ]) {
    const count = Math.max(100, turns * linesPerTurn);
    const repeated = Array.from({ length: count }, (_, at) => ({
      ...lines[at % lines.length],
      custom_id: `request-${at}`,
    }));
    const text = repeated.map((line) => JSON.stringify(line)).join('\n');
    const file = await openai.files.create({
      file: await toFile(Buffer.from(text), 'work.jsonl'),
      purpose: 'batch',
    });
    await openai.batches.create({
      input_file_id: file.id,
      endpoint: lines[0]?.url ?? '/v1/embeddings',
      completion_window: '24h',
    });
  }
}

/** The demo's sentences, many a request: one alone takes a tenth of a millisecond. */
function textBlocks(): BatchLine[] {
  const lines = embeddingLines();
  return lines.map((line, at) => {
    const input = Array.from(
      { length: textsPerRequest },
      (_, more) => lines[(at + more) % lines.length]?.body.input,
    );
    return { ...line, body: { ...line.body, input } };
  });
}

/** Asks for a long streamed answer until `signal` is aborted. What becomes of it is not this measurement's concern. */
export async function keepCalling(openai: OpenAI, signal: AbortSignal): Promise<void> {
  while (!signal.aborted)
    try {
      const stream = await openai.chat.completions.create(
        {
          model: chatModel,
          messages: [{ role: 'user', content: 'Define harbor.' }],
          stream: true,
          n: 8,
          temperature: 1.5,
          max_tokens: 100,
        },
        { signal },
      );
      for await (const _chunk of stream);
    } catch {
      await sleep(50);
    }
}
