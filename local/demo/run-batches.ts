import { setTimeout as pause } from 'node:timers/promises';
import OpenAI, { toFile } from 'openai';
import type { Batch } from 'openai/resources/batches';
import type { z } from 'zod';
import type { batchObject } from '../../shared/contract/batches.ts';
import type { Cloud } from '../cloud.ts';
import { type BatchLine, chatLines, embeddingLines, ocrLines } from './batches.ts';
import type { DemoStore } from './state.ts';

/** What Parkade adds to OpenAI's batch object. */
export type ParkadeBatch = Batch & {
  x_parkade: z.infer<typeof batchObject>['x_parkade'];
};

const demoBatches: { name: string; lines: () => BatchLine[] }[] = [
  { name: 'embeddings', lines: embeddingLines },
  { name: 'chat', lines: chatLines },
  { name: 'pages', lines: ocrLines },
];

export const clientOf = (cloud: Cloud, apiKey: string) => new OpenAI({ apiKey, baseURL: `${cloud.url}/v1` });

/** Sends what an earlier start has not sent. A batch says in its metadata which one it is, so that none is sent twice. */
export async function submitBatches(openai: OpenAI, { state, save }: DemoStore): Promise<void> {
  const sent = new Map<string, string>();
  for await (const batch of openai.batches.list())
    if (batch.metadata?.demo) sent.set(batch.metadata.demo, batch.id);
  for (const { name, lines } of demoBatches)
    if (!sent.has(name)) {
      const text = lines()
        .map((line) => JSON.stringify(line))
        .join('\n');
      const file = await openai.files.create({
        file: await toFile(Buffer.from(text), `${name}.jsonl`),
        purpose: 'batch',
      });
      const batch = await openai.batches.create({
        input_file_id: file.id,
        endpoint: name === 'embeddings' ? '/v1/embeddings' : '/v1/chat/completions',
        completion_window: '24h',
        metadata: { demo: name },
      });
      sent.set(name, batch.id);
    }
  save({ batchIds: { ...state.batchIds, ...Object.fromEntries(sent) } });
}

export const loadBatches = async (openai: OpenAI, batchIds: readonly string[]): Promise<ParkadeBatch[]> =>
  Promise.all(batchIds.map(async (id) => (await openai.batches.retrieve(id)) as ParkadeBatch));

const isOver = ({ status }: Batch) => ['completed', 'expired', 'cancelled', 'failed'].includes(status);

/** Calls `show` with the batches several times a second until all have ended. */
export async function untilEnded(
  openai: OpenAI,
  batchIds: readonly string[],
  show: (batches: ParkadeBatch[]) => void,
  signal: AbortSignal,
): Promise<ParkadeBatch[]> {
  while (!signal.aborted) {
    const batches = await loadBatches(openai, batchIds);
    show(batches);
    if (batches.every(isOver)) return batches;
    await pause(400, undefined, { signal }).catch(() => undefined);
  }
  throw new Error('ended before the batches did');
}
