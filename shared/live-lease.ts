import type { Priority } from './lane.ts';
import { isOver } from './lease.ts';
import type { Task } from './task.ts';

/**
 * The lease of a live call is short, since a customer waits: a vehicle that vanished is noticed when it ends, and one
 * that is at work says so in time.
 */
export const liveLeaseMillis = 15_000;
/** A vehicle at work on a live call is heard from at least this often. */
export const heartbeatMillis = 4_000;

export const isLive = (priority: Priority): boolean => priority !== 'batch';

/** What a sign of life under `fence` means: the lessee goes on (`endsAt`, where its lease is to last longer), or stops. */
export type Heartbeat = { goesOn: false } | { goesOn: true; endsAt: number | undefined };

export function heartbeat(
  { state, fence, lease }: Task,
  claim: { vehicleId: string; fence: number },
  now: number,
): Heartbeat {
  if (state !== 'open' || fence !== claim.fence || !lease) return { goesOn: false };
  if (lease.vehicleId !== claim.vehicleId || isOver(lease, now)) return { goesOn: false };
  // A write is saved while two more signs of life fit into what is left.
  return lease.endsAt - now > 2 * heartbeatMillis
    ? { goesOn: true, endsAt: undefined }
    : { goesOn: true, endsAt: now + liveLeaseMillis };
}
