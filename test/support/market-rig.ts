import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import OpenAI, { toFile } from 'openai';
import { expect } from 'vitest';
import { loadSnapshot } from '../../functions/adapters/load-snapshot.ts';
import { type Cloud, type CloudOptions, startCloud } from '../../local/cloud.ts';
import { call } from '../../local/demo/api.ts';
import type { ParkadeBatch } from '../../local/demo/run-batches.ts';
import { seedDemo } from '../../local/demo/seed.ts';
import { openDemoStore } from '../../local/demo/state.ts';
import type { ProofReply } from '../../shared/contract/finance.ts';
import type { EarningsReply } from '../../shared/contract/owner.ts';
import { checkHistory } from '../../shared/invariants/history-invariants.ts';
import type { Snapshot } from '../../shared/invariants/snapshot.ts';
import { type PlanLimits, standardPlanLimits } from '../../shared/plan.ts';
import { demoPolicy, type Policy } from '../../shared/policy.ts';
import { leakWatch } from './leak-watch.ts';
import { enrolVehicle, type TestVehicle, type VehicleTraits } from './test-vehicle.ts';
import { watchedReplies } from './watched-replies.ts';

export type Market = Awaited<ReturnType<typeof startMarket>>;

/**
 * The whole market on the embedded cloud, with a clock that can be moved ahead: a prepaid customer, two owners, and
 * vehicles that work when they are told to. Nothing happens in the background but Stripe's webhooks.
 */
export async function startMarket({
  policy = { ...demoPolicy, auditShare: 0 },
  planLimits = standardPlanLimits,
  makerKeys = [],
  webhooksToLoopback = true,
  idleRetrySeconds,
  clientsMade,
  functionsMade,
  hiddenSeconds,
  queueTries,
  withConsole = false,
  beganSecondsAgo = 0,
}: {
  policy?: Policy;
  planLimits?: PlanLimits;
  makerKeys?: CloudOptions['makerKeys'] & {};
  webhooksToLoopback?: boolean;
  idleRetrySeconds?: number;
  /** Who signs in does so by the real clock: what takes days is done before, and the market's clock moved up to it. */
  beganSecondsAgo?: number;
} & Pick<
  CloudOptions,
  'clientsMade' | 'functionsMade' | 'hiddenSeconds' | 'queueTries' | 'withConsole'
> = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'parkade-test-'));
  let aheadMillis = -beganSecondsAgo * 1_000;
  const now = () => Date.now() + aheadMillis;
  const faults: string[] = [];
  const { watch, drift } = watchedReplies(() => cloud.deps);
  const leakWatched = leakWatch();
  const cloud: Cloud = await startCloud({
    dir,
    port: 0,
    policy,
    planLimits,
    makerKeys,
    tableInMemory: true,
    webhooksToLoopback,
    ...(idleRetrySeconds !== undefined && { idleRetrySeconds }),
    ...(clientsMade && { clientsMade }),
    ...(functionsMade && { functionsMade }),
    ...(hiddenSeconds !== undefined && { hiddenSeconds }),
    ...(queueTries !== undefined && { queueTries }),
    withConsole,
    watch: async (request, reply) => leakWatched.hearReply(await watch(request, reply)),
    world: { now, reportFault: (error, where) => void faults.push(`${where}: ${error}`) },
  });
  leakWatched.hearQueues(cloud.clients);
  const store = openDemoStore(dir);
  await seedDemo(cloud, store, () => {});
  // The stream has told of the seed before a test moves the clock on.
  await cloud.events.drain();
  const { state } = store;
  const openai = new OpenAI({
    apiKey: state.customer?.apiKey ?? '',
    baseURL: `${cloud.url}/v1`,
    maxRetries: 0,
  });
  const vehicles: TestVehicle[] = [];
  let earlier: Snapshot | undefined;

  return {
    cloud,
    /** Where the cloud keeps what it keeps on disk. */
    dir,
    openai,
    faults,
    /** Something that must stand in no queue, no item of the table and no report of a fault when the market ends. */
    plant: leakWatched.plant,
    now,
    customerId: state.customer?.customerId ?? '',
    customerKey: state.customer?.apiKey ?? '',
    financeKey: state.financeKey ?? '',
    approverKey: state.approverKey ?? '',
    operatorKey: state.operatorKey ?? '',
    owners: state.owners,
    advanceSeconds: (seconds: number) => {
      aheadMillis += Math.ceil(seconds * 1_000);
    },

    /** A vehicle of the first (0), the second (1) or a further owner, enrolled by a one-time code. */
    async vehicle(
      ownerNo: number,
      models: readonly string[],
      traits: VehicleTraits = {},
    ): Promise<TestVehicle> {
      const { apiKey = '' } = state.owners[ownerNo] ?? {};
      const vehicle = await enrolVehicle({
        cloud,
        ownerKey: apiKey,
        models,
        now,
        ...traits,
        dir: join(dir, `vehicle-${vehicles.length}`),
      });
      vehicles.push(vehicle);
      return vehicle;
    },

    /** Uploads lines and makes a batch of them, as a customer would. */
    async submit(lines: readonly object[], window = '24h'): Promise<ParkadeBatch> {
      const text = lines.map((line) => JSON.stringify(line)).join('\n');
      for (const content of contentOf(lines)) leakWatched.plant('a payload', content);
      const file = await openai.files.create({
        file: await toFile(Buffer.from(text), 'input.jsonl'),
        purpose: 'batch',
      });
      const [first] = lines as { url?: '/v1/embeddings' }[];
      const batch = await openai.batches.create({
        input_file_id: file.id,
        endpoint: first?.url ?? '/v1/embeddings',
        completion_window: window as '24h',
      });
      await cloud.events.drain();
      return batch as ParkadeBatch;
    },

    batch: async (batchId: string) => (await openai.batches.retrieve(batchId)) as ParkadeBatch,

    /** Lets these vehicles work until none is offered anything, and the market follow up. */
    async work(...working: TestVehicle[]): Promise<void> {
      for (let busy = true; busy; ) {
        busy = false;
        for (const vehicle of working) busy = (await vehicle.workUntilIdle()) > 0 || busy;
        await cloud.events.drain();
      }
    },

    /** What the timers would bring about. */
    async sweep(): Promise<void> {
      await cloud.timers.sweepBatches();
      await cloud.events.drain();
    },

    async payOut(): Promise<void> {
      await cloud.timers.planPayouts();
      await cloud.events.drain();
      await cloud.timers.pollStripe();
    },

    async outputLines(fileId: string | null | undefined): Promise<OutputLine[]> {
      const reply = await openai.files.content(fileId ?? '');
      return (await reply.text())
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
    },

    earnings: (ownerNo: 0 | 1) =>
      call<EarningsReply>(`${cloud.url}/v1/owner/earnings`, { key: state.owners[ownerNo]?.apiKey ?? '' }),

    proof: () => call<ProofReply>(`${cloud.url}/v1/finance/proof`, { key: state.financeKey ?? '' }),

    /** Every invariant holds, now and since the last time, and no function had a fault that it did not expect. */
    async expectSound(): Promise<ProofReply> {
      const snapshot = await loadSnapshot(cloud.deps);
      if (earlier) expect(checkHistory(earlier, snapshot).filter(({ holds }) => !holds)).toEqual([]);
      earlier = snapshot;
      const proof = await call<ProofReply>(`${cloud.url}/v1/finance/proof`, { key: state.financeKey ?? '' });
      expect(proof.invariants.filter(({ holds }) => !holds)).toEqual([]);
      expect(proof).toMatchObject({ holds: true, sumMicroUsd: 0, unmatched: 0 });
      expect(faults).toEqual([]);
      return proof;
    },

    async close(): Promise<void> {
      await Promise.all(vehicles.map((vehicle) => vehicle.close()));
      const leaks = await leakWatched.leaks(cloud, faults);
      await cloud.close();
      rmSync(dir, { recursive: true, force: true });
      expect(leaks, 'Secrets or payloads where none may be').toEqual([]);
      expect(drift, 'Replies that the OpenAPI document does not describe').toEqual([]);
    },
  };
}

