import { type DynamoDBDocumentClient, GetCommand, paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import type { TopUpRecord } from '../../shared/top-up-record.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

export type TopUpName = { customerId: string; topUpId: string };

export function topUpsIn(db: DynamoDBDocumentClient, tableName: string) {
  const find = async ({ customerId, topUpId }: TopUpName): Promise<TopUpRecord | undefined> => {
    const Key = keys.topUp(customerId, topUpId);
    const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    return Item && topUpFrom(Item);
  };
  const latestFirst = (customerId: string) => ({
    TableName: tableName,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :topUps)',
    ExpressionAttributeValues: {
      ':pk': keys.topUp(customerId, '').pk,
      ':topUps': keys.topUp(customerId, '').sk,
    },
    ScanIndexForward: false,
    ConsistentRead: true,
  });
  return {
    find,

    /** Refuses with not_found, also where another customer has it. */
    async get(name: TopUpName): Promise<TopUpRecord> {
      const record = await find(name);
      if (!record) throw new Refusal('not_found', `No top-up found with id '${name.topUpId}'.`);
      return record;
    },

    /** Latest first, at most `limit`, after the one named `after`. */
    async list(
      customerId: string,
      { limit, after }: { limit: number; after?: string | undefined },
    ): Promise<TopUpRecord[]> {
      const { Items = [] } = await db.send(
        new QueryCommand({
          ...latestFirst(customerId),
          Limit: limit,
          ...(after && { ExclusiveStartKey: keys.topUp(customerId, after) }),
        }),
      );
      return Items.map(topUpFrom);
    },

    /** All that were begun from `since` (ms) on, latest first. */
    async since(customerId: string, since: number): Promise<TopUpRecord[]> {
      const found: TopUpRecord[] = [];
      for await (const { Items = [] } of paginateQuery({ client: db }, latestFirst(customerId))) {
        const records = Items.map(topUpFrom);
        found.push(...records.filter(({ createdAt }) => createdAt >= since));
        if (records.some(({ createdAt }) => createdAt < since)) break;
      }
      return found;
    },

    /** How many the customer has begun: the number of the last one. */
    async lastNo(customerId: string): Promise<number> {
      const Key = keys.topUps(customerId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item?.lastTopUpNo ?? 0;
    },
  };
}

export const topUpWrites = {
  /** Written before Stripe is asked for anything, and refused where another was begun since `topUpNo` was taken. */
  begin: (record: TopUpRecord): Write[] => [
    {
      put: { Item: itemOf(record), ConditionExpression: 'attribute_not_exists(pk)' },
      otherwise: new Refusal('conflict', `top-up ${record.topUpId} exists already`),
    },
    {
      update: {
        Key: keys.topUps(record.customerId),
        UpdateExpression: 'SET lastTopUpNo = :no',
        ConditionExpression:
          record.topUpNo === 1 ? 'attribute_not_exists(lastTopUpNo)' : 'lastTopUpNo = :before',
        ExpressionAttributeValues: {
          ':no': record.topUpNo,
          ...(record.topUpNo > 1 && { ':before': record.topUpNo - 1 }),
        },
      },
      otherwise: new Refusal(
        'changed_meanwhile',
        `another top-up of ${record.customerId} was begun meanwhile`,
      ),
    },
  ],

  /** `next` in the place of the one it was decided on. */
  save: (next: TopUpRecord): Write => ({
    put: {
      Item: itemOf({ ...next, version: next.version + 1 }),
      ConditionExpression: '#version = :loaded',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':loaded': next.version },
    },
    otherwise: new Refusal('changed_meanwhile', `top-up ${next.topUpId} was changed meanwhile`),
  }),
};

const itemOf = (record: TopUpRecord) => ({ ...keys.topUp(record.customerId, record.topUpId), ...record });

/** A top-up as it lies in the table, or as a stream record shows it. */
export function topUpFrom(item: Record<string, unknown>): TopUpRecord {
  const { pk: _pk, sk: _sk, ...record } = item as TopUpRecord & Record<string, unknown>;
  return record;
}
