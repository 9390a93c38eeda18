import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Cloud, startCloud } from '../../local/cloud.ts';
import { clientOf } from '../../local/demo/run-batches.ts';
import { seedDemo } from '../../local/demo/seed.ts';
import { openDemoStore } from '../../local/demo/state.ts';
import { every } from '../../local/every.ts';
import { meterCall, meteredCall, newMeter } from '../../local/meter.ts';
import { standardPlanLimits } from '../../shared/plan.ts';
import { demoPolicy, standardPolicy } from '../../shared/policy.ts';
import type { Measured } from './figures.ts';
import { type Fleet, startFleet } from './fleet.ts';
import type { CostOptions } from './options.ts';
import { embeddingFile, getSoundBatch, submitBatch, untilCompleted, untilSettled } from './run-batch.ts';

type Tell = (line: string) => void;

/** A cloud of its own in a folder that is gone afterwards, agents that wait, then one batch from upload to settlement. */
export async function measureCost(options: CostOptions, tell: Tell): Promise<Measured> {
  const dir = mkdtempSync(join(tmpdir(), 'parkade-bench-'));
  const remove = () => rmSync(dir, { recursive: true, force: true });
  process.once('exit', remove);
  try {
    return await measureIn(dir, options, tell);
  } finally {
    process.off('exit', remove);
    remove();
  }
}

async function measureIn(dir: string, options: CostOptions, tell: Tell): Promise<Measured> {
  const { taskRequests: requests, vehicles } = options;
  const cloud = await startCloud({
    dir,
    port: 0,
    tableInMemory: true,
    // The demo checks more than is deployed, so that its one run shows a check.
    policy: { ...demoPolicy, auditShare: standardPolicy.auditShare },
    // As on AWS: what came within a second is dispatched together.
    streamWindowMillis: 1_000,
    // Deployed it is a minute: then the run would mostly wait; at a second it would mostly measure idle calls.
    idleRetrySeconds: 5,
    planLimits: { ...standardPlanLimits, requests, leastRequests: requests, wantedTasks: 1 },
  });
  const stopping = new AbortController();
  const background = Promise.all([
    cloud.events.run(stopping.signal),
    every(60_000, stopping.signal, sweepOf(cloud), cloud.deps.reportFault),
  ]);
  let fleet: Fleet | undefined;
  try {
    const store = openDemoStore(dir);
    await seedDemo(cloud, store, tell);
    fleet = await startFleet(cloud, store.state.owners, { dir, model: 'parkade-embed-1', vehicles });
    return await runBatch({ cloud, fleet, apiKey: store.state.customer?.apiKey ?? '' }, options, tell);
  } finally {
    await fleet?.end();
    stopping.abort();
    await background;
    await cloud.close();
  }
}

/** The timer's function as deployed, each minute: what an open batch costs while nothing happens. */
const sweepOf = (cloud: Cloud) => () =>
  meteredCall(async () => {
    const startedAt = performance.now();
    await cloud.timers.sweepBatches();
    meterCall(cloud.meter, 'sweep-batches', performance.now() - startedAt);
  });

type Market = { cloud: Cloud; fleet: Fleet; apiKey: string };

async function runBatch(
  { cloud, fleet, apiKey }: Market,
  { requests }: CostOptions,
  tell: Tell,
): Promise<Measured> {
  const openai = clientOf(cloud, apiKey);
  const file = embeddingFile(requests);
  tell(`The agents wait. Running ${requests} requests ...`);
  Object.assign(cloud.meter, newMeter());
  const startedAt = performance.now();
  const batchId = await submitBatch(openai, file);
  const over = new AbortController();
  const asking = untilCompleted(openai, batchId, over.signal);
  await Promise.race([
    fleet.broken,
    Promise.all([asking, untilSettled(cloud, batchId, over.signal)]),
  ]).finally(() => over.abort());
  const seconds = (performance.now() - startedAt) / 1_000;
  const meter = structuredClone(cloud.meter);
  const tally = { ...fleet.tally };
  const batch = await getSoundBatch(openai, batchId, requests);
  const { settlements } = await cloud.deps.holds.get(batchId);
  return { requests, tasks: batch.x_parkade.tasks, settlements, seconds, meter, fleet: tally };
}
