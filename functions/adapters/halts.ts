import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Halt } from '../../shared/halt.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

/** An instance reads what is halted once in this time: so long after a halt a lease may still be granted. */
const freshMillis = 1_000;

/** A halt, from its beginning to its end; times in ms since the epoch. */
export type HaltRecord = Halt & { createdAt: number; endedAt?: number };

export function haltsIn(db: DynamoDBDocumentClient, tableName: string, now: () => number) {
  let known: { readAt: number; reading: Promise<Halt[]> } | undefined;
  const readActive = async (): Promise<Halt[]> => {
    const { Item } = await db.send(new GetCommand({ TableName: tableName, Key: keys.activeHalts() }));
    const { pk: _pk, sk: _sk, ...halts } = Item ?? {};
    return Object.values(halts) as Halt[];
  };
  return {
    /** Those that are not ended, one item for all of them, up to a second old. */
    async active(): Promise<readonly Halt[]> {
      if (known && now() - known.readAt < freshMillis && now() >= known.readAt) return known.reading;
      const reading = readActive();
      known = { readAt: now(), reading };
      // A reading that failed is not kept.
      reading.catch(() => {
        known = undefined;
      });
      return reading;
    },

    /** Refuses with not_found. */
    async get(haltId: string): Promise<HaltRecord> {
      const { Item } = await db.send(
        new GetCommand({ TableName: tableName, Key: keys.halt(haltId), ConsistentRead: true }),
      );
      if (!Item) throw new Refusal('not_found', `There is no halt ${haltId}.`);
      return recordFrom(Item);
    },

    /** Latest first, ended ones too, at most `limit`, after the one named `after`. */
    async list({ after, limit }: { after?: string | undefined; limit: number }): Promise<HaltRecord[]> {
      const { Items } = await db.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :halt)',
          ExpressionAttributeValues: { ':pk': keys.halt('').pk, ':halt': keys.halt('').sk },
          ScanIndexForward: false,
          Limit: limit,
          ConsistentRead: true,
          ...(after && { ExclusiveStartKey: keys.halt(after) }),
        }),
      );
      return (Items ?? []).map(recordFrom);
    },
  };
}

/** Each returns a change's whole effect: what vehicles are judged by, and what is told of it later. */
export const haltWrites = {
  begin: (halt: Halt, now: number): Write[] => [
    {
      put: {
        Item: { ...keys.halt(halt.haltId), ...halt, createdAt: now },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
      otherwise: new Refusal('conflict', `halt ${halt.haltId} exists already`),
    },
    {
      update: {
        Key: keys.activeHalts(),
        UpdateExpression: 'SET #id = :halt',
        ExpressionAttributeNames: { '#id': halt.haltId },
        ExpressionAttributeValues: { ':halt': halt },
      },
      otherwise: new Refusal('conflict', `halt ${halt.haltId} exists already`),
    },
  ],

  end: ({ haltId }: Halt, now: number): Write[] => [
    {
      update: {
        Key: keys.halt(haltId),
        UpdateExpression: 'SET endedAt = :now',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(endedAt)',
        ExpressionAttributeValues: { ':now': now },
      },
      otherwise: ended(haltId),
    },
    {
      update: {
        Key: keys.activeHalts(),
        UpdateExpression: 'REMOVE #id',
        ExpressionAttributeNames: { '#id': haltId },
      },
      otherwise: ended(haltId),
    },
  ],
};

const ended = (haltId: string) => new Refusal('changed_meanwhile', `halt ${haltId} was ended meanwhile`);

function recordFrom(item: Record<string, unknown>): HaltRecord {
  const { pk: _pk, sk: _sk, ...record } = item;
  return record as HaltRecord;
}
