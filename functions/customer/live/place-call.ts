import type { Endpoint } from '../../../shared/catalogue.ts';
import type { RoutingRequest } from '../../../shared/contract/routing.ts';
import { firstFreeAt } from '../../../shared/fleet.ts';
import { type InferenceRequest, inferenceRequest } from '../../../shared/inference-request.ts';
import { isConstrained, type Lane, laneOf } from '../../../shared/lane.ts';
import { type ServiceTier, vehicleBody, windowOf } from '../../../shared/live-call.ts';
import { costCeiling } from '../../../shared/money.ts';
import type { LiveWindow } from '../../../shared/policy.ts';
import { placementOf, presentFor, type Routing, refuseAboveMax } from '../../../shared/routing.ts';
import { newTask, type Task } from '../../../shared/task.ts';
import { ownerNanoUsdAt } from '../../../shared/terms.ts';
import { taskWrites } from '../../adapters/tasks.ts';
import type { Deps } from '../../edge/deps.ts';
import type { Caller } from './caller.ts';
import { noVehicle, type Wanted } from './no-vehicle.ts';
import { type CallPlace, reserveCall } from './reserve-call.ts';

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
  const asked = request.body.x_parkade as RoutingRequest | undefined;
  const { routing, zeroRetention } = placementOf(asked);
  const wanted = { model: request.model.id, routing };
  if (call.waitMillis !== Number.POSITIVE_INFINITY) await refuseUnlessServable(deps, wanted, call.waitMillis);
  const ceilingMicroUsd = costCeiling(
    request.ceilingMicros,
    deps.policy.priceMicroUsdPerReferenceSecond[window],
  );
  refuseAboveMax(ceilingMicroUsd, asked);
  const { model } = request;
  const reserved = await reserveCall(deps, { ...caller, model, window, zeroRetention, ceilingMicroUsd });
  const lane = laneOf(wanted.model, window, routing);
  return { window, task: await place(deps, reserved, { request, window, lane, routing, zeroRetention }) };
}

/** Free of charge and at once, rather than after a wait: nobody is parked who could serve it in time. */
async function refuseUnlessServable(deps: Deps, wanted: Wanted, waitMillis: number): Promise<void> {
  const servable = async (anew: boolean) => {
    const freeAt = firstFreeAt(presentFor(await deps.fleet.read({ anew }), wanted, deps.now()), deps.now());
    return { freeAt, inTime: freeAt !== undefined && freeAt - deps.now() < waitMillis };
  };
  if ((await servable(false)).inTime) return;
  // A vehicle may have come since the fleet was last looked at.
  const { freeAt, inTime } = await servable(true);
  if (inTime) return;
  throw noVehicle(wanted, freeAt, deps.now());
}

type Placing = {
  request: InferenceRequest;
  window: LiveWindow;
  lane: Lane;
  routing: Routing | undefined;
  zeroRetention: true | undefined;
};

async function place(
  deps: Deps,
  reserved: CallPlace,
  { request, window, lane, routing, zeroRetention }: Placing,
): Promise<Task> {
  const { body, ceilingMicros, runningMicros } = request;
  const where = { lane, ...(routing && { routing }), ...(zeroRetention && { zeroRetention }) };
  const place = { ...reserved, ...where, requests: 1, firstLine: reserved.no, fromByte: 0, toByte: 0 };
  const { priceMicroUsdPerReferenceSecond: prices, ownerSharePercent } = deps.policy;
  const ownerNanoUsd = ownerNanoUsdAt(prices[window], ownerSharePercent);
  const task = newTask({ ...place, ceilingMicros, runningMicros, ownerNanoUsd }, deps.now());
  const [seed = 0] = new Uint32Array(deps.randomBytes(4).buffer);
  // First: the sweep rings for a task that it finds, and a vehicle that finds no payload runs nothing else for a minute.
  await deps.sealedTasks.putPayload(task, [JSON.stringify({ i: 0, body: vehicleBody(body, seed) })]);
  await deps.commit([taskWrites.create(task)]);
  await ring(deps, task);
  return task;
}

/**
 * Wakes a vehicle. Idle ones wait at the live lane that any may serve: there a priority call rings as well. A routed
 * call is found in its own lane when an idle vehicle looks again.
 */
export async function ring({ lanes }: Deps, { customerId, batchId, no, lane }: Task): Promise<void> {
  const messages = [{ customerId, batchId, taskNo: no, audit: false }];
  await lanes.send(lane, messages);
  if (lane.priority === 'priority' && !isConstrained(lane))
    await lanes.send({ ...lane, priority: 'live' }, messages);
}
