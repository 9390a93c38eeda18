import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

/** Up to when all of Stripe's balance transactions have been taken over, in milliseconds since the epoch. */
export function stripeCursorIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    async read(): Promise<number> {
      const Key = keys.stripeCursor();
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item?.takenUntil ?? 0;
    },
  };
}

export const stripeCursorWrites = {
  /** Only ever forward: of two pollers the one that saw more wins. */
  advance: (takenUntil: number): Write => ({
    put: {
      Item: { ...keys.stripeCursor(), takenUntil },
      ConditionExpression: 'attribute_not_exists(pk) OR takenUntil < :until',
      ExpressionAttributeValues: { ':until': takenUntil },
    },
    otherwise: new Refusal('changed_meanwhile', 'another poll is further already'),
  }),
};
