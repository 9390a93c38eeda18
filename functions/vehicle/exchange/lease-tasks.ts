import { getModel } from '../../../shared/catalogue.ts';
import type { LeaseOffer, WorkRequest } from '../../../shared/contract/vehicle.ts';
import { type Lane, lanesFor } from '../../../shared/lane.ts';
import { grant, leaseMillis } from '../../../shared/lease.ts';
import type { LaneMessage } from '../../../shared/messages.ts';
import { isRefusal, Refusal } from '../../../shared/refusal.ts';
import { missingRequests, type Task, taskId } from '../../../shared/task.ts';
import type { Vehicle } from '../../../shared/vehicle.ts';
import type { Received } from '../../adapters/lanes.ts';
import { sealLeaseKey } from '../../adapters/lease-keys.ts';
import { resultMaxBytes } from '../../adapters/task-objects.ts';
import { taskWrites } from '../../adapters/tasks.ts';
import type { Deps } from '../../edge/deps.ts';
import { type TaskMessage, tidyMessages } from './tidy-messages.ts';

type Want = NonNullable<WorkRequest['want']>;

/** A message stays hidden a little longer than its lease lasts: the table says when a lease is over. */
const messageMarginSeconds = 5;
/** A lane may hold messages of tasks that need nobody any more: they go, and the lane is asked again, so often. */
const asksPerLane = 3;

/** Tasks from the vehicle's lanes, live ones first, until what it can surely give is used up. */
export async function leaseTasks(deps: Deps, vehicle: Vehicle, want: Want): Promise<LeaseOffer[]> {
  const endsAt = deps.now() + leaseMillis(want.seconds * 1e6);
  const offers: LeaseOffer[] = [];
  for (const lane of lanesFor(want.models))
    for (let asks = 0; asks < asksPerLane; asks++) {
      const seconds = offers.reduce((left, { runningSeconds }) => left - runningSeconds, want.seconds);
      if (offers.length >= want.tasks || seconds <= 0) return offers;
      const taken = await takeFrom(deps, vehicle, lane, {
        seconds,
        tasks: want.tasks - offers.length,
        endsAt,
      });
      offers.push(...taken.offers);
      if (taken.offers.length > 0 || !taken.foundStale) break;
    }
  return offers;
}

type Room = { seconds: number; tasks: number; endsAt: number };

/** One look into a lane. Each lease is a commit of its own; what can't be leased is tidied up together. */
async function takeFrom(deps: Deps, vehicle: Vehicle, lane: Lane, room: Room) {
  const received = await receive(deps, lane, room);
  const { taken, left } = takeWithin(received, room.seconds);
  const leased = await Promise.all(taken.map((found) => leaseTask(deps, vehicle, found, room.endsAt)));
  const refused = leased.flatMap(({ message }) => message ?? []);
  await tidyMessages(deps, [...left.map(({ receipt }) => ({ lane, receipt, isDone: false })), ...refused]);
  return {
    offers: leased.flatMap(({ offer }) => offer ?? []),
    foundStale: refused.some(({ isDone }) => isDone),
  };
}

type Found = Received & { lane: Lane; task: Task | undefined };

async function receive(
  { lanes, tasks, now }: Deps,
  lane: Lane,
  { tasks: most, endsAt }: Room,
): Promise<Found[]> {
  const hiddenSeconds = (endsAt - now()) / 1_000 + messageMarginSeconds;
  const received = await lanes.receive(lane, most, hiddenSeconds);
  const found = await tasks.getMany(received.map(({ message }) => message));
  const isOf = (message: LaneMessage) => (task: Task) =>
    task.batchId === message.batchId &&
    task.no === message.taskNo &&
    (task.auditOf !== undefined) === message.audit;
  return received.map((each) => ({ ...each, lane, task: found.find(isOf(each.message)) }));
}

/** A first task is taken whatever its size: the vehicle may hand in a part of it. */
function takeWithin(found: readonly Found[], seconds: number) {
  const taken: Found[] = [];
  const left: Found[] = [];
  let sum = 0;
  for (const each of found) {
    const needed = (each.task?.runningMicros ?? 0) / 1e6;
    const fits = sum + needed <= seconds || taken.length === 0;
    (fits ? taken : left).push(each);
    if (fits) sum += needed;
  }
  return { taken, left };
}

/**
 * One decision and one commit: of several vehicles that race for a task, the fence lets exactly one through. Else what
 * may become of the message: one whose task needs nobody goes, one that another may serve is shown again, and one
 * whose task is leased stays hidden.
 */
async function leaseTask(
  deps: Deps,
  vehicle: Vehicle,
  { task, lane, receipt }: Found,
  endsAt: number,
): Promise<{ offer?: LeaseOffer; message?: TaskMessage }> {
  try {
    if (!task) throw new Refusal('task_closed', 'the message names a task that does not exist');
    const { vehicleId, ownerId } = vehicle;
    const leased = grant(task, { vehicleId, ownerId }, deps.now(), endsAt);
    await deps.commit([taskWrites.lease(leased)]);
    return { offer: await offerOf(deps, vehicle, leased, receipt) };
  } catch (error) {
    if (isRefusal(error, 'task_closed')) return { message: { lane, receipt, isDone: true } };
    if (isRefusal(error, 'barred_owner')) return { message: { lane, receipt, isDone: false } };
    if (isRefusal(error)) return {};
    throw error;
  }
}

async function offerOf(
  deps: Deps,
  { vehicleId, sealingKey }: Vehicle,
  task: ReturnType<typeof grant>,
  receipt: string,
): Promise<LeaseOffer> {
  const { customerId, batchId, no: taskNo, fence } = task;
  const id = taskId(task);
  const lastsSeconds = (task.lease.endsAt - deps.now()) / 1_000;
  const audit = task.auditOf !== undefined;
  const [leaseToken, urls, taskKey] = await Promise.all([
    deps.leaseTokens.seal({ customerId, batchId, taskNo, audit, fence, receipt }, vehicleId),
    deps.taskObjects.leaseUrls(task, lastsSeconds),
    deps.batchKeys.taskKey(task, id),
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
    runningSeconds: (task.runningMicros / 1e6) * (missingRequests(task) / task.requests),
    ...urls,
    resultMaxBytes,
    sealedKey: await sealLeaseKey(taskKey, sealingKey, { taskId: id, fence }),
  };
}
