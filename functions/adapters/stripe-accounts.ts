import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

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
  };
}

export const stripeAccountWrites = {
  /** The same again is no change: a call that broke off may come again. */
  name: (stripeAccountId: string, holder: AccountHolder): Write => ({
    put: {
      Item: { ...keys.stripeAccount(stripeAccountId), ...holder },
      ConditionExpression: 'attribute_not_exists(pk) OR ownerId = :owner',
      ExpressionAttributeValues: { ':owner': holder.ownerId },
    },
    otherwise: new Refusal('conflict', `account ${stripeAccountId} is another owner's`),
  }),
};
