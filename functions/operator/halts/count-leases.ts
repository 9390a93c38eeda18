import { type Halt, haltOf } from '../../../shared/halt.ts';
import { isOver } from '../../../shared/lease.ts';
import type { BatchName } from '../../adapters/batches.ts';
import type { Deps } from '../../edge/deps.ts';

type Leased = { vehicleId: string; model: string };

/**
 * How many leases are alive that a halt would not allow now. Every task of every open batch is looked at: it is a
 * proof, not a figure for a page that is looked at often.
 */
export async function countLeases(deps: Deps, halt: Halt): Promise<number> {
  const leased: Leased[] = [];
  for await (const name of deps.batches.open()) leased.push(...(await leasedOf(deps, name)));
  const vehicles = await deps.vehicles.getMany(leased.map(({ vehicleId }) => vehicleId));
  const byId = new Map(vehicles.map((vehicle) => [vehicle.vehicleId, vehicle]));
  return leased.filter(({ vehicleId, model }) => {
    const vehicle = byId.get(vehicleId);
    return vehicle && haltOf([halt], vehicle, model);
  }).length;
}

async function leasedOf(deps: Deps, name: BatchName): Promise<Leased[]> {
  const [batch, hold] = await Promise.all([deps.batches.find(name), deps.holds.find(name.batchId)]);
  if (!batch) return [];
  // A live batch counts its tasks in its hold, call by call.
  const tasks = Math.max(batch.tasks, hold?.calls ?? 0);
  const found: Leased[] = [];
  for (const all of [deps.tasks.ofBatch({ ...name, tasks }), deps.tasks.auditsOf(name.batchId)])
    for await (const { state, lease, lane } of all)
      if (state === 'open' && lease && !isOver(lease, deps.now()))
        found.push({ vehicleId: lease.vehicleId, model: lane.model });
  return found;
}
