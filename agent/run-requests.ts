import type { PayloadLine, ResultLine } from '../shared/contract/task-files.ts';
import type { Engine } from './engines/engine.ts';
import { EngineProcessEnded } from './engines/engine-channel.ts';
import type { RunOutcome } from './events.ts';
import type { KeptTask } from './kept-task.ts';
import type { LivePieces } from './live-pieces.ts';
import type { FinishedRequest } from './spool.ts';

/** When to stop, finished or not. */
export type RunLimits = {
  driverBack: AbortSignal;
  /** Milliseconds since the epoch by the market's clock. */
  stopAt: number;
};

/** Why no more of a task is run; `fault` is safe to tell. */
export type RunEnd = { outcome: RunOutcome; fault?: string };

type Running = RunLimits & {
  engine: Engine;
  live: LivePieces | undefined;
  /** Milliseconds since the epoch by the market's clock. */
  now: () => number;
  /** Room in the result for its lines. */
  bytesMax: number;
};

/** Runs what is not finished yet, one by one, and keeps each answer. */
export async function runRequests(
  requests: readonly PayloadLine[],
  kept: KeptTask,
  running: Running,
): Promise<RunEnd> {
  const ending = new AbortController();
  const timer = timerAt(running, () => ending.abort());
  try {
    return await runEach(requests, kept, { ...running, ending: ending.signal });
  } finally {
    clearTimeout(timer);
    await kept.written();
  }
}

/** A request must not outlast the lease: what was finished before it would be lost with it. */
function timerAt({ live, stopAt, now }: Running, end: () => void): NodeJS.Timeout | undefined {
  const millis = stopAt - now();
  // A live lease lasts as long as it gives signs of life; and Node takes a longer time for none at all.
  return live || millis > 2 ** 31 - 1 ? undefined : setTimeout(end, Math.max(0, millis));
}

type Limited = Running & { ending: AbortSignal };

async function runEach(requests: readonly PayloadLine[], kept: KeptTask, running: Limited): Promise<RunEnd> {
  const { driverBack, live, ending } = running;
  const stop = AbortSignal.any([driverBack, ending, ...(live ? [live.unwanted] : [])]);
  let bytes = kept.finished.reduce((sum, { line }) => sum + lineBytes(line), 0);
  for (const request of requests.slice(kept.finished.length)) {
    if (driverBack.aborted) return { outcome: 'driver_returned' };
    if (running.now() >= running.stopAt) return { outcome: 'lease_ending' };
    const ran = await runRequest(request, stop, running);
    if ('outcome' in ran) return ran;
    bytes += lineBytes(ran.line);
    if (bytes > running.bytesMax) return { outcome: 'result_full' };
    await kept.keep(ran);
  }
  return { outcome: 'finished' };
}

const lineBytes = (line: string) => Buffer.byteLength(line) + 1;

/** One request, or why there is no answer to it. */
async function runRequest(
  request: PayloadLine,
  stop: AbortSignal,
  running: Limited,
): Promise<FinishedRequest | RunEnd> {
  try {
    return await answered(request, stop, running).catch((error) => {
      // Once more in a new process: the request need not be what ended it. What was said of an answer stays said.
      if (error instanceof EngineProcessEnded && !stop.aborted && !running.live)
        return answered(request, stop, running);
      throw error;
    });
  } catch (error) {
    if (running.driverBack.aborted) return { outcome: 'driver_returned' };
    if (running.live?.unwanted.aborted) return { outcome: 'unwanted' };
    if (running.ending.aborted) return { outcome: 'lease_ending' };
    return { outcome: 'engine_fault', fault: faultOf(error) };
  }
}

async function answered(
  { i, body }: PayloadLine,
  stop: AbortSignal,
  { engine, live }: Limited,
): Promise<FinishedRequest> {
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  const reply = await engine.run(body, stop, body.stream === true ? live?.say : undefined);
  const { cpuMillis = cpuMillisSince(cpuBefore), ...answer } = reply;
  const line: ResultLine = { i, ...answer };
  return { line: JSON.stringify(line), runningMillis: performance.now() - startedAt, cpuMillis };
}

/** Of this process: what an engine took that runs in it. */
function cpuMillisSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000;
}

const faultOf = (error: unknown) => (error instanceof EngineProcessEnded ? error.message : errorName(error));

/** The name alone: a message may quote the customer's text. */
export const errorName = (error: unknown) => (error instanceof Error ? error.name : 'unknown');
