import { createHash, randomBytes } from 'node:crypto';
import { has } from '../shared/bitset.ts';
import { type PayloadLine, payloadLine, type ResultLine } from '../shared/contract/task-files.ts';
import type { HandIn, LeaseOffer } from '../shared/contract/vehicle.ts';
import { openPayload, sealResult } from '../shared/task-sealing.ts';
import type { DeviceKey } from './device-key.ts';
import type { Engine } from './engines/engine.ts';
import type { Engines } from './engines/engines.ts';
import type { RunOutcome } from './events.ts';
import { openLeaseKey } from './lease-key.ts';
import { type LivePieces, openLivePieces } from './live-pieces.ts';
import type { Market } from './market.ts';
import { signReceipt } from './receipt.ts';
import type { CostMeter, RunCosts } from './run-costs.ts';
import type { FinishedRequest, Spool, SpooledTask } from './spool.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export type TaskDeps = {
  market: Market;
  engines: Engines;
  device: DeviceKey;
  spool: Spool;
  /** What a task's running took and cost. */
  costsOf: CostMeter;
};

/** When to stop between two requests, finished or not. */
export type RunLimits = {
  driverBack: AbortSignal;
  /** Milliseconds since the epoch by the market's clock. */
  stopAt: number;
};

export type TaskRun = {
  handIn: HandIn;
  outcome: RunOutcome;
  finished: number;
  runningMillis: number;
  /** For the outcome engine_fault: what is safe to tell of it. */
  fault?: string;
};

/** Room in a sealed result for iv, tag and receipt. */
const receiptBytesMax = 2_000;

/**
 * Runs a leased task request by request and uploads what it finished, all of it or a part. Throws when the payload
 * can not be had or opened, or the result not be uploaded: then the lease is to be given back.
 */
export async function runTask(lease: LeaseOffer, deps: TaskDeps, limits: RunLimits): Promise<TaskRun> {
  if (limits.driverBack.aborted && !(await deps.spool.holds(lease))) return given(lease, 'driver_returned');
  const taskKey = await openLeaseKey(lease, deps.device.sealingKeys);
  // Before the engine is loaded, which takes longer than a live lease lasts.
  const live = lease.live ? openLivePieces(lease, taskKey, deps.market) : undefined;
  try {
    return await runOpened(lease, deps, { ...limits, taskKey, live });
  } finally {
    await live?.end();
  }
}

type Opened = RunLimits & { taskKey: Bytes; live: LivePieces | undefined };

async function runOpened(
  lease: LeaseOffer,
  deps: TaskDeps,
  { taskKey, ...limits }: Opened,
): Promise<TaskRun> {
  const loaded = await loadEngine(lease.model, deps.engines);
  if (typeof loaded === 'string') return { ...given(lease, 'engine_fault'), fault: loaded };
  const sealed = await sealedPayload(lease, deps.market);
  const earlier = new Uint8Array(Buffer.from(lease.finished, 'base64url'));
  const payload = payloadLines(await openPayload(taskKey, sealed, lease.taskId));
  const requests = payload.filter(({ i }) => !has(earlier, i));
  // A live lease is over before an agent that was cut off could go on with it.
  const spooled = lease.live ? unspooled() : await deps.spool.open(lease, taskKey);
  const { outcome, fault } = await runRequests(requests, spooled, {
    ...limits,
    engine: loaded,
    now: deps.market.marketNow,
    bytesMax: lease.resultMaxBytes - receiptBytesMax,
  });
  const { finished } = spooled;
  const runningMillis = totalMillis(finished, 'runningMillis');
  const took = deps.costsOf(runningMillis);
  return {
    handIn: {
      leaseToken: lease.leaseToken,
      result: await upload(lease, taskKey, { finished, engine: loaded, deps, took }),
      ...(took.costs && finished.length > 0 && { costs: took.costs }),
    },
    outcome,
    finished: finished.length,
    runningMillis,
    ...(fault !== undefined && { fault }),
  };
}

const unspooled = (): SpooledTask => ({ finished: [], append: async () => undefined });

const sealedPayload = (lease: LeaseOffer, market: Market): Promise<Bytes> | Bytes =>
  lease.payload === null
    ? market.getPayload(lease.payloadUrl)
    : new Uint8Array(Buffer.from(lease.payload, 'base64url'));

/** The lease back, untouched. */
const given = (lease: LeaseOffer, outcome: RunOutcome): TaskRun => ({
  handIn: { leaseToken: lease.leaseToken, result: null },
  outcome,
  finished: 0,
  runningMillis: 0,
});

