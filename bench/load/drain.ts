import { setTimeout as sleep } from 'node:timers/promises';
import OpenAI from 'openai';
import { call } from '../../local/demo/api.ts';
import type { ProofReply } from '../../shared/contract/finance.ts';
import type { MarketReport } from './market.ts';
import type { LoadOptions } from './options.ts';
import type { AcceptedBatch } from './sent.ts';

export type Drained = {
  requests: number;
  /** Requests of batches that ended, one way or the other. */
  ended: number;
  /** Of these: not answered with success exactly once, or of a batch that is not there. */
  lost: number;
  seconds: number;
};
export type Proof = { holds: boolean; failed: string[] };

/** Of the batches that ended, one in so many is read line by line; the others are counted. */
const oneInRead = 10;
const lookEveryMillis = 1_000;
/** Settlements, owners' shares and the journal follow a batch's end. */
const settlingMillis = 3_000;
const proofTries = 5;

/** Waits for all that was accepted to be answered, as long as `drainSeconds`, and counts what was not. */
export async function drainAll(
  { url, customerKeys }: Pick<MarketReport, 'url' | 'customerKeys'>,
  accepted: readonly AcceptedBatch[],
  { drainSeconds }: Pick<LoadOptions, 'drainSeconds'>,
): Promise<Drained> {
  const clients = customerKeys.map((apiKey) => new OpenAI({ apiKey, baseURL: `${url}/v1` }));
  const startedAt = performance.now();
  const open = [...accepted];
  let ended = 0;
  let lost = 0;
  while (open.length > 0 && performance.now() - startedAt < drainSeconds * 1_000) {
    const [next] = open;
    const openai = next && clients[next.customerNo];
    if (!next || !openai) break;
    const unanswered = await unansweredOf(openai, next, ended % oneInRead === 0);
    if (unanswered === undefined) await sleep(lookEveryMillis);
    else {
      open.shift();
      ended += next.requests;
      lost += unanswered;
    }
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const requests = accepted.reduce((sum, batch) => sum + batch.requests, 0);
  return { requests, ended, lost, seconds };
}

/** Of a market at rest: what is read while it runs is torn. */
export async function proveAtRest({
  url,
  financeKey,
}: Pick<MarketReport, 'url' | 'financeKey'>): Promise<Proof> {
  for (let tries = 1; ; tries++) {
    await sleep(settlingMillis);
    const { holds, invariants } = await call<ProofReply>(`${url}/v1/finance/proof`, { key: financeKey });
    const failed = invariants.filter((each) => !each.holds).map(({ name, detail }) => `${name}: ${detail}`);
    if (holds || tries === proofTries) return { holds, failed };
  }
}

/** How many of a batch's requests have no success; undefined while it runs. */
async function unansweredOf(
  openai: OpenAI,
  { batchId, requests }: AcceptedBatch,
  isRead: boolean,
): Promise<number | undefined> {
  const batch = await openai.batches.retrieve(batchId).catch((error: unknown) => {
    if (error instanceof OpenAI.NotFoundError) return undefined;
    throw error;
  });
  if (!batch) return requests;
  if (!['completed', 'failed', 'expired', 'cancelled'].includes(batch.status)) return undefined;
  if (batch.request_counts?.total !== requests) return requests;
  const counted = requests - batch.request_counts.completed;
  if (!isRead || !batch.output_file_id) return counted;
  return Math.max(counted, requests - (await answeredOnce(openai, batch.output_file_id)));
}

/** Requests with exactly one line, and that a success. */
async function answeredOnce(openai: OpenAI, fileId: string): Promise<number> {
  const times = new Map<string, number>();
  for (const text of (await (await openai.files.content(fileId)).text()).split('\n').filter(Boolean)) {
    const { custom_id, response } = JSON.parse(text) as {
      custom_id: string;
      response: { status_code: number } | null;
    };
    if (response?.status_code === 200) times.set(custom_id, (times.get(custom_id) ?? 0) + 1);
  }
  return [...times.values()].filter((count) => count === 1).length;
}
