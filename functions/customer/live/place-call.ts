import type { Batch } from '../../../shared/batch.ts';
import type { Endpoint } from '../../../shared/catalogue.ts';
import { firstFreeAt } from '../../../shared/fleet.ts';
import { type InferenceRequest, inferenceRequest } from '../../../shared/inference-request.ts';
import type { Lane } from '../../../shared/lane.ts';
import { type ServiceTier, vehicleBody, windowOf } from '../../../shared/live-call.ts';
import { costCeiling } from '../../../shared/money.ts';
import type { LiveWindow } from '../../../shared/policy.ts';
import { newTask, type Task } from '../../../shared/task.ts';
import { taskWrites } from '../../adapters/tasks.ts';
import type { Deps } from '../../edge/deps.ts';
import type { Caller } from './caller.ts';
import { noVehicle } from './no-vehicle.ts';
import { reserveCall } from './reserve-call.ts';

export type LiveCall = {
  endpoint: Endpoint;
  body: unknown;
  /** How long its caller waits: where no vehicle is free by then, it is refused at once. Infinity: nobody waits for it. */
  waitMillis: number;
};

export type PlacedCall = { task: Task; window: LiveWindow };

/**
 * A live call is a task of one request: judged, held for, and put into its live lane, where a vehicle waits. Refuses
 * what is wrong with the body, insufficient_quota, and no_vehicle_available, before anything is placed.
 */
export async function placeCall(deps: Deps, caller: Caller, call: LiveCall): Promise<PlacedCall> {
  const request = inferenceRequest(call.endpoint, call.body);
  const window = windowOf(request.body.service_tier as ServiceTier | undefined);
  if (call.waitMillis !== Number.POSITIVE_INFINITY)
    await refuseUnlessServable(deps, request.model.id, call.waitMillis);
  const ceilingMicroUsd = costCeiling(
    request.ceilingMicros,
    deps.policy.priceMicroUsdPerReferenceSecond[window],
  );
  const { model } = request;
  const reserved = await reserveCall(deps, { ...caller, model, window, ceilingMicroUsd });
  return { window, task: await place(deps, reserved, window, request) };
}

/** Free of charge and at once, rather than after a wait: nobody is parked who could serve it in time. */
async function refuseUnlessServable(deps: Deps, model: string, waitMillis: number): Promise<void> {
  const servable = async (anew: boolean) => {
    const freeAt = firstFreeAt(await deps.fleet.read({ anew }), model, deps.now());
    return { freeAt, inTime: freeAt !== undefined && freeAt - deps.now() < waitMillis };
  };
  if ((await servable(false)).inTime) return;
  // A vehicle may have come since the fleet was last looked at.
  const { freeAt, inTime } = await servable(true);
  if (inTime) return;
  throw noVehicle(model, freeAt, deps.now());
}

type Reserved = { batch: Batch; taskNo: number };

async function place(
  deps: Deps,
  { batch, taskNo: no }: Reserved,
  priority: LiveWindow,
  request: InferenceRequest,
): Promise<Task> {
  const { customerId, batchId } = batch;
  const { model, body, ceilingMicros, runningMicros } = request;
  const lane: Lane = { model: model.id, hardwareClass: 'any', trust: 'any', priority, shard: 0 };
  const place = { customerId, batchId, no, lane, requests: 1, firstLine: no, fromByte: 0, toByte: 0 };
  const task = newTask({ ...place, ceilingMicros, runningMicros }, deps.now());
  const [seed = 0] = new Uint32Array(deps.randomBytes(4).buffer);
  await deps.sealedTasks.putPayload(task, [JSON.stringify({ i: 0, body: vehicleBody(body, seed) })]);
  await deps.commit([taskWrites.create(task)]);
  await ring(deps, task);
  return task;
}

/** Wakes a vehicle. Idle ones wait at the live lane alone: there a priority call rings as well. */
export async function ring({ lanes }: Deps, { customerId, batchId, no, lane }: Task): Promise<void> {
  const messages = [{ customerId, batchId, taskNo: no, audit: false }];
  await lanes.send(lane, messages);
  if (lane.priority === 'priority') await lanes.send({ ...lane, priority: 'live' }, messages);
}