/** Of some lines what is to be run: it belongs to the customer. */
const contentOf = (lines: readonly object[]): string[] =>
  (lines.slice(0, 10) as { body?: { input?: unknown; messages?: { content: unknown }[] } }[])
    .flatMap(({ body }) => [body?.input, ...(body?.messages ?? []).map(({ content }) => content)])
    .filter((content): content is string => typeof content === 'string');

export type OutputLine = {
  id: string;
  custom_id: string;
  // biome-ignore lint/suspicious/noExplicitAny: OpenAI's reply bodies, looked into by tests
  response: { status_code: number; body: any } | null;
  error: { code: string; message: string } | null;
};

export const embeddingLine = (customId: string, input: string) => ({
  custom_id: customId,
  method: 'POST',
  url: '/v1/embeddings',
  body: { model: 'parkade-embed-1', input },
});

export const definitionLine = (customId: string, word: string) => ({
  custom_id: customId,
  method: 'POST',
  url: '/v1/chat/completions',
  body: {
    model: 'parkade-dictionary-1',
    messages: [{ role: 'user', content: `Define ${word}.` }],
    temperature: 0,
    max_tokens: 48,
  },
});

/** Real sentences, as many as wanted. */
export function sentences(count: number): string[] {
  const all: string[] = JSON.parse(
    readFileSync(new URL('../../local/demo/sentences.json', import.meta.url), 'utf8'),
  );
  return Array.from({ length: count }, (_, at) => all[at % all.length] ?? '');
}

/** The dictionary model's answer key. */
export const definitions = (): Record<string, string> =>
  JSON.parse(readFileSync(new URL('../../agent/models/dictionary/words.json', import.meta.url), 'utf8'));
