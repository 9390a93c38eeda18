import { padded } from './padded.ts';

/** Vehicles, and the fleet that they are. */
export const vehicleKeys = {
  enrolmentCode: (codeId: string) => ({ pk: `ENROLMENT#${codeId}`, sk: 'ENROLMENT' }),
  /** Names a vehicle as this owner's, for lists. */
  ownedVehicle: (ownerId: string, vehicleId: string) => ({
    pk: `OWNER#${ownerId}`,
    sk: `VEHICLE#${vehicleId}`,
  }),
  /** All halts that are not ended, in one item that vehicles' calls are judged by; and each halt, for good. */
  activeHalts: () => ({ pk: 'HALTS', sk: 'ACTIVE' }),
  halt: (haltId: string) => ({ pk: 'HALTS', sk: `HALT#${haltId}` }),
  vehicle: (vehicleId: string) => ({ pk: `VEHICLE#${vehicleId}`, sk: 'VEHICLE' }),
  /** How its checks went: an item of its own, since each call of the vehicle writes the other. */
  standing: (vehicleId: string) => ({ pk: `VEHICLE#${vehicleId}`, sk: 'STANDING' }),
  /** What an operator decided on it, in the order of time. */
  quarantineDecision: (vehicleId: string, at?: number) => ({
    pk: `VEHICLE#${vehicleId}`,
    sk: `QUARANTINE#${at === undefined ? '' : padded(at, 15)}`,
  }),
  /** Where a parked vehicle stands: spread, since a whole fleet reports there. */
  presence: (vehicleId: string) => ({ pk: fleetShard(shardOf(vehicleId)), sk: `VEHICLE#${vehicleId}` }),
  laneWaits: () => ({ pk: 'LANES', sk: 'WAITS' }),
  fleetSize: () => ({ pk: 'FLEET', sk: 'SIZE' }),
};

const fleetShardCount = 8;
const fleetShard = (no: number) => `FLEET#${padded(no, 2)}`;
/** The last characters of an id are random. */
const shardOf = (vehicleId: string) => Number.parseInt(vehicleId.slice(-1), 36) % fleetShardCount;
export const fleetShards = (): string[] => Array.from({ length: fleetShardCount }, (_, no) => fleetShard(no));
