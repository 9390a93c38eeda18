import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Presence } from '../../shared/fleet.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { fleetShards, keys } from './keys.ts';

export type Fleet = ReturnType<typeof fleetIn>;

/** An instance reads the fleet once in this time: forecasts are no more exact than that anyway. */
const freshMillis = 1_000;
/** So many vehicles a shard are looked at. A larger fleet is only larger: nothing that is decided on it changes. */
const presencesPerShard = 500;

/** Who is parked now. Eventually consistent, and up to a second old. */
export function fleetIn(db: DynamoDBDocumentClient, tableName: string, now: () => number) {
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
  return {
    async read(): Promise<readonly Presence[]> {
      if (known && now() - known.readAt < freshMillis && now() >= known.readAt) return known.reading;
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

/** The table's time to live removes a vehicle that has not been heard from for a day. */
const keptSeconds = 86_400;

export const fleetWrites = {
  report: (presence: Presence): Write => ({
    put: {
      Item: {
        ...keys.presence(presence.vehicleId),
        ...presence,
        expiresAtSeconds: Math.ceil(presence.presentUntil / 1_000) + keptSeconds,
      },
    },
    otherwise: new Refusal('conflict', 'a presence has no condition'),
  }),
};

function presenceFrom(item: Record<string, unknown>): Presence {
  const { pk: _pk, sk: _sk, expiresAtSeconds: _expires, ...presence } = item;
  return presence as Presence;
}
