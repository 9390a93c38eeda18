import { setTimeout as pause } from 'node:timers/promises';
import type OpenAI from 'openai';
import { toFile } from 'openai';
import type { Cloud } from '../../local/cloud.ts';
import { embeddingLines } from '../../local/demo/batches.ts';
import type { ParkadeBatch } from '../../local/demo/run-batches.ts';
import { unmetered } from '../../local/meter.ts';

/** How often the customer asks how the batch is doing. */
const customerAsksEveryMillis = 5_000;
const lookEveryMillis = 50;

/** The demo's sentences over and over, each request with an id of its own. One JSON object a line. */
export function embeddingFile(requests: number): string {
  const lines = embeddingLines();
  return Array.from({ length: requests }, (_, at) =>
    JSON.stringify({ ...lines[at % lines.length], custom_id: `sentence-${at}` }),
  ).join('\n');
}

/** Uploads the file and creates its batch, as any customer would. */
export async function submitBatch(openai: OpenAI, text: string): Promise<string> {
  const file = await openai.files.create({
    file: await toFile(Buffer.from(text), 'sentences.jsonl'),
    purpose: 'batch',
  });
  const { id } = await openai.batches.create({
    input_file_id: file.id,
    endpoint: '/v1/embeddings',
    completion_window: '24h',
  });
  return id;
}

/** The customer's own waiting, counted like any other calls. Throws when the batch ends otherwise than completed. */
export async function untilCompleted(openai: OpenAI, batchId: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const { status } = await openai.batches.retrieve(batchId);
    if (status === 'completed') return;
    if (['failed', 'expired', 'cancelled'].includes(status)) throw new Error(`the batch ended as ${status}`);
    await pause(customerAsksEveryMillis, undefined, { signal }).catch(() => undefined);
  }
}

/** Looks on, without being counted, until the hold is released and every settlement is shared out. */
export async function untilSettled({ deps }: Cloud, batchId: string, signal: AbortSignal): Promise<void> {
  const isSettled = async () => {
    const { state } = await deps.holds.get(batchId);
    return state === 'ended' && (await deps.ledger.unaccrued(batchId)).length === 0;
  };
  while (!signal.aborted && !(await unmetered(isSettled)))
    await pause(lookEveryMillis, undefined, { signal }).catch(() => undefined);
}

/** Throws unless each request succeeded and has its line in the output file. */
export async function getSoundBatch(
  openai: OpenAI,
  batchId: string,
  requests: number,
): Promise<ParkadeBatch> {
  const batch = (await openai.batches.retrieve(batchId)) as ParkadeBatch;
  const output = await (await openai.files.content(batch.output_file_id ?? '')).text();
  const answered = new Set(
    output
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line).custom_id),
  );
  if (batch.request_counts?.completed !== requests || answered.size !== requests)
    throw new Error(`${answered.size} of ${requests} requests were answered`);
  return batch;
}
