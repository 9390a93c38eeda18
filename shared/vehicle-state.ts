import { Refusal } from './refusal.ts';
import type { Vehicle } from './vehicle.ts';

/**
 * active ──two holders of its key, or proven false──▶ quarantined ──enrolled anew, by a code of its owner──▶ active
 *    └──────── its owner ────────▶ revoked ◀──── its owner ────┘
 *
 * revoked is terminal.
 */
type VehicleState = 'active' | 'quarantined' | 'revoked';
type QuarantineReason = 'two_holders' | 'differing_results';

/** A vehicle as its owner sees it. Times are whole hours, in ms since the epoch: finer ones would tell its trips. */
export type VehicleRecord = Vehicle & {
  state: VehicleState;
  /** Of a vehicle that is not active. */
  stateReason?: QuarantineReason;
  stateSince?: number;
  /** Absent before its first call. */
  seenAt?: number;
};

const hourMillis = 3_600_000;
export const wholeHour = (at: number): number => Math.floor(at / hourMillis) * hourMillis;

/** Why a vehicle is shut out, and what its owner can do. */
export function stateInWords({
  state,
  stateReason,
}: Pick<VehicleRecord, 'state' | 'stateReason'>): string | null {
  switch (state) {
    case 'active':
      return null;
    case 'quarantined':
      if (stateReason === 'differing_results')
        return (
          "Its results differed from those of two other owners' vehicles. Nothing of yours is released until a person " +
          'has looked; write to support. After that you can reinstate it.'
        );
      return (
        'Two programs signed with its key: the key was copied, or a second agent runs on its data folder. Nothing ' +
        'is lost that was accepted. End the other agent, then reinstate the vehicle: a code gives it a new key.'
      );
    case 'revoked':
      return 'Its owner revoked it for good. To let the car work again, enrol it as a new vehicle.';
  }
}

/** Refuses with vehicle_quarantined or vehicle_revoked. */
export function refuseUnlessActive(record: Pick<VehicleRecord, 'vehicleId' | 'state' | 'stateReason'>): void {
  if (record.state === 'active') return;
  const code = record.state === 'revoked' ? 'vehicle_revoked' : 'vehicle_quarantined';
  throw new Refusal(code, `Vehicle ${record.vehicleId} is ${record.state}. ${stateInWords(record)}`);
}
