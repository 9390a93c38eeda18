import { Refusal } from './refusal.ts';
import { meetsRouting, type RoutedVehicle } from './routing.ts';
import { type Lease, type Task, taskId } from './task.ts';

export type Lessee = { vehicleId: string; ownerId: string } & RoutedVehicle;

/**
 * The task under its next lease. Refuses with task_closed when nothing is left to do, with already_leased while
 * another lease is alive, with barred_owner where the task is a check of this owner's work, with unmet_routing where the
 * customer does not want it to run on such a vehicle.
 */
export function grant(task: Task, lessee: Lessee, now: number, endsAt: number): Task & { lease: Lease } {
  if (task.state !== 'open') throw new Refusal('task_closed', `task ${taskId(task)} is ${task.state}`);
  if (task.lease && !isOver(task.lease, now))
    throw new Refusal('already_leased', `task ${taskId(task)} is leased until ${task.lease.endsAt}`);
  if (task.barredOwners?.includes(lessee.ownerId))
    throw new Refusal('barred_owner', `task ${taskId(task)} checks work of owner ${lessee.ownerId}`);
  if (!meetsRouting(lessee, task.routing))
    throw new Refusal('unmet_routing', `task ${taskId(task)} may not run on vehicle ${lessee.vehicleId}`);
  const { vehicleId, ownerId } = lessee;
  return {
    ...task,
    fence: task.fence + 1,
    lostLeases: task.lostLeases + (task.lease ? 1 : 0),
    lease: { vehicleId, ownerId, endsAt },
  };
}

/** A lease ends by the server's clock alone; a vehicle's clock never counts. */
export const isOver = (lease: Lease, now: number): boolean => now >= lease.endsAt;

/**
 * How long a lease lasts: three times what the vehicle asked to be busy with all its tasks (they run one after the
 * other), at least a minute, at most twenty, so that a vehicle that vanished does not keep a customer waiting.
 */
export const leaseMillis = (runningMicrosOfAll: number): number =>
  Math.min(20 * 60_000, Math.max(60_000, (3 * runningMicrosOfAll) / 1_000));
