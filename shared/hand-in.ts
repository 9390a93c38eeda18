import { countBits, has, withBits } from './bitset.ts';
import type { Model } from './catalogue.ts';
import type { ResultLine } from './contract/task-files.ts';
import { isOver, type Lessee } from './lease.ts';
import { addUnits, referenceMicrosOf } from './metering.ts';
import { Refusal } from './refusal.ts';
import { type Segment, segmentsPerTask, type Task, taskId } from './task.ts';

/** A result as the market read it: its object's version and hash, its lines, and the energy of its signed receipt. */
export type Result = {
  version: string;
  sha256: string;
  lines: readonly ResultLine[];
  energyMilliWattHours: number;
  /** As the vehicle worked them out. */
  costs?: Segment['costs'];
};

export type HandInDecision = { kind: 'repeated' } | { kind: 'accepted'; task: Task; requests: number };

/**
 * What a hand-in under `fence` changes: finished requests count from now on, the rest goes back, and nobody is
 * punished. The same hand-in again is `repeated` and changes nothing. Refuses with lease_lost (another lease came
 * after), lease_expired, not_allowed (another vehicle's), task_closed and invalid_result.
 */
export function handIn(
  task: Task,
  claim: Lessee & { fence: number; model: Model },
  result: Result | undefined,
  now: number,
): HandInDecision {
  const earlier = task.segments.find((segment) => segment.fence === claim.fence);
  if (earlier && earlier.vehicleId === claim.vehicleId && earlier.resultSha256 === result?.sha256)
    return { kind: 'repeated' };
  refuseUnlessLessee(task, claim, now);
  if (!result || result.lines.length === 0)
    return { kind: 'accepted', requests: 0, task: { ...withoutLease(task), openedAt: now } };
  refuseUnlessNew(task, result);
  const done = withBits(
    task.done,
    result.lines.map(({ i }) => i),
  );
  const segments = [...task.segments, segmentOf(task, claim, result, now)];
  const finished = countBits(done) === task.requests || segments.length === segmentsPerTask;
  return {
    kind: 'accepted',
    requests: result.lines.length,
    task: { ...withoutLease(task), done, segments, openedAt: now, state: finished ? 'finished' : 'open' },
  };
}

function refuseUnlessLessee(task: Task, claim: Lessee & { fence: number }, now: number): void {
  const id = taskId(task);
  if (task.state === 'closed') throw new Refusal('task_closed', `task ${id} was closed with its batch`);
  if (task.fence !== claim.fence || !task.lease)
    throw new Refusal('lease_lost', `lease ${claim.fence} of task ${id} is over; the fence is ${task.fence}`);
  if (task.lease.vehicleId !== claim.vehicleId)
    throw new Refusal('not_allowed', `lease ${claim.fence} of task ${id} is another vehicle's`);
  if (isOver(task.lease, now))
    throw new Refusal('lease_expired', `lease ${claim.fence} of task ${id} ended at ${task.lease.endsAt}`);
}

/** Positions within the task, rising, none finished before: at most one result per request can ever count. */
function refuseUnlessNew(task: Task, { lines }: Result): void {
  let last = -1;
  for (const { i } of lines) {
    if (i <= last || i >= task.requests)
      throw new Refusal('invalid_result', `position ${i} is out of order or out of range in ${taskId(task)}`);
    if (has(task.done, i))
      throw new Refusal('invalid_result', `request ${i} of ${taskId(task)} was finished by an earlier lease`);
    last = i;
  }
}

function segmentOf(
  task: Task,
  claim: Lessee & { fence: number; model: Model },
  result: Result,
  now: number,
): Segment {
  const succeeded = result.lines.filter(({ status }) => status < 300);
  const referenceMicros = succeeded.reduce(
    (sum, { units }) => sum + referenceMicrosOf(claim.model, units),
    0,
  );
  const meteredMicros = task.segments.reduce(
    (sum, segment) => sum + segment.referenceMicros,
    referenceMicros,
  );
  if (meteredMicros > task.ceilingMicros)
    throw new Refusal(
      'invalid_result',
      `${taskId(task)} meters ${meteredMicros} reference microseconds, more than the ${task.ceilingMicros} it was quoted at`,
    );
  return {
    fence: claim.fence,
    vehicleId: claim.vehicleId,
    ownerId: claim.ownerId,
    resultVersion: result.version,
    resultSha256: result.sha256,
    referenceMicros,
    succeeded: succeeded.length,
    failed: result.lines.length - succeeded.length,
    energyMilliWattHours: result.energyMilliWattHours,
    ...(result.costs && { costs: result.costs }),
    units: addUnits(succeeded.map(({ units }) => units)),
    finishedAt: now,
  };
}

function withoutLease({ lease: _ended, ...task }: Task): Task {
  return task;
}
