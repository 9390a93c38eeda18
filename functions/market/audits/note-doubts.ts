import { doubtersOf, type Party, type ReputationChange, weighDoubts } from '../../../shared/weigh-doubts.ts';
import type { Write } from '../../adapters/commit.ts';
import { type Owner, ownerWrites } from '../../adapters/owners.ts';
import { vehicleWrites } from '../../adapters/vehicle-item.ts';
import type { Deps } from '../../edge/deps.ts';

/**
 * Two vehicles' results differ: what that means for both, and for whom their word had stood against. Pay is held and
 * vehicles are frozen before their next lease, or let go, in the commit of the verdict. The first party was checked.
 */
export async function noteDoubts(deps: Deps, parties: readonly [Party, Party]): Promise<Write[]> {
  const { now, policy } = deps;
  const owners = await ownersOf(
    deps,
    parties.map(({ ownerId }) => ownerId),
  );
  const doubters = doubtersOf([...owners.values()]).filter((ownerId) => !owners.has(ownerId));
  const standings = new Map([...owners, ...(await ownersOf(deps, doubters))]);
  const changes = weighDoubts(parties, standings, { now: now(), ...policy });
  return firstOf(await Promise.all(changes.map((change) => writesOf(deps, change, standings))));
}

/** A transaction holds 100, the verdict and the auditor's pay among them. */
const writesMost = 90;

/**
 * Each change whole, the two parties' first. Whom a fleet framed beyond what fits is let go by finance: else a fleet
 * that framed enough could never be proven false.
 */
function firstOf(changes: readonly Write[][]): Write[] {
  const writes: Write[] = [];
  for (const each of changes) if (writes.length + each.length <= writesMost) writes.push(...each);
  return writes;
}

async function ownersOf({ owners }: Deps, ownerIds: readonly string[]): Promise<Map<string, Owner>> {
  const found = await Promise.all(ownerIds.map((ownerId) => owners.find(ownerId)));
  return new Map(found.flatMap((owner) => (owner ? [[owner.ownerId, owner] as const] : [])));
}

async function writesOf(
  { vehicles, now }: Deps,
  { ownerId, doubts, hold, freezes, thaws }: ReputationChange,
  standings: ReadonlyMap<string, Owner>,
): Promise<Write[]> {
  const owner = standings.get(ownerId);
  if (!owner) return [];
  const records = await Promise.all(
    [...freezes, ...thaws].map((vehicleId) => vehicles.findRecord(vehicleId)),
  );
  const vehicleWrite = (vehicle: (typeof records)[number]): Write[] => {
    if (vehicle?.state === 'active' && freezes.includes(vehicle.vehicleId))
      return [vehicleWrites.freeze(vehicle, now())];
    const isOurs = vehicle?.state === 'quarantined' && vehicle.stateReason === 'differing_results';
    return isOurs && thaws.includes(vehicle.vehicleId) ? [vehicleWrites.thaw(vehicle, now())] : [];
  };
  return [
    ownerWrites.changeReputation(owner, { doubts, at: now(), ...(hold && { hold }) }),
    ...records.flatMap(vehicleWrite),
  ];
}
