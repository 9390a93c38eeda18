import { getModel } from '../../../shared/catalogue.ts';
import type { LeaseOffer, WorkRequest } from '../../../shared/contract/vehicle.ts';
import { type Lane, lanesFor } from '../../../shared/lane.ts';
import { grant, leaseMillis } from '../../../shared/lease.ts';
import type { LaneMessage } from '../../../shared/messages.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { missingRequests, type Task, taskId } from '../../../shared/task.ts';
import type { Vehicle } from '../../../shared/vehicle.ts';
import type { Received } from '../../adapters/lanes.ts';
import { sealLeaseKey } from '../../adapters/lease-keys.ts';
import { resultMaxBytes } from '../../adapters/task-objects.ts';
import { taskWrites } from '../../adapters/tasks.ts';
import type { Deps } from '../../edge/deps.ts';

type Want = NonNullable<WorkRequest['want']>;

/** A message stays hidden a little longer than its lease lasts: the table says when a lease is over. */
const messageMarginSeconds = 5;
/** A message of a task that this vehicle may not have: soon, but not at once, for another. */
const passOnSeconds = 1;

/** A lane may hold messages of tasks that need nobody any more: they go, and the lane is asked again, so often. */
const asksPerLane = 3;

/** Tasks from the vehicle's lanes, live ones first, until what it can surely give is used up. */
export async function leaseTasks(deps: Deps, vehicle: Vehicle, want: Want): Promise<LeaseOffer[]> {
  const endsAt = deps.now() + leaseMillis(want.seconds * 1e6);
  const offers: LeaseOffer[] = [];
  for (const lane of lanesFor(want.models)) {
    const before = offers.length;
    for (let asks = 0; asks < asksPerLane && offers.length === before; asks++) {
      const secondsLeft = offers.reduce((left, { runningSeconds }) => left - runningSeconds, want.seconds);
      if (offers.length >= want.tasks || secondsLeft <= 0) return offers;
      const received = await receive(deps, lane, want.tasks - offers.length, endsAt);
      if (received.length === 0) break;
      const { taken, left } = takeWithin(received, secondsLeft, offers.length === 0);
      await deps.lanes.showAgain(lane, left.map(receiptOf), 0);
      const leased = await Promise.all(taken.map((each) => leaseTask(deps, vehicle, { ...each, endsAt })));
      offers.push(...leased.filter((offer) => offer !== undefined));
    }
  }
  return offers;
}

type Found = Received & { lane: Lane; task: Task | undefined };

async function receive(
  { lanes, tasks, now }: Deps,
  lane: Lane,
  most: number,
  endsAt: number,
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
function takeWithin(found: readonly Found[], seconds: number, isFirst: boolean) {
  const taken: Found[] = [];
  const left: Found[] = [];
  let sum = 0;
  for (const each of found) {
    const needed = (each.task?.runningMicros ?? 0) / 1e6;
    const fits = sum + needed <= seconds || (isFirst && taken.length === 0);
    (fits ? taken : left).push(each);
    if (fits) sum += needed;
  }
  return { taken, left };
}

/** One decision and one commit: of several vehicles that race for a task, the fence lets exactly one through. */
async function leaseTask(
  deps: Deps,
  vehicle: Vehicle,
  { task, lane, receipt, endsAt }: Found & { endsAt: number },
): Promise<LeaseOffer | undefined> {
  try {
    if (!task) throw new Refusal('task_closed', 'the message names a task that does not exist');
    const { vehicleId, ownerId } = vehicle;
    const leased = grant(task, { vehicleId, ownerId }, deps.now(), endsAt);
    await deps.commit([taskWrites.lease(leased)]);
    return await offerOf(deps, vehicle, leased, receipt);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    await passOn(deps, lane, receipt, error);
    return undefined;
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

/** A message whose task needs nobody goes; one that another may serve is shown again; a leased one waits. */
async function passOn({ lanes }: Deps, lane: Lane, receipt: string, { code }: Refusal): Promise<void> {
  if (code === 'task_closed') await lanes.delete(lane, [receipt]);
  else if (code === 'barred_owner') await lanes.showAgain(lane, [receipt], passOnSeconds);
}

const receiptOf = ({ receipt }: Received) => receipt;
