import type { z } from 'zod';
import { getModel } from '../../../shared/catalogue.ts';
import type { LeaseOffer, workRequest } from '../../../shared/contract/vehicle.ts';
import { type Lane, lanesFor } from '../../../shared/lane.ts';
import { grant, leaseMillis } from '../../../shared/lease.ts';
import { isLive, liveLeaseMillis } from '../../../shared/live-lease.ts';
import type { LaneMessage } from '../../../shared/messages.ts';
import { judgeOffer, type Offer } from '../../../shared/offer.ts';
import { isRefusal, Refusal } from '../../../shared/refusal.ts';
import { missingRequests, type Task, taskId } from '../../../shared/task.ts';
import { usualCosts } from '../../../shared/usual-costs.ts';
import { speedOf, type Vehicle } from '../../../shared/vehicle.ts';
import type { Received } from '../../adapters/lanes.ts';
import { sealLeaseKey } from '../../adapters/lease-keys.ts';
import { liesInTable, liveObjectMaxBytes } from '../../adapters/live-objects.ts';
import { resultMaxBytes } from '../../adapters/task-objects.ts';
import { taskWrites } from '../../adapters/tasks.ts';
import type { Deps } from '../../edge/deps.ts';
import { type TaskMessage, tidyMessages } from './tidy-messages.ts';

export type Want = NonNullable<z.output<typeof workRequest>['want']>;

/** A message stays hidden a little longer than its lease lasts: the table says when a lease is over. */
export const messageMarginSeconds = 5;
/** A lane may hold messages of tasks that need nobody any more: they go, and the lane is asked again, so often. */
const asksPerLane = 3;

/**
 * Tasks from the vehicle's lanes, live ones first, until what it can surely give is used up. A live call is leased
 * alone: what a vehicle would run after it might be run at once by another.
 */
export async function leaseTasks(deps: Deps, vehicle: Vehicle, want: Want): Promise<Leased> {
  const lanes = lanesFor(want.models, vehicle);
  const endsAt = (lane: Lane) => endsAtIn(lane, want, deps.now());
  for (const lane of lanes.filter(({ priority }) => isLive(priority))) {
    const room = { ...want, startsAt: deps.now(), tasks: 1, endsAt: endsAt(lane) };
    const live = await leaseFrom(deps, vehicle, lane, room);
    if (live.offers.length > 0) return live;
  }
  const offers: LeaseOffer[] = [];
  let belowFloor = false;
  for (const lane of lanes.filter(({ priority }) => !isLive(priority))) {
    const seconds = offers.reduce((left, { runningSeconds }) => left - runningSeconds, want.seconds);
    if (offers.length >= want.tasks || seconds <= 0) break;
    const tasks = want.tasks - offers.length;
    const startsAt = deps.now() + (want.seconds - seconds) * 1_000;
    const room = { seconds, startsAt, tasks, endsAt: endsAt(lane), costs: want.costs };
    const leased = await leaseFrom(deps, vehicle, lane, room);
    offers.push(...leased.offers);
    belowFloor ||= leased.belowFloor === true;
  }
  return { offers, ...(belowFloor && { belowFloor }) };
}

/** `belowFloor`: something would have left the owner less than the floor. */
export type Leased = { offers: LeaseOffer[]; belowFloor?: boolean };

async function leaseFrom(deps: Deps, vehicle: Vehicle, lane: Lane, room: Room): Promise<Leased> {
  for (let asks = 0; asks < asksPerLane; asks++) {
    const { foundStale, ...leased } = await takeFrom(deps, vehicle, lane, room);
    if (leased.offers.length > 0 || !foundStale) return leased;
  }
  return { offers: [] };
}

export const endsAtIn = ({ priority }: Lane, want: Want, now: number): number =>
  now + (isLive(priority) ? liveLeaseMillis : leaseMillis(want.seconds * 1e6));

/** What the vehicle can still give, and from when on. */
type Within = { seconds: number; startsAt: number };
type Room = Within & { tasks: number; endsAt: number; costs?: Want['costs'] };

/** One look into a lane. Each lease is a commit of its own; what can't be leased is tidied up together. */
async function takeFrom(deps: Deps, vehicle: Vehicle, lane: Lane, room: Room) {
  const hiddenSeconds = (room.endsAt - deps.now()) / 1_000 + messageMarginSeconds;
  const received = await deps.lanes.receive(lane, room.tasks, hiddenSeconds);
  return leaseReceived(deps, vehicle, await found(deps, lane, received), room);
}

/** What came out of a lane, leased as far as it can be. */
export async function leaseReceived(
  deps: Deps,
  vehicle: Vehicle,
  received: readonly Found[],
  room: Omit<Room, 'tasks'>,
) {
  const { taken, left } = takeWithin(received, vehicle, room);
  const leased = await Promise.all(taken.map((found) => leaseTask(deps, vehicle, found, room)));
  const refused = leased.flatMap(({ message }) => message ?? []);
  await tidyMessages(deps, [
    ...left.map(({ lane, receipt }) => ({ lane, receipt, isDone: false })),
    ...refused,
  ]);
  return {
    offers: leased.flatMap(({ offer }) => offer ?? []),
    belowFloor: leased.some((each) => each.belowFloor),
    foundStale: refused.some(({ isDone }) => isDone),
  };
}

