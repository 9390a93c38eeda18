import type { Batch } from '../../../shared/batch.ts';
import type { Endpoint } from '../../../shared/catalogue.ts';
import type { ResultLine } from '../../../shared/contract/task-files.ts';
import { type InferenceRequest, inferenceRequest } from '../../../shared/inference-request.ts';
import { costCeiling } from '../../../shared/money.ts';
import { isRefusal, Refusal } from '../../../shared/refusal.ts';
import { newTask, type Task } from '../../../shared/task.ts';
import { nameOf, taskWrites } from '../../adapters/tasks.ts';
import type { Deps } from '../../edge/deps.ts';
import type { CallerKey } from '../../edge/http.ts';
import { reserveCall } from './reserve-call.ts';

/** Who calls, and with which key. */
export type Caller = { customerId: string } & CallerKey;

/** An unstreamed call is answered by then, or told to come back: front doors close a silent connection at 60 s. */
const waitMillis = 55_000;

/**
 * A live call is a task of one request: judged, held for, put into its live lane, waited for. Refuses with
 * no_vehicle_available when no vehicle answered in time; it then costs nothing.
 */
export async function answerLive(deps: Deps, caller: Caller, endpoint: Endpoint, body: unknown) {
  const request = inferenceRequest(endpoint, body);
  const ceilingMicroUsd = costCeiling(
    request.ceilingMicros,
    deps.policy.priceMicroUsdPerReferenceSecond.live,
  );
  const { batch, taskNo } = await reserveCall(deps, {
    ...caller,
    model: request.model,
    window: 'live',
    ceilingMicroUsd,
  });
  const task = await place(deps, batch, taskNo, request);
  return answerOf(await resultOf(deps, await finished(deps, task)));
}

async function place(deps: Deps, batch: Batch, no: number, request: InferenceRequest): Promise<Task> {
  const { customerId, batchId } = batch;
  const { model, body, ceilingMicros, runningMicros } = request;
  const lane = { model: model.id, hardwareClass: 'any', trust: 'any', priority: 'live', shard: 0 } as const;
  const place = { customerId, batchId, no, lane, requests: 1, firstLine: no, fromByte: 0, toByte: 0 };
  const task = newTask({ ...place, ceilingMicros, runningMicros }, deps.now());
  await deps.sealedTasks.putPayload(task, [JSON.stringify({ i: 0, body })]);
  await deps.commit([taskWrites.create(task)]);
  await deps.lanes.send(lane, [{ customerId, batchId, taskNo: no, audit: false }]);
  return task;
}

/** Looks often at first, since a short call takes milliseconds, then less. */
async function finished({ tasks, commit, now, pause }: Deps, placed: Task): Promise<Task> {
  const until = now() + waitMillis;
  for (let pauseMillis = 25; now() < until; pauseMillis = Math.min(250, pauseMillis * 1.3)) {
    await pause(pauseMillis);
    const task = await tasks.get(nameOf(placed));
    if (task.state === 'finished') return task;
    if (task.state === 'closed') throw noVehicle();
  }
  return closed({ tasks, commit }, placed);
}

/** Takes the task back, so that nobody runs it and it costs nothing; unless a vehicle finished it in this very moment. */
async function closed({ tasks, commit }: Pick<Deps, 'tasks' | 'commit'>, placed: Task): Promise<Task> {
  const task = await tasks.get(nameOf(placed));
  if (task.state === 'finished') return task;
  try {
    if (task.state === 'open') await commit([taskWrites.close(task)]);
  } catch (error) {
    if (!isRefusal(error, 'changed_meanwhile')) throw error;
    return closed({ tasks, commit }, placed);
  }
  throw noVehicle();
}

const noVehicle = () =>
  new Refusal(
    'no_vehicle_available',
    'No vehicle could serve this call in time. It was not charged. Try again, or send it as a batch.',
    { retryAfterSeconds: 30 },
  );

async function resultOf({ sealedTasks }: Deps, task: Task): Promise<ResultLine> {
  const [segment] = task.segments;
  if (!segment) throw new Error(`task ${task.no} of ${task.batchId} is finished without a result`);
  const { lines } = await sealedTasks.getResult(task, segment);
  const [line] = lines;
  if (!line) throw new Error(`the result of task ${task.no} of ${task.batchId} is empty`);
  return line;
}

/** The engine's own answer; its "no" keeps its status. */
function answerOf({ status, body }: ResultLine): Record<string, unknown> {
  if (status < 300) return body;
  const { error } = body as { error?: { message?: string; param?: string } };
  throw new Refusal('engine_refused', error?.message ?? 'The engine refused this request.', {
    status,
    ...(error?.param && { param: error.param }),
  });
}
