import { away, liveDuty, type Presence, traitsOf } from '../../../shared/fleet.ts';
import { slotPeriodSeconds } from '../../../shared/slot-calendar.ts';
import type { Vehicle } from '../../../shared/vehicle.ts';
import type { Deps } from '../../edge/deps.ts';
import type { Leased, Want } from './lease-tasks.ts';

/** A vehicle may take so much longer than was foreseen before it counts as gone: to call, or to load a model and run. */
const graceMillis = { idle: 15_000, running: 60_000 };

/**
 * Tells forecasts and live calls what this vehicle does next: runs what it leased, waits at a model's live lane, comes
 * back later, or drives away. What it waits for is the answer.
 */
export async function reportPresence(
  deps: Deps,
  vehicle: Vehicle,
  want: Want | null,
  { offers: leases, belowFloor }: Leased,
): Promise<string | undefined> {
  const now = deps.now();
  const models = want?.models ?? [];
  const { vehicleId } = vehicle;
  const idles = want !== null && leases.length === 0;
  const waitsFor =
    idles && want.waitSeconds > 0
      ? liveDuty(await deps.fleet.read(), { vehicleId, models }, deps.liveDuty.vehiclesPerModel, now)
      : undefined;
  const runningMillis = leases.reduce((sum, { runningSeconds }) => sum + runningSeconds * 1_000, 0);
  const busyUntil = now + runningMillis;
  const nextCallAt =
    idles && waitsFor === undefined ? now + 1_500 * (await idlePeriodSeconds(deps)) : busyUntil;
  const waitMillis = deps.liveDuty.waitSeconds * 1_000;
  const presence: Presence = {
    ...traitsOf(vehicle),
    models,
    ...(waitsFor !== undefined && { waitsFor }),
    ...(idles && { idles }),
    ...(idles && belowFloor && { belowFloor }),
    ...(want
      ? { presentUntil: nextCallAt + waitMillis + graceMillis[idles ? 'idle' : 'running'], busyUntil }
      : away),
  };
  await deps.fleet.report(presence);
  return waitsFor;
}

/** An idle vehicle comes back within one period and a half. */
const idlePeriodSeconds = async ({ fleet, idleRetrySeconds }: Deps) =>
  slotPeriodSeconds(await fleet.size(), idleRetrySeconds);
