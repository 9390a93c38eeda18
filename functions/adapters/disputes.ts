import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Dispute, DisputeEnd } from '../../shared/dispute.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

export function disputesIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    async find(customerId: string, disputeId: string): Promise<Dispute | undefined> {
      const Key = keys.dispute(customerId, disputeId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      if (!Item) return undefined;
      const { pk: _pk, sk: _sk, ...dispute } = Item;
      return dispute as Dispute;
    },
  };
}

export const disputeWrites = {
  /** With the first money that it took. */
  open: (dispute: Dispute): Write => ({
    put: {
      Item: { ...keys.dispute(dispute.customerId, dispute.disputeId), ...dispute },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('changed_meanwhile', `dispute ${dispute.disputeId} is known already`),
  }),

  close: (
    { customerId, disputeId }: Dispute,
    { state, settledByEnd }: DisputeEnd,
    closedAt: number,
  ): Write => ({
    update: {
      Key: keys.dispute(customerId, disputeId),
      UpdateExpression: 'SET #state = :state, closedAt = :at, settledByEnd = :settled',
      ConditionExpression: '#state = :open',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':state': state,
        ':open': 'open',
        ':at': closedAt,
        ':settled': settledByEnd,
      },
    },
    otherwise: new Refusal('changed_meanwhile', `dispute ${disputeId} is closed already`),
  }),

  /** It had been lost. What its end settled stays settled. */
  winAfterAll: ({ customerId, disputeId }: Dispute): Write => ({
    update: {
      Key: keys.dispute(customerId, disputeId),
      UpdateExpression: 'SET #state = :won',
      ConditionExpression: '#state = :lost',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':won': 'won', ':lost': 'lost' },
    },
    otherwise: new Refusal('changed_meanwhile', `dispute ${disputeId} is not lost`),
  }),
};
