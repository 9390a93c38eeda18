import { setTimeout as pause } from 'node:timers/promises';
import OpenAI from 'openai';
import type { z } from 'zod';
import { call } from '../../local/demo/api.ts';
import type { DemoState } from '../../local/demo/state.ts';
import type { JsonWebKeys } from '../../shared/contract/receipts.ts';
import type { topUpObject } from '../../shared/contract/top-ups.ts';
import { seeded } from '../support/seeded.ts';
import type { Accepted } from './accepted.ts';
import { createBatchOnce, under } from './create-batch-once.ts';
import { answerTo } from './deterministic-engine.ts';
import { BrokeOff, isAway, isRefusal, withPatience } from './patience.ts';
import { batchInput, chatBody } from './requests.ts';
import type { Verdicts } from './verdicts.ts';
import { hasEnded, verifyBatch } from './verify-batch.ts';

type Load = {
  /** Without /v1. */
  url: string;
  state: DemoState;
  stripeUrl: string;
  seed: number;
  accepted: Accepted;
  verdicts: Verdicts;
  signal: AbortSignal;
};

export type Customers = ReturnType<typeof customersOf>;

/** More would only wait in line: then the oldest are looked after first. */
const openMost = 24;

/** Customers who go on whatever happens: the official client, a key an attempt, and a look where an answer was lost. */
export function customersOf(load: Load) {
  const { url, accepted, verdicts, signal } = load;
  const apiKey = load.state.customer?.apiKey ?? '';
  const openai = new OpenAI({ apiKey, baseURL: `${url}/v1`, maxRetries: 2, timeout: 20_000 });
  const random = seeded(load.seed);
  let count = 0;

  async function submit(): Promise<void> {
    const input = batchInput(`${load.seed}.${++count}`, random);
    const cancels = random(8) === 0;
    const batchId = await createBatchOnce(openai, input);
    const { name, expected } = input;
    accepted.batch({ batchId, name, expected, isCancelled: cancels });
    if (!cancels) return;
    await pause(random(1_500));
    await withPatience(() => openai.batches.cancel(batchId)).catch((error: unknown) => {
      // It had ended by then.
      if (!(error instanceof BrokeOff) && !isRefusal(error)) throw error;
    });
  }

  /** A live call is accepted with its answer; one that fails is not, and its caller tries no more than twice. */
  async function callLive(): Promise<void> {
    const text = `${load.seed}.live.${++count}`;
    const answered = await withPatience(
      () => openai.chat.completions.create(chatBody(text), under(`live-${text}`)),
      { millis: 10_000, runningMillis: 2_000 },
    ).catch((error: unknown) => {
      if (error instanceof BrokeOff || isAway(error)) return undefined;
      throw error;
    });
    if (!answered) return;
    accepted.liveCall(text);
    const content = answered.choices[0]?.message.content;
    if (content !== answerTo(text)) verdicts.lost(`live call ${text} was answered with ${content}`);
  }

  async function topUp(): Promise<void> {
    type TopUp = z.infer<typeof topUpObject>;
    const made = await withPatience(() =>
      openai.post<TopUp>('/top_ups', { body: { amount_usd: 10 }, ...under(`top-up-${++count}`) }),
    ).catch((error: unknown) => {
      // Nobody pays a page that nobody was shown.
      if (error instanceof BrokeOff) return undefined;
      throw error;
    });
    if (!made) return;
    // The page is closed once it is paid: a refusal says that the last try came through.
    const pay = () =>
      call(`${load.stripeUrl}/_test/checkout/sessions/${made.checkout_session}/pay`, { body: {} });
    for (let isPaid = false; !isPaid; )
      isPaid = await pay().then(
        () => true,
        async (error: unknown) => {
          await pause(200);
          return error instanceof Error && /answered 4\d\d/.test(error.message);
        },
      );
    accepted.topUp(made.id);
  }

  const get = async (path: string) => {
    const reply = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${apiKey}` } });
    if (!reply.ok) throw new OpenAI.APIError(reply.status, undefined, `${path}`, reply.headers);
    return reply.text();
  };
  let keys: JsonWebKeys | undefined;

  /** Looks at the oldest open batches; how many of them had ended. */
  async function lookAfter(most: number): Promise<number> {
    let ended = 0;
    for (const batch of accepted.open().slice(0, most)) {
      const now = await openai.batches.retrieve(batch.batchId);
      if (!hasEnded(now)) continue;
      keys ??= JSON.parse(await get('/.well-known/jwks.json')) as JsonWebKeys;
      const { lost, doubled, wrong } = await verifyBatch({ openai, get, keys }, batch, now);
      verdicts.lost(...lost);
      verdicts.doneTwice(...doubled);
      verdicts.violation(...wrong);
      accepted.ended(batch.batchId);
      ended++;
    }
    return ended;
  }

  const forever = async (everyMillis: number, step: () => Promise<unknown>) => {
    while (!signal.aborted) {
      await step();
      await pause(everyMillis, undefined, { signal }).catch(() => undefined);
    }
  };

  return {
    openai,
    lookAfter,
    topUp,
    /** Ends when it is told to and what is under way has been answered. */
    run: () =>
      Promise.all([
        forever(700, async () => {
          if (accepted.open().length < openMost) await submit();
        }),
        forever(1_100, async () => {
          if (accepted.open().length < openMost) await submit();
        }),
        forever(3_000, callLive),
        forever(20_000, topUp),
        forever(700, () => lookAfter(6).catch(() => undefined)),
      ]),
    /** Names of batches that the market has more than once, and how many it has. */
    async doubledBatches(): Promise<string[]> {
      const seen = new Set<string>();
      const doubled: string[] = [];
      for await (const { id, metadata } of openai.batches.list({ limit: 100 })) {
        const name = metadata?.chaos ?? id;
        if (seen.has(name)) doubled.push(`batch ${name} was made twice`);
        seen.add(name);
      }
      return doubled;
    },
  };
}
