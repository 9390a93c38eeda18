import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import type { Reversal } from '../../shared/reversal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';
import { itemsUnder } from './read-pages.ts';

/** Entries that finance wants undone. */
export function reversalsIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** Refuses with not_found. */
    async get(reversalId: string): Promise<Reversal> {
      const Key = keys.reversal(reversalId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      if (!Item) throw new Refusal('not_found', `There is no reversal ${reversalId}.`);
      return reversalFrom(Item);
    },

    /** In the order in which they were made. */
    list: (): Promise<Reversal[]> =>
      Array.fromAsync(itemsUnder(db, tableName, keys.reversal('')), reversalFrom),
  };
}

export const reversalWrites = {
  propose: (reversal: Reversal): Write => ({
    put: {
      Item: { ...keys.reversal(reversal.reversalId), ...reversal },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `reversal ${reversal.reversalId} exists already`),
  }),

  /** Once: what is approved or rejected stays so. */
  decide: (reversal: Reversal): Write => moved(reversal, 'proposed'),

  /** For the commit that posts the entry. */
  post: (reversal: Reversal): Write => moved({ ...reversal, state: 'posted' }, 'approved'),
};

const moved = (reversal: Reversal, from: Reversal['state']): Write => ({
  put: {
    Item: { ...keys.reversal(reversal.reversalId), ...reversal },
    ConditionExpression: '#state = :from',
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ':from': from },
  },
  otherwise: new Refusal('conflict', `Reversal ${reversal.reversalId} is not ${from} any more.`),
});

function reversalFrom(item: Record<string, unknown>): Reversal {
  const { pk: _pk, sk: _sk, ...reversal } = item as Reversal & Record<string, unknown>;
  return reversal;
}