export type Found = Received & { lane: Lane; task: Task | undefined };

/** What the messages stand for. */
export async function found({ tasks }: Deps, lane: Lane, received: readonly Received[]): Promise<Found[]> {
  const found = await tasks.getMany(received.map(({ message }) => message));
  const isOf = (message: LaneMessage) => (task: Task) =>
    task.batchId === message.batchId &&
    task.no === message.taskNo &&
    (task.auditOf !== undefined) === message.audit;
  return received.map((each) => ({ ...each, lane, task: found.find(isOf(each.message)) }));
}

/** Only what the vehicle can surely finish, one after the other, in its time and before the leases end. */
function takeWithin(found: readonly Found[], vehicle: Vehicle, { seconds, startsAt }: Within) {
  const taken: (Found & Within)[] = [];
  const left: Found[] = [];
  let sum = 0;
  for (const each of found) {
    const needed = each.task ? runningSecondsOf(each.task, vehicle) : 0;
    const fits = sum + needed <= seconds;
    if (fits) taken.push({ ...each, seconds: seconds - sum, startsAt: startsAt + sum * 1_000 });
    else left.push(each);
    if (fits) sum += needed;
  }
  return { taken, left };
}

const runningSecondsOf = (task: Task, vehicle: Vehicle) =>
  (task.runningMicros * missingRequests(task)) / task.requests / 1e6 / speedOf(vehicle, task.lane.model);

/**
 * One decision and one commit: of several vehicles that race for a task, the fence lets exactly one through. Else what
 * may become of the message: one whose task needs nobody goes, one that another may serve is shown again, and one
 * whose task is leased stays hidden.
 */
async function leaseTask(
  deps: Deps,
  vehicle: Vehicle,
  { task, lane, receipt, ...within }: Found & Within,
  { endsAt, costs }: Pick<Room, 'endsAt' | 'costs'>,
): Promise<{ offer?: LeaseOffer; message?: TaskMessage; belowFloor?: true }> {
  try {
    if (!task) throw new Refusal('task_closed', 'the message names a task that does not exist');
    const now = deps.now();
    const leased = grant(task, vehicle, now, endsAt);
    const speed = speedOf(vehicle, task.lane.model);
    const judged = judgeOffer(task, { ...within, speed, costs: costs ?? usualCosts(vehicle) });
    // The offer is made meanwhile; it leaves only with the lease.
    const [offer] = await Promise.all([
      offerOf(deps, vehicle, leased, { ...judged, receipt }),
      deps.commit([taskWrites.lease(leased, now)]),
    ]);
    return { offer };
  } catch (error) {
    if (isRefusal(error, 'task_closed')) return { message: { lane, receipt, isDone: true } };
    if (isRefusal(error, 'below_floor'))
      return { message: { lane, receipt, isDone: false }, belowFloor: true };
    if (isRefusal(error, 'barred_owner', 'unmet_routing', 'too_long'))
      return { message: { lane, receipt, isDone: false } };
    if (isRefusal(error)) return {};
    throw error;
  }
}

async function offerOf(
  deps: Deps,
  { vehicleId, sealingKey }: Vehicle,
  task: ReturnType<typeof grant>,
  { runningMicros, pay, receipt }: Offer & { receipt: string },
): Promise<LeaseOffer> {
  const { customerId, batchId, no: taskNo, fence } = task;
  const id = taskId(task);
  const lastsSeconds = (task.lease.endsAt - deps.now()) / 1_000;
  const audit = task.auditOf !== undefined;
  const [leaseToken, urls, taskKey, payload] = await Promise.all([
    deps.leaseTokens.seal({ customerId, batchId, taskNo, audit, fence, receipt }, vehicleId),
    deps.taskObjects.leaseUrls(task, lastsSeconds),
    deps.batchKeys.taskKey(task, id),
    deps.sealedTasks.smallPayload(task),
  ]);
  const model = getModel(task.lane.model);
  return {
    leaseToken,
    taskId: id,
    fence,
    endsAt: task.lease.endsAt,
    model: model.id,
    endpoint: model.endpoint,
    requests: missingRequests(task),
    finished: Buffer.from(task.done).toString('base64url'),
    runningSeconds: runningMicros / 1e6,
    pay: {
      grossNanoUsd: Number(pay.grossNanoUsd),
      energyNanoUsd: Number(pay.energyNanoUsd),
      wearNanoUsd: Number(pay.wearNanoUsd),
      netNanoUsd: Number(pay.netNanoUsd),
    },
    live: isLive(task.lane.priority),
    payload: payload ? Buffer.from(payload).toString('base64url') : null,
    ...urls,
    smallResultMaxBytes: liesInTable(task) ? liveObjectMaxBytes : 0,
    resultMaxBytes,
    sealedKey: await sealLeaseKey(taskKey, sealingKey, { taskId: id, fence }),
  };
}
