import { has } from '../shared/bitset.ts';
import { type PayloadLine, payloadLine } from '../shared/contract/task-files.ts';
import type { HandIn, LeaseOffer } from '../shared/contract/vehicle.ts';
import { openPayload } from '../shared/task-sealing.ts';
import type { DeviceKey } from './device-key.ts';
import type { Engine } from './engines/engine.ts';
import type { Engines } from './engines/engines.ts';
import type { RunOutcome } from './events.ts';
import { type KeptTask, openKeptTask } from './kept-task.ts';
import { openLeaseKey } from './lease-key.ts';
import { type LivePieces, openLivePieces } from './live-pieces.ts';
import type { Market } from './market.ts';
import type { CostMeter } from './run-costs.ts';
import { errorName, type RunEnd, type RunLimits, runRequests } from './run-requests.ts';
import type { RanBy, Spool } from './spool.ts';
import { sealedResult, totalMillis } from './task-result.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export type TaskDeps = {
  market: Market;
  engines: Engines;
  device: DeviceKey;
  spool: Spool;
  /** What a task's running took and cost. */
  costsOf: CostMeter;
};

export type TaskRun = {
  outcome: RunOutcome;
  finished: number;
  runningMillis: number;
  /** For the outcomes engine_fault and task_fault: what is safe to tell of it. */
  fault?: string;
  /** Why what is finished is in memory alone: ENOSPC, for one. */
  unsaved?: string | undefined;
  /** Uploads the result, the first time, and says what is to be handed in. Throws when it can not be uploaded. */
  deliver(): Promise<HandIn>;
};

/** Room in a sealed result for iv, tag and receipt. */
const receiptBytesMax = 2_000;

/**
 * Runs a leased task request by request; what it finished, all of it or a part, is to be delivered. Throws when the
 * payload can not be had or opened and nothing is finished: then the lease is to be given back.
 */
export async function runTask(lease: LeaseOffer, deps: TaskDeps, limits: RunLimits): Promise<TaskRun> {
  if (limits.driverBack.aborted && !(await isBegun(lease, deps.spool)))
    return { outcome: 'driver_returned', ...nothingOf(lease) };
  const taskKey = await openLeaseKey(lease, deps.device.sealingKeys);
  // Before the engine is loaded, which takes longer than a live lease lasts.
  const live = lease.live ? openLivePieces(lease, taskKey, deps.market) : undefined;
  try {
    return await runOpened(lease, deps, { ...limits, taskKey, live });
  } finally {
    await live?.end();
  }
}

/** A disk that can not be read holds nothing. */
const isBegun = (lease: LeaseOffer, spool: Spool) => spool.holds(lease).catch(() => false);

type Opened = RunLimits & { taskKey: Bytes; live: LivePieces | undefined };

async function runOpened(lease: LeaseOffer, deps: TaskDeps, opened: Opened): Promise<TaskRun> {
  const { taskKey } = opened;
  const kept = await openKeptTask(lease, taskKey, lease.live ? undefined : deps.spool);
  const end: RunEnd = kept.handIn ? { outcome: 'finished' } : await runRest(lease, deps, kept, opened);
  const { finished, ranBy } = kept;
  if (finished.length === 0 || !ranBy) return { ...end, unsaved: kept.unsaved, ...nothingOf(lease) };
  const runningMillis = totalMillis(finished, 'runningMillis');
  const deliver = kept.handIn
    ? async () => kept.handIn as HandIn
    : await delivery(lease, deps, { ...kept, ranBy }, taskKey);
  return { ...end, finished: finished.length, runningMillis, unsaved: kept.unsaved, deliver };
}

/** The lease back, untouched. */
const nothingOf = ({ leaseToken }: LeaseOffer) => ({
  finished: 0,
  runningMillis: 0,
  deliver: async () => ({ leaseToken, result: null }),
});

async function runRest(
  lease: LeaseOffer,
  deps: TaskDeps,
  kept: KeptTask,
  { taskKey, ...limits }: Opened,
): Promise<RunEnd> {
  if (limits.driverBack.aborted) return { outcome: 'driver_returned' };
  const engine = await loadEngine(lease.model, deps.engines);
  if (limits.driverBack.aborted) return { outcome: 'driver_returned' };
  if (typeof engine === 'string') return { outcome: 'engine_fault', fault: engine };
  // A receipt names one engine and one model.
  if (kept.finished.length > 0 && !isRanBy(kept, engine)) return { outcome: 'engine_changed' };
  try {
    const requests = await requestsOf(lease, deps.market, taskKey);
    const { name, modelSha256 } = engine;
    if (!isRanBy(kept, engine)) await kept.keep({ ranBy: { name, modelSha256 } });
    const bytesMax = lease.resultMaxBytes - receiptBytesMax;
    return await runRequests(requests, kept, { ...limits, engine, now: deps.market.marketNow, bytesMax });
  } catch (error) {
    if (kept.finished.length === 0) throw error;
    return { outcome: 'task_fault', fault: errorName(error) };
  }
}

const isRanBy = ({ ranBy }: KeptTask, { name, modelSha256 }: Engine) =>
  ranBy?.name === name && ranBy.modelSha256 === modelSha256;

/** The engine, or why it does not start. Loading comes before any customer's text, so its message is safe. */
const loadEngine = (model: string, engines: Engines): Promise<Engine | string> =>
  Promise.resolve()
    .then(() => engines.get(model))
    .catch((error: unknown) => (error instanceof Error ? error.message : String(error)));

/** What is to be run of a task: earlier leases finished the rest. */
async function requestsOf(lease: LeaseOffer, market: Market, taskKey: Bytes): Promise<PayloadLine[]> {
  const sealed =
    lease.payload === null
      ? await market.getPayload(lease.payloadUrl)
      : new Uint8Array(Buffer.from(lease.payload, 'base64url'));
  const earlier = new Uint8Array(Buffer.from(lease.finished, 'base64url'));
  const payload = payloadLines(await openPayload(taskKey, sealed, lease.taskId));
  return payload.filter(({ i }) => !has(earlier, i));
}

const payloadLines = (payload: Bytes): PayloadLine[] =>
  new TextDecoder()
    .decode(payload)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => payloadLine.parse(JSON.parse(line)));

/** Seals what is finished, once, and uploads it as often as it takes. */
async function delivery(
  lease: LeaseOffer,
  { market, costsOf, device }: TaskDeps,
  { finished, ranBy, keep, written }: KeptTask & { ranBy: RanBy },
  taskKey: Bytes,
): Promise<() => Promise<HandIn>> {
  const took = costsOf(totalMillis(finished, 'runningMillis'));
  const { sealed, sha256 } = await sealedResult({ lease, finished, ranBy, took, device }, taskKey);
  const uploaded = async () =>
    sealed.length <= lease.smallResultMaxBytes
      ? { sealed: Buffer.from(sealed).toString('base64url'), sha256 }
      : { versionId: await market.putResult(lease.resultUrl, sealed), sha256 };
  let delivered: HandIn | undefined;
  return async () => {
    if (delivered) return delivered;
    const { leaseToken } = lease;
    delivered = { leaseToken, result: await uploaded(), ...(took.costs && { costs: took.costs }) };
    // So that after a restart the same is handed in again, and nothing is run that the market may have by then.
    await keep({ handIn: delivered });
    await written();
    return delivered;
  };
}
