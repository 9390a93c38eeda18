import { firstFreeAt } from '../../../shared/fleet.ts';
import { isOver } from '../../../shared/lease.ts';
import { isRefusal } from '../../../shared/refusal.ts';
import { presentFor } from '../../../shared/routing.ts';
import type { Task } from '../../../shared/task.ts';
import { nameOf, taskWrites } from '../../adapters/tasks.ts';
import type { Deps } from '../../edge/deps.ts';
import { notInTime, noVehicle } from './no-vehicle.ts';
import { ring } from './place-call.ts';

/** Nobody has the task: so long after its last lease it is asked whether anybody could. */
const unservedMillis = 2_000;

/**
 * Looks after a placed call while its caller waits. Each `look` gives the task as it stands: one whose vehicle fell
 * silent is rung for again at once, and one that nobody can serve any more is refused, as is one that was waited for
 * until `until`: it is then closed, so that nobody runs it and it costs nothing.
 */
export function callWatch(deps: Deps, placed: Task, until: number) {
  let rangFor = -1;
  let unservedSince: number | undefined;

  async function look(): Promise<Task> {
    const task = await deps.taskLooks.at(nameOf(placed));
    if (task.state === 'finished') return task;
    if (task.state === 'closed') throw notInTime();
    if (deps.now() >= until) return finishedOrClosed(task);
    if (task.lease && !isOver(task.lease, deps.now())) unservedSince = undefined;
    else await lookForVehicle(task);
    return task;
  }

  async function lookForVehicle(task: Task): Promise<void> {
    if (task.lease && rangFor !== task.fence) {
      rangFor = task.fence;
      await ring(deps, task);
    }
    unservedSince ??= deps.now();
    if (deps.now() - unservedSince < unservedMillis) return;
    unservedSince = undefined;
    const wanted = { model: task.lane.model, routing: task.routing };
    const fleet = await deps.fleet.read({ anew: true });
    if (firstFreeAt(presentFor(fleet, wanted, deps.now()), deps.now()) !== undefined) return;
    await closeCall(deps, task);
    throw noVehicle(wanted, undefined, deps.now());
  }

  /** Unless a vehicle finished it in this very moment. */
  async function finishedOrClosed(task: Task): Promise<Task> {
    const last = await closeCall(deps, task);
    if (last.state === 'finished') return last;
    throw notInTime();
  }

  return { look };
}

/** Takes a call back: it costs nothing then. The task as it ended, finished where a vehicle was faster. */
export async function closeCall(deps: Deps, placed: Task): Promise<Task> {
  const task = await deps.tasks.get(nameOf(placed));
  if (task.state !== 'open') return task;
  try {
    await deps.commit([taskWrites.close(task)]);
    return { ...task, state: 'closed' };
  } catch (error) {
    if (!isRefusal(error, 'changed_meanwhile')) throw error;
    return closeCall(deps, placed);
  }
}
