import { createHash } from 'node:crypto';
import { Refusal } from '../../shared/refusal.ts';
import type { Benchmark, Vehicle } from '../../shared/vehicle.ts';
import type { VehicleRecord } from '../../shared/vehicle-state.ts';
import { wholeHour } from '../../shared/vehicle-state.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';
import { changed, letBack, shutOut } from './vehicle-quarantine.ts';

/** Each call of a vehicle writes its item, a unit a kilobyte: benchmarks lie in it as short as they go. */
type VehicleItem = Omit<Vehicle, 'benchmarks'> & { bench?: Record<string, readonly [number, number]> };

/** With what the calls of a vehicle leave in it. */
export type RunningItem = VehicleItem & {
  state: VehicleRecord['state'];
  sequence: number;
  run?: string;
  /** Absent in items from before runs were told apart. */
  retiredRuns?: readonly string[];
  admitted?: string;
};

export function vehicleFrom(item: Record<string, unknown>): Vehicle {
  const {
    state: _state,
    stateReason: _reason,
    stateNote: _note,
    stateSince: _since,
    seenAt: _seenAt,
    ...vehicle
  } = recordFrom(item);
  return vehicle;
}

export function recordFrom(item: Record<string, unknown>): VehicleRecord {
  const {
    pk: _pk,
    sk: _sk,
    sequence: _sequence,
    run: _run,
    retiredRuns: _retired,
    admitted: _admitted,
    indexPk: _indexPk,
    indexSk: _indexSk,
    bench,
    seenAt,
    ...vehicle
  } = item as RunningItem & VehicleRecord & Record<'pk' | 'sk' | 'indexPk' | 'indexSk', string>;
  return {
    ...vehicle,
    // Items from before it was kept by the hour.
    ...(seenAt !== undefined && { seenAt: wholeHour(seenAt) }),
    ...(bench && { benchmarks: benchmarksFrom(bench, vehicle.models) }),
  };
}

/** In the order of the models: a map has none. */
const benchmarksFrom = (bench: NonNullable<VehicleItem['bench']>, models: readonly string[]): Benchmark[] =>
  models.flatMap((model) => {
    const [speed, memoryMegabytes] = bench[model] ?? [];
    return speed === undefined || memoryMegabytes === undefined ? [] : { model, speed, memoryMegabytes };
  });

const benchOf = (benchmarks: readonly Benchmark[]) =>
  Object.fromEntries(
    benchmarks.map(({ model, speed, memoryMegabytes }) => [model, [speed, memoryMegabytes]]),
  );

const itemOf = ({ benchmarks, ...vehicle }: Vehicle) => ({
  ...keys.vehicle(vehicle.vehicleId),
  ...vehicle,
  ...(benchmarks && { bench: benchOf(benchmarks) }),
});

/** What only a program that knows of this run can sign. It tells no one the run itself. */
export const runChallenge = (run = ''): string => createHash('sha256').update(run).digest('base64url');

const holderless = { sequence: 0, retiredRuns: [], state: 'active' } as const;

export type Registration = Pick<Vehicle, 'models' | 'softwareVersion'> & { benchmarks: readonly Benchmark[] };
type NewKeys = Pick<Vehicle, 'signingKey' | 'sealingKey' | 'attested'>;

type Owned = Pick<Vehicle, 'ownerId' | 'vehicleId'>;

/** A change by its owner to one that is not revoked. */
const ofOwner = ({ ownerId, vehicleId }: Owned, change: string, values: Record<string, unknown> = {}) => ({
  Key: keys.vehicle(vehicleId),
  UpdateExpression: change,
  ConditionExpression: 'ownerId = :owner AND #state <> :revoked',
  ExpressionAttributeNames: { '#state': 'state' },
  ExpressionAttributeValues: { ':owner': ownerId, ':revoked': 'revoked', ...values },
});

