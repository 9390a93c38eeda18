import { checkInvariants, type Verdict } from '../../shared/invariants/check-invariants.ts';
import type { Snapshot } from '../../shared/invariants/snapshot.ts';
import { loadSnapshot, type SnapshotSources } from './load-snapshot.ts';

export type Proof = { snapshot: Snapshot; invariants: Verdict[] };

/**
 * The market goes on while it is read, so what is read first and last may not fit: a contradiction counts only if
 * it is still there when all is read again.
 */
const readings = 4;

/** Judges the money by every rule that can be judged from the table and from Stripe. */
export function proofFrom(sources: SnapshotSources) {
  return async (): Promise<Proof> => {
    let snapshot = await loadSnapshot(sources);
    let invariants = checkInvariants(snapshot);
    for (let reading = 1; reading < readings && !invariants.every(({ holds }) => holds); reading++) {
      snapshot = await loadSnapshot(sources);
      invariants = checkInvariants(snapshot);
    }
    return { snapshot, invariants };
  };
}
