import type OpenAI from 'openai';
import { toFile } from 'openai';
import { BrokeOff, withPatience } from './patience.ts';
import type { BatchInput } from './requests.ts';

export const under = (idempotencyKey: string) => ({ headers: { 'Idempotency-Key': idempotencyKey } });

/** More tries under new keys than any run of kills takes. */
const attemptsMost = 100;

/** A key whose first try broke off says so for good: the customer looks, and else tries under a new key. Gives its id. */
export async function createBatchOnce(openai: OpenAI, input: BatchInput): Promise<string> {
  for (let attempt = 0; attempt < attemptsMost; attempt++)
    try {
      return await createUnder(openai, attempt, input);
    } catch (error) {
      if (!(error instanceof BrokeOff)) throw error;
      const found = await withPatience(() => findBatch(openai, input.name));
      if (found) return found;
    }
  throw new Error(`${input.name} could not be sent in ${attemptsMost} attempts`);
}

async function createUnder(
  openai: OpenAI,
  attempt: number,
  { name, endpoint, lines }: BatchInput,
): Promise<string> {
  const file = async () =>
    openai.files.create(
      { file: await toFile(Buffer.from(lines), `${name}.jsonl`), purpose: 'batch' },
      under(`file-${name}-${attempt}`),
    );
  const { id } = await withPatience(file);
  const params = {
    input_file_id: id,
    endpoint,
    completion_window: '24h' as const,
    metadata: { chaos: name },
  };
  return (await withPatience(() => openai.batches.create(params, under(`batch-${name}-${attempt}`)))).id;
}

/** The newest come first: what is older than all that is under way is not it. */
const underWayMillis = 300_000;

async function findBatch(openai: OpenAI, name: string): Promise<string | undefined> {
  for await (const batch of openai.batches.list({ limit: 100 })) {
    if (batch.metadata?.chaos === name) return batch.id;
    if (batch.created_at * 1_000 < Date.now() - underWayMillis) return undefined;
  }
  return undefined;
}