/** The engine, or why it does not start. Loading comes before any customer's text, so its message is safe. */
const loadEngine = (model: string, engines: Engines): Promise<Engine | string> =>
  Promise.resolve()
    .then(() => engines.get(model))
    .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));

const payloadLines = (payload: Bytes): PayloadLine[] =>
  new TextDecoder()
    .decode(payload)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => payloadLine.parse(JSON.parse(line)));

type Running = RunLimits & {
  engine: Engine;
  live: LivePieces | undefined;
  now: () => number;
  bytesMax: number;
};

async function runRequests(
  requests: readonly PayloadLine[],
  spooled: SpooledTask,
  running: Running,
): Promise<{ outcome: RunOutcome; fault?: string }> {
  let bytes = spooled.finished.reduce((sum, { line }) => sum + lineBytes(line), 0);
  for (const request of requests.slice(spooled.finished.length)) {
    if (running.driverBack.aborted) return { outcome: 'driver_returned' };
    if (running.now() >= running.stopAt) return { outcome: 'lease_ending' };
    const ran = await runRequest(request, running);
    if ('outcome' in ran) return ran;
    bytes += lineBytes(ran.line);
    if (bytes > running.bytesMax) return { outcome: 'result_full' };
    spooled.finished.push(ran);
    await spooled.append(ran);
  }
  return { outcome: 'finished' };
}

const lineBytes = (line: string) => Buffer.byteLength(line) + 1;

/** One request, or why there is no answer: the driver is back, or the engine is at fault. */
async function runRequest(
  { i, body }: PayloadLine,
  { engine, live, driverBack }: Running,
): Promise<FinishedRequest | { outcome: RunOutcome; fault?: string }> {
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const stop = live ? AbortSignal.any([driverBack, live.unwanted]) : driverBack;
  try {
    const reply = await engine.run(body, stop, body.stream === true ? live?.say : undefined);
    const { cpuMillis = cpuMillisSince(cpuBefore), ...answer } = reply;
    const line: ResultLine = { i, ...answer };
    return { line: JSON.stringify(line), runningMillis: performance.now() - startedAt, cpuMillis };
  } catch (error) {
    if (driverBack.aborted) return { outcome: 'driver_returned' };
    if (live?.unwanted.aborted) return { outcome: 'unwanted' };
    return { outcome: 'engine_fault', fault: errorName(error) };
  }
}

/** Of this process: what an engine took that runs in it. */
function cpuMillisSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

/** The name alone: a message may quote the customer's text. */
export const errorName = (error: unknown) => (error instanceof Error ? error.name : 'unknown');

type Finished = { finished: readonly FinishedRequest[]; engine: Engine; deps: TaskDeps; took: RunCosts };

/** Seals and uploads the finished lines and their receipt; null when nothing is finished. */
async function upload(lease: LeaseOffer, taskKey: Bytes, run: Finished) {
  const { finished, deps } = run;
  if (finished.length === 0) return null;
  const lines = finished.map(({ line }) => `${line}\n`).join('');
  const receipt = await receiptOf(lease, lines, run);
  const plain = new TextEncoder().encode(`${lines}${JSON.stringify({ receipt })}\n`);
  const sealed = await sealResult(taskKey, new Uint8Array(randomBytes(12)), plain, lease);
  const sha256 = createHash('sha256').update(sealed).digest('hex');
  if (sealed.length <= lease.smallResultMaxBytes)
    return { sealed: Buffer.from(sealed).toString('base64url'), sha256 };
  return { versionId: await deps.market.putResult(lease.resultUrl, sealed), sha256 };
}

function receiptOf(lease: LeaseOffer, lines: string, { finished, engine, deps, took }: Finished) {
  const { identity, signingKey } = deps.device;
  if (!identity) throw new Error('A vehicle that is not enrolled signs no receipt.');
  return signReceipt(
    {
      taskId: lease.taskId,
      fence: lease.fence,
      model: lease.model,
      modelSha256: engine.modelSha256,
      engine: engine.name,
      linesSha256: createHash('sha256').update(lines).digest('base64url'),
      runningMillis: totalMillis(finished, 'runningMillis'),
      cpuMillis: totalMillis(finished, 'cpuMillis'),
      energyMilliWattHours: took.energyMilliWattHours,
      energySource: took.energySource,
    },
    { vehicleId: identity.vehicleId, signingKey },
  );
}

const totalMillis = (finished: readonly FinishedRequest[], what: 'runningMillis' | 'cpuMillis') =>
  Math.round(finished.reduce((sum, each) => sum + each[what], 0));
