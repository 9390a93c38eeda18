import { Refusal } from './refusal.ts';
import type { Vehicle } from './vehicle.ts';

/**
 * active ──two holders of its key, or proven false──▶ quarantined ──enrolled anew, by a code of its owner──▶ active
 * active ──an operator──▶ quarantined ──an operator──▶ active
 *    └──────── its owner ────────▶ revoked ◀──── its owner ────┘
 *
 * revoked is terminal.
 */
type VehicleState = 'active' | 'quarantined' | 'revoked';
type QuarantineReason = 'two_holders' | 'differing_results' | 'by_operator';

/** A vehicle as its owner sees it. Times are whole hours, in ms since the epoch: finer ones would tell its trips. */
export type VehicleRecord = Vehicle & {
  state: VehicleState;
  /** Of a vehicle that is not active. */
  stateReason?: QuarantineReason;
  /** In the operator's words, where one quarantined it. */
  stateNote?: string;
  stateSince?: number;
  /** Absent before its first call. */
  seenAt?: number;
};

/** What an operator decided on a vehicle, and why; `by` is the operator's id. */
export type QuarantineDecision = { does: 'quarantine' | 'lift'; by: string; reason: string; at: number };

const hourMillis = 3_600_000;
export const wholeHour = (at: number): number => Math.floor(at / hourMillis) * hourMillis;

/** Why a vehicle is shut out, and what its owner can do. */
export function stateInWords({
  state,
  stateReason,
  stateNote,
}: Pick<VehicleRecord, 'state' | 'stateReason' | 'stateNote'>): string | null {
  switch (state) {
    case 'active':
      return null;
    case 'quarantined':
      if (stateReason === 'differing_results')
        return (
          "Its results differed from those of two other owners' vehicles. Nothing of yours is released until a person " +
          'has looked; write to support. After that you can reinstate it.'
        );
      if (stateReason === 'by_operator')
        return `An operator of the market quarantined it: ${stateNote}. It works again when one lifts that; write to support.`;
      return (
        'Two programs signed with its key: the key was copied, or a second agent runs on its data folder. Nothing ' +
        'is lost that was accepted. End the other agent, then reinstate the vehicle: a code gives it a new key.'
      );
    case 'revoked':
      return 'Its owner revoked it for good. To let the car work again, enrol it as a new vehicle.';
  }
}

/** Refuses with vehicle_quarantined or vehicle_revoked. */
export function refuseUnlessActive(
  record: Pick<VehicleRecord, 'vehicleId' | 'state' | 'stateReason' | 'stateNote'>,
): void {
  if (record.state === 'active') return;
  const code = record.state === 'revoked' ? 'vehicle_revoked' : 'vehicle_quarantined';
  throw new Refusal(code, `Vehicle ${record.vehicleId} is ${record.state}. ${stateInWords(record)}`);
}

type Standing = Pick<VehicleRecord, 'vehicleId' | 'state' | 'stateReason' | 'stateNote'>;

/**
 * Refuses with conflict where a quarantined vehicle may not come back by its owner's doing, with a new key or without:
 * while its owner's pay is held for results that differed a person of finance looks first.
 */
export function refuseReturn(record: Standing, { isPayHeld }: { isPayHeld: boolean }): void {
  if (record.state !== 'quarantined') return;
  if (record.stateReason === 'by_operator') throw new Refusal('conflict', stateInWords(record) ?? '');
  if (isPayHeld)
    throw new Refusal(
      'conflict',
      "Results of yours differed from two other owners': nothing is reinstated until a person has looked. Write to support.",
    );
}

/** Refuses with conflict: an operator takes back what an operator did, and nothing else. */
export function refuseLift({ vehicleId, state, stateReason }: Standing): void {
  if (state === 'quarantined' && stateReason === 'by_operator') return;
  const why =
    state === 'quarantined'
      ? 'its owner lets it back with a new key, once finance has released what is held'
      : `it is ${state}`;
  throw new Refusal('conflict', `No operator quarantined vehicle ${vehicleId}: ${why}.`);
}