export const vehicleWrites = {
  create: (vehicle: Vehicle): Write => ({
    put: {
      Item: { ...itemOf(vehicle), ...holderless },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `vehicle ${vehicle.vehicleId} exists already`),
  }),

  /**
   * A vehicle that is enrolled anew, as it was read: with another key, active, and no run of its program known. It
   * must not have been revoked, quarantined, nor enrolled by another code, meanwhile.
   */
  enrolAgain: (
    vehicle: Vehicle,
    { signingKey, state }: Pick<VehicleRecord, 'signingKey' | 'state'>,
  ): Write => ({
    put: {
      Item: { ...itemOf(vehicle), ...holderless },
      ConditionExpression: 'ownerId = :owner AND signingKey = :before AND #state = :state',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':owner': vehicle.ownerId, ':before': signingKey, ':state': state },
    },
    otherwise: changed(vehicle),
  }),

  /** Lets the owner list a vehicle. Written again it stays the same. */
  list: ({ ownerId, vehicleId }: Pick<Vehicle, 'ownerId' | 'vehicleId'>): Write => ({
    put: { Item: { ...keys.ownedVehicle(ownerId, vehicleId), vehicleId } },
    otherwise: new Refusal('conflict', `vehicle ${vehicleId} is listed already`),
  }),

  register: ({ vehicleId }: Vehicle, { models, softwareVersion, benchmarks }: Registration): Write => ({
    update: {
      Key: keys.vehicle(vehicleId),
      UpdateExpression: 'SET models = :models, softwareVersion = :version, bench = :bench',
      ConditionExpression: '#state = :active',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':models': models,
        ':version': softwareVersion,
        ':bench': benchOf(benchmarks),
        ':active': 'active',
      },
    },
    otherwise: changed({ vehicleId }),
  }),

  /** The new keys count from the next call on, the old ones no more. */
  rotate: (
    { vehicleId, signingKey: before }: Vehicle,
    { signingKey, sealingKey, attested }: NewKeys,
  ): Write => ({
    update: {
      Key: keys.vehicle(vehicleId),
      UpdateExpression: `SET signingKey = :signing, sealingKey = :sealing ${attested ? ', attested = :true' : 'REMOVE attested'}`,
      ConditionExpression: '#state = :active AND signingKey = :before',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':signing': signingKey,
        ':sealing': sealingKey,
        ':before': before,
        ':active': 'active',
        ...(attested && { ':true': true }),
      },
    },
    otherwise: changed({ vehicleId }),
  }),

  /** It gets nothing new, until `resume`. Refuses with changed_meanwhile where it was revoked. */
  finish: ({ ownerId, vehicleId }: Owned): Write => ({
    update: ofOwner({ ownerId, vehicleId }, 'SET finishes = :true', { ':true': true }),
    otherwise: changed({ vehicleId }),
  }),

  resume: ({ ownerId, vehicleId }: Owned): Write => ({
    update: ofOwner({ ownerId, vehicleId }, 'REMOVE finishes'),
    otherwise: changed({ vehicleId }),
  }),

  /** Proven false: it gets no lease from its next call on. */
  freeze: ({ vehicleId }: Pick<Vehicle, 'vehicleId'>, now: number): Write =>
    shutOut(vehicleId, now, { reason: 'differing_results' }),

  /** What had proven it false fell away. */
  thaw: ({ vehicleId }: Pick<Vehicle, 'vehicleId'>, now: number): Write =>
    letBack(vehicleId, now, 'differing_results'),

  /** By an operator, who says why: nobody else lets it back. */
  quarantine: ({ vehicleId }: Pick<Vehicle, 'vehicleId'>, now: number, note: string): Write =>
    shutOut(vehicleId, now, { reason: 'by_operator', note }),

  lift: ({ vehicleId }: Pick<Vehicle, 'vehicleId'>, now: number): Write =>
    letBack(vehicleId, now, 'by_operator'),

  revoke: ({ vehicleId, ownerId }: Pick<Vehicle, 'vehicleId' | 'ownerId'>, now: number): Write => ({
    update: {
      Key: keys.vehicle(vehicleId),
      UpdateExpression:
        'SET #state = :revoked, stateSince = :hour REMOVE stateReason, stateNote, indexPk, indexSk',
      ConditionExpression: 'ownerId = :owner AND #state <> :revoked',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':revoked': 'revoked', ':hour': wholeHour(now), ':owner': ownerId },
    },
    otherwise: changed({ vehicleId }),
  }),
};
