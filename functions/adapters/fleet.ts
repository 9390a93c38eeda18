import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateQuery,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { isNews, type Presence } from '../../shared/fleet.ts';
import { fleetShards } from './keys/vehicles.ts';
import { keys } from './keys.ts';
import { readItems } from './read-items.ts';

/** An instance reads the fleet once in this time: forecasts are no more exact than that anyway. */
const freshMillis = 1_000;
/** The table's time to live removes a vehicle that has not been heard from for a day or two: told by the whole day. */
const daySeconds = 86_400;
const expiresAtSeconds = (heardAt: number) => (Math.ceil(heardAt / 1_000 / daySeconds) + 1) * daySeconds;
/** How large the fleet is changes slowly. */
const sizeFreshMillis = 30_000;
/** So many vehicles a shard are looked at. A larger fleet is only larger: nothing that is decided on it changes. */
const presencesPerShard = 500;

/** Who is parked now. Eventually consistent, and up to a second old. */
export function fleetIn(db: DynamoDBDocumentClient, tableName: string, now: () => number) {
  /** What this instance reported: it says nothing twice. */
  const reported = new Map<string, Presence>();
  let counted: { readAt: number; vehicles: number } | undefined;
  let known: { readAt: number; reading: Promise<Presence[]> } | undefined;
  const readShard = async (pk: string): Promise<Presence[]> => {
    const { Items } = await db.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        Limit: presencesPerShard,
      }),
    );
    return (Items ?? []).map(presenceFrom);
  };
  const countShard = async (pk: string): Promise<number> => {
    const pages = paginateQuery(
      { client: db },
      {
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk',
        FilterExpression: 'presentUntil > :now',
        ExpressionAttributeValues: { ':pk': pk, ':now': now() },
        Select: 'COUNT',
      },
    );
    let vehicles = 0;
    for await (const { Count = 0 } of pages) vehicles += Count;
    return vehicles;
  };
  return {
    /** A look that tells so many may have left some out. */
    readMax: presencesPerShard,

    /** Writes what is news about a vehicle. A courtesy to forecasts: nothing is decided on it alone. */
    async report(presence: Presence): Promise<void> {
      if (!isNews(reported.get(presence.vehicleId), presence, now())) return;
      await db.send(
        new PutCommand({
          TableName: tableName,
          Item: {
            ...keys.presence(presence.vehicleId),
            ...presence,
            expiresAtSeconds: expiresAtSeconds(now()),
          },
        }),
      );
      reported.set(presence.vehicleId, presence);
    },

    /** As they were last heard from, those that were. */
    of: (vehicleIds: readonly string[]) => presencesOf(db, tableName, vehicleIds),

    /** How many vehicles were parked when they were last counted: up to a minute and a half ago. */
    async size(): Promise<number> {
      if (counted && Math.abs(now() - counted.readAt) < sizeFreshMillis) return counted.vehicles;
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key: keys.fleetSize() }));
      counted = { readAt: now(), vehicles: Item?.vehicles ?? 0 };
      return counted.vehicles;
    },

    /** Counts all of them and keeps the sum, so that no call has to: half a read unit for a dozen vehicles. */
    async recount(): Promise<void> {
      const counts = await Promise.all(fleetShards().map(countShard));
      await db.send(
        new UpdateCommand({
          TableName: tableName,
          Key: keys.fleetSize(),
          UpdateExpression: 'SET vehicles = :vehicles, countedAt = :now',
          ExpressionAttributeValues: {
            ':vehicles': counts.reduce((sum, count) => sum + count, 0),
            ':now': now(),
          },
        }),
      );
    },

    /** `anew`: not what was read a moment ago. */
    async read({ anew = false } = {}): Promise<readonly Presence[]> {
      if (!anew && known && now() - known.readAt < freshMillis && now() >= known.readAt) return known.reading;
      const reading = Promise.all(fleetShards().map(readShard)).then((shards) => shards.flat());
      known = { readAt: now(), reading };
      // A reading that failed is not kept.
      reading.catch(() => {
        known = undefined;
      });
      return reading;
    },
  };
}

const presencesOf = async (
  db: DynamoDBDocumentClient,
  tableName: string,
  vehicleIds: readonly string[],
): Promise<Presence[]> => (await readItems(db, tableName, vehicleIds.map(keys.presence))).map(presenceFrom);

function presenceFrom(item: Record<string, unknown>): Presence {
  const { pk: _pk, sk: _sk, expiresAtSeconds: _expires, ...presence } = item;
  return presence as Presence;
}
