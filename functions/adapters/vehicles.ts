import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  QueryCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Vehicle } from '../../shared/vehicle.ts';
import type { VehicleRecord } from '../../shared/vehicle-state.ts';
import { keys } from './keys.ts';
import { type Admission, admitTo, type Call } from './vehicle-admission.ts';
import { recordFrom, vehicleFrom } from './vehicle-item.ts';

export type Vehicles = ReturnType<typeof vehiclesIn>;

export function vehiclesIn(db: DynamoDBDocumentClient, tableName: string) {
  /** To verify a first signature with, no more: the write that lets a call in says whether the key still counts. */
  const known = new Map<string, Vehicle>();
  const read = async (vehicleId: string) => {
    const Key = keys.vehicle(vehicleId);
    const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    return Item;
  };
  const getMany = async (vehicleIds: readonly string[]): Promise<VehicleRecord[]> => {
    const found: VehicleRecord[] = [];
    let wanted = [...new Set(vehicleIds)].map(keys.vehicle);
    while (wanted.length > 0) {
      const { Responses, UnprocessedKeys } = await db.send(
        new BatchGetCommand({
          RequestItems: { [tableName]: { Keys: wanted.slice(0, 100), ConsistentRead: true } },
        }),
      );
      found.push(...(Responses?.[tableName] ?? []).map(recordFrom));
      const unread = (UnprocessedKeys?.[tableName]?.Keys ?? []) as typeof wanted;
      wanted = [...unread, ...wanted.slice(100)];
    }
    return found;
  };

  return {
    /** `anew`: not the copy that this instance keeps. */
    async find(vehicleId: string, { anew = false } = {}): Promise<Vehicle | undefined> {
      const kept = anew ? undefined : known.get(vehicleId);
      if (kept) return kept;
      const item = await read(vehicleId);
      if (!item) return undefined;
      const vehicle = vehicleFrom(item);
      known.set(vehicleId, vehicle);
      return vehicle;
    },

    /** With what its owner may know of it. */
    async findRecord(vehicleId: string): Promise<VehicleRecord | undefined> {
      const item = await read(vehicleId);
      return item && recordFrom(item);
    },

    /** See `admitTo`. */
    async admit(vehicleId: string, call: Call): Promise<Admission> {
      const admission = await admitTo(db, tableName, vehicleId, call);
      if ('vehicle' in admission) known.set(vehicleId, admission.vehicle);
      return admission;
    },

    /** Those that exist, in no order. */
    getMany,

    /** All of an owner's, in the order of their ids. */
    async *everyOf(ownerId: string): AsyncGenerator<VehicleRecord> {
      for (let after: string | undefined; ; ) {
        const ids = await idsOf({ db, tableName }, ownerId, { after, limit: 100 });
        yield* await getMany(ids);
        if (ids.length < 100) return;
        after = ids.at(-1);
      }
    },

    /** An owner's vehicles in the order of their ids, at most `limit` from after the one named `after` on. */
    async ofOwner(
      ownerId: string,
      { after, limit }: { after?: string | undefined; limit: number },
    ): Promise<VehicleRecord[]> {
      const ids = await idsOf({ db, tableName }, ownerId, { after, limit });
      const found = await getMany(ids);
      return ids.flatMap((id) => found.find(({ vehicleId }) => vehicleId === id) ?? []);
    },
  };
}

/** Of an owner's vehicles, in order; those whose record is missing as well, so that a page is a page. */
async function idsOf(
  { db, tableName }: { db: DynamoDBDocumentClient; tableName: string },
  ownerId: string,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<string[]> {
  const { pk, sk } = keys.ownedVehicle(ownerId, after ?? '');
  const { Items } = await db.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': pk,
        // `!` comes before, `~` after all that an id is made of.
        ':from': `${sk}!`,
        ':to': keys.ownedVehicle(ownerId, '~').sk,
      },
      Limit: limit,
      ConsistentRead: true,
    }),
  );
  return (Items ?? []).map(({ vehicleId }) => String(vehicleId));
}
