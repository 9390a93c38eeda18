import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { indexKeys, keys } from './keys.ts';

/** Who is paid through a connected account. */
export type AccountHolder = { ownerId: string; beneficiaryId?: string };

/** Connected accounts by their ids at Stripe: an event of one names nothing else. */
export function stripeAccountsIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    async find(stripeAccountId: string): Promise<AccountHolder | undefined> {
      const Key = keys.stripeAccount(stripeAccountId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      if (!Item) return undefined;
      const { ownerId, beneficiaryId } = Item;
      return { ownerId, ...(beneficiaryId !== undefined && { beneficiaryId }) };
    },

    /** At most `limit` of those that nobody has looked at since `before` (ms), the longest not looked at first. */
    async notLookedAtSince(before: number, limit: number): Promise<string[]> {
      const { indexPk, indexSk } = indexKeys.stripeAccount(before, '');
      const { Items = [] } = await db.send(
        new QueryCommand({
          TableName: tableName,
          IndexName: 'index',
          KeyConditionExpression: 'indexPk = :pk AND indexSk < :before',
          ExpressionAttributeValues: { ':pk': indexPk, ':before': indexSk },
          Limit: limit,
        }),
      );
      return Items.map((item) => String(item.indexSk).split('#')[1] ?? '');
    },
  };
}

export const stripeAccountWrites = {
  /** The same again is no change: a call that broke off may come again. It counts as never looked at. */
  name: (stripeAccountId: string, holder: AccountHolder): Write => ({
    put: {
      Item: {
        ...keys.stripeAccount(stripeAccountId),
        ...holder,
        ...indexKeys.stripeAccount(0, stripeAccountId),
      },
      ConditionExpression: 'attribute_not_exists(pk) OR ownerId = :owner',
      ExpressionAttributeValues: { ':owner': holder.ownerId },
    },
    otherwise: new Refusal('conflict', `account ${stripeAccountId} is another owner's`),
  }),

  lookedAt: (stripeAccountId: string, now: number): Write => ({
    update: {
      Key: keys.stripeAccount(stripeAccountId),
      UpdateExpression: 'SET indexSk = :looked',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':looked': indexKeys.stripeAccount(now, stripeAccountId).indexSk },
    },
    otherwise: new Refusal('changed_meanwhile', `account ${stripeAccountId} is nobody's any more`),
  }),
};
