import { Refusal } from '../../shared/refusal.ts';
import type { Vehicle } from '../../shared/vehicle.ts';
import { type VehicleRecord, wholeHour } from '../../shared/vehicle-state.ts';
import type { Write } from './commit.ts';
import { indexKeys, keys } from './keys.ts';

type QuarantineReason = VehicleRecord['stateReason'] & string;

/** From active on. `note`: an operator's words. */
export const shutOut = (
  vehicleId: string,
  now: number,
  { reason, note }: { reason: QuarantineReason; note?: string },
): Write => ({
  update: {
    Key: keys.vehicle(vehicleId),
    UpdateExpression: `${quarantineExpression}${note === undefined ? '' : ', stateNote = :note'}`,
    ConditionExpression: '#state = :active',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ...quarantineValues(vehicleId, now, reason),
      ':active': 'active',
      ...(note !== undefined && { ':note': note }),
    },
  },
  otherwise: changed({ vehicleId }),
});

/** With its place among those that are quarantined. */
export const quarantineExpression =
  'SET #state = :quarantined, stateReason = :reason, stateSince = :hour, indexPk = :indexPk, indexSk = :indexSk';

export function quarantineValues(vehicleId: string, now: number, reason: QuarantineReason) {
  const { indexPk, indexSk } = indexKeys.quarantined(vehicleId);
  return {
    ':quarantined': 'quarantined',
    ':reason': reason,
    ':hour': wholeHour(now),
    ':indexPk': indexPk,
    ':indexSk': indexSk,
  };
}

/** To active, with the key that it has, where this was what kept it out. */
export const letBack = (vehicleId: string, now: number, reason: QuarantineReason): Write => ({
  update: {
    Key: keys.vehicle(vehicleId),
    UpdateExpression:
      'SET #state = :active, stateSince = :hour REMOVE stateReason, stateNote, indexPk, indexSk',
    ConditionExpression: '#state = :quarantined AND stateReason = :reason',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: {
      ':active': 'active',
      ':hour': wholeHour(now),
      ':quarantined': 'quarantined',
      ':reason': reason,
    },
  },
  otherwise: changed({ vehicleId }),
});

export const changed = ({ vehicleId }: Pick<Vehicle, 'vehicleId'>) =>
  new Refusal('changed_meanwhile', `vehicle ${vehicleId} was changed meanwhile`);
