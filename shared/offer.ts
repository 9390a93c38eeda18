import { getModel } from './catalogue.ts';
import { likelyReferenceMicros } from './metering.ts';
import { meetsFloor, type NetPay, netPayOf, type PlugCosts } from './net-pay.ts';
import { Refusal } from './refusal.ts';
import { missingRequests, type Task, taskId } from './task.ts';

/** What a vehicle brings to a task: how fast it runs its model, how long it surely can, and what that costs. */
export type Able = {
  /** Running seconds of the reference car in one of its own. */
  speed: number;
  /** It can surely run for so long, until the driver comes or the lease ends, ... */
  seconds: number;
  /** ... from when it has done what it takes before (ms). */
  startsAt: number;
  costs: PlugCosts;
};

export type Offer = {
  /** What is missing of the task will probably take this vehicle so long. */
  runningMicros: number;
  pay: NetPay;
};

/**
 * What running the rest of a task would take this vehicle and leave its owner. Refuses with too_long where it could not
 * finish in its time or before the batch expires, and with below_floor where less would be left than the owner's charter
 * asks for an hour, or than nothing.
 */
export function judgeOffer(task: Task, able: Able): Offer {
  const left = missingRequests(task) / task.requests;
  const runningMicros = Math.ceil((task.runningMicros * left) / able.speed);
  const endsAt = able.startsAt + runningMicros / 1_000;
  if (runningMicros > able.seconds * 1e6)
    throw new Refusal('too_long', `task ${taskId(task)} takes ${runningMicros} us of ${able.seconds} s`);
  if (task.dueAt !== undefined && endsAt > task.dueAt)
    throw new Refusal('too_long', `task ${taskId(task)} would end after its batch, at ${endsAt}`);
  const pay = netPayOf(grossOf(task, left), runningMicros, able.costs);
  if (!meetsFloor(pay, runningMicros, able.costs))
    throw new Refusal(
      'below_floor',
      `task ${taskId(task)} would leave ${pay.netNanoUsd} nano-USD of ${pay.grossNanoUsd}`,
    );
  return { runningMicros, pay };
}

/** The owner's part of what the rest will probably be charged, and never of more than it can be. */
function grossOf(task: Task, left: number): bigint {
  const model = getModel(task.lane.model);
  const likely = likelyReferenceMicros(model, Math.round(task.runningMicros * left));
  const micros = Math.min(likely, Math.round(task.ceilingMicros * left));
  return (BigInt(micros) * BigInt(task.ownerNanoUsd)) / 1_000_000n;
}
