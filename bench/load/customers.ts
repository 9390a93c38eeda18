import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI, { APIConnectionError, APIError, toFile } from 'openai';
import { answering } from './asked.ts';
import { batchSizes, fileTextOf, inlineMost, linesOf, smallSizes } from './batch-bodies.ts';
import type { AcceptCall, Sent } from './sent.ts';

/** What the parent (`fork`) tells this process to do first. */
export type CustomersPlan = { url: string; customerKeys: readonly string[] };
/** Batches of all sizes, or small ones, for so many requests a second; or one batch of so many requests. Answered with what was `Sent`. */
export type LoadPlan = { rate: number; seconds: number; small?: true } | { probe: number };

const answerMillis = 30_000;
/** More than this many calls without an answer are no customers, but a flood of sockets. */
const mostUnanswered = 1_000;

type Customer = { no: number; openai: OpenAI };
let customers: Customer[] = [];
let turn = 0;

const bodies = new Map(
  [...new Set<number>(batchSizes)].map((size) => {
    const lines = linesOf(size);
    return [size, { lines, text: size > inlineMost ? Buffer.from(fileTextOf(lines)) : undefined }] as const;
  }),
);

process.once('disconnect', () => process.exit());
answering(async (plan: CustomersPlan | LoadPlan): Promise<Sent> => {
  const sent = newSent();
  if ('url' in plan)
    customers = plan.customerKeys.map((apiKey, no) => ({
      no,
      openai: new OpenAI({ apiKey, baseURL: `${plan.url}/v1`, maxRetries: 0, timeout: answerMillis }),
    }));
  else if ('probe' in plan) await createBatch(nextCustomer(), plan.probe, sent, performance.now());
  else await load(plan, sent);
  return sent;
});

const newSent = (): Sent => ({ calls: [], accepted: [], heldBack: 0 });

/** At even distances, whatever the answers take. */
async function load(
  { rate, seconds, small }: Exclude<LoadPlan, { probe: number }>,
  sent: Sent,
): Promise<void> {
  const sizes = small ? smallSizes : batchSizes;
  const meanSize = sizes.reduce((sum, size) => sum + size, 0) / sizes.length;
  const count = Math.round((rate * seconds) / meanSize);
  const startedAt = performance.now();
  const underWay = new Set<Promise<void>>();
  for (let no = 0; no < count; no++) {
    const waitMillis = startedAt + (no * seconds * 1_000) / count - performance.now();
    if (waitMillis > 0) await sleep(waitMillis);
    if (underWay.size >= mostUnanswered) {
      sent.heldBack++;
      continue;
    }
    const size = sizes[no % sizes.length] ?? 1;
    const sending = createBatch(nextCustomer(), size, sent, startedAt).finally(() =>
      underWay.delete(sending),
    );
    underWay.add(sending);
  }
  await Promise.all(underWay);
}

function nextCustomer(): Customer {
  const customer = customers[turn++ % customers.length];
  if (!customer) throw new Error('there are no customers');
  return customer;
}

/** Inline, or its file first; who is refused gives up. */
async function createBatch(
  { no, openai }: Customer,
  size: number,
  sent: Sent,
  startedAt: number,
): Promise<void> {
  const { lines, text } = bodies.get(size) ?? { lines: linesOf(size), text: undefined };
  const timed = timedCalls(sent, startedAt);
  const input = text
    ? {
        input_file_id: await timed('files', async () =>
          openai.files.create({ file: await toFile(text, 'input.jsonl'), purpose: 'batch' }),
        ),
      }
    : { requests: lines };
  if ('input_file_id' in input && input.input_file_id === undefined) return;
  const atMillis = performance.now() - startedAt;
  const batchId = await timed('batches', () =>
    // Requests in place of a file are Parkade's own.
    openai.post<{ id: string }>('/batches', {
      body: { endpoint: '/v1/embeddings', completion_window: '24h', ...input },
    }),
  );
  if (batchId !== undefined) sent.accepted.push({ batchId, customerNo: no, requests: size, atMillis });
}

/** The id of what was made, or undefined where it was refused or not answered. */
const timedCalls =
  (sent: Sent, startedAt: number) =>
  async (call: AcceptCall, send: () => Promise<{ id: string }>): Promise<string | undefined> => {
    const begunAt = performance.now();
    const note = (status: number | undefined, saysWhen: boolean) =>
      sent.calls.push({
        call,
        atMillis: begunAt - startedAt,
        millis: performance.now() - begunAt,
        status,
        saysWhen,
      });
    try {
      const { id } = await send();
      note(200, false);
      return id;
    } catch (error) {
      if (!(error instanceof APIError)) throw error;
      const retryAfter = error instanceof APIConnectionError ? null : error.headers?.get('retry-after');
      note(error.status, typeof retryAfter === 'string' && retryAfter !== '');
      return undefined;
    }
  };
