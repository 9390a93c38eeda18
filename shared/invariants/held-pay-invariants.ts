import type { Facts, Invariant } from './facts.ts';

/** The longest lease that may still run when a vehicle is frozen. */
const longestLeaseMillis = 20 * 60_000;

export const heldPayInvariants: readonly Invariant[] = [
  {
    id: 26,
    name: 'Proven fraud stops unreleased pay, and freezes the vehicle before its next lease',
    *violations(facts) {
      for (const { ownerId, payHeldSince, frozenVehicles = [] } of facts.owners)
        if (payHeldSince !== undefined) yield* sinceFraud(facts, { ownerId, payHeldSince, frozenVehicles });
    },
  },
];

type Held = { ownerId: string; payHeldSince: number; frozenVehicles: readonly string[] };

function* sinceFraud({ entriesUnder, tasks }: Facts, held: Held): Generator<string> {
  const { ownerId, payHeldSince, frozenVehicles } = held;
  for (const { businessKey, kind, at } of entriesUnder.get(`owner/${ownerId}`) ?? [])
    if (kind === 'release-earnings' && at > payHeldSince)
      yield `${businessKey} releases what is held since fraud was proven`;
  for (const { batchId, no, lease } of tasks)
    if (lease && frozenVehicles.includes(lease.vehicleId) && lease.endsAt > payHeldSince + longestLeaseMillis)
      yield `task ${batchId}.${no} was leased to ${lease.vehicleId} after its fraud was proven`;
}
