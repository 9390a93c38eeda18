import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import type { Closing } from '../../shared/statement.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

/** Of months that are over, so that a statement need not read all that was before. */
export function closingsIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** The latest one kept of a month before this one. */
    async before(ownerId: string, month: string): Promise<Closing | undefined> {
      const { pk } = keys.closing(ownerId, month);
      const { Items } = await db.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :before',
          ExpressionAttributeValues: {
            ':pk': pk,
            ':first': keys.closing(ownerId, '').sk,
            ':before': keys.closing(ownerId, previousOf(month)).sk,
          },
          ScanIndexForward: false,
          Limit: 1,
          ConsistentRead: true,
        }),
      );
      const [item] = Items ?? [];
      return item && closingFrom(item);
    },
  };

  function previousOf(month: string): string {
    const [year = 0, monthNo = 0] = month.split('-').map(Number);
    return new Date(Date.UTC(year, monthNo - 2)).toISOString().slice(0, 7);
  }
}

export const closingWrites = {
  keep: (closing: Closing): Write => ({
    put: {
      Item: { ...keys.closing(closing.ownerId, closing.month), ...closing },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `the closing of ${closing.month} is kept already`),
  }),
};

const closingFrom = ({ ownerId, month, balances, netMicroUsd }: Record<string, unknown>): Closing => ({
  ownerId: String(ownerId),
  month: String(month),
  balances: Object.fromEntries(
    Object.entries(balances as Record<string, number>).map(([account, amount]) => [account, BigInt(amount)]),
  ),
  netMicroUsd: BigInt(netMicroUsd as number),
});
