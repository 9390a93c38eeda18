import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { AutoTopUp } from '../../shared/auto-top-up.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { indexKeys, keys } from './keys.ts';
import { indexedNames } from './read-pages.ts';

export function autoTopUpsIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    async find(customerId: string): Promise<AutoTopUp | undefined> {
      const Key = keys.autoTopUp(customerId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && autoTopUpFrom(Item);
    },

    /** Who has it on, or something of it under way. */
    watched: () => indexedNames(db, tableName, indexKeys.autoTopUp('').indexPk),
  };
}

export const autoTopUpWrites = {
  /**
   * `next` in the place of the one it was decided on (version 0: there was none), and the mark at the balance by which
   * every hold sees whether a top-up is wanted.
   */
  save: (next: AutoTopUp): Write[] => [
    {
      put: {
        Item: itemOf({ ...next, version: next.version + 1 }),
        ConditionExpression: next.version === 0 ? 'attribute_not_exists(pk)' : '#version = :loaded',
        ...(next.version > 0 && {
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':loaded': next.version },
        }),
      },
      otherwise: new Refusal('changed_meanwhile', `${next.customerId}'s auto top-up was changed meanwhile`),
    },
    {
      update: {
        Key: keys.customerBalance(next.customerId),
        ...(next.state === 'on'
          ? {
              UpdateExpression: 'SET autoTopUpBelowMicroUsd = :below',
              ExpressionAttributeValues: { ':below': next.belowMicroUsd },
            }
          : { UpdateExpression: 'REMOVE autoTopUpBelowMicroUsd' }),
      },
      otherwise: new Refusal('conflict', 'a balance can always be marked'),
    },
  ],
};

const isWatched = ({ state, topUpId, payTopUpId }: AutoTopUp) =>
  state === 'on' || topUpId !== undefined || payTopUpId !== undefined;

const itemOf = (auto: AutoTopUp) => ({
  ...keys.autoTopUp(auto.customerId),
  ...(isWatched(auto) && indexKeys.autoTopUp(auto.customerId)),
  ...auto,
});

function autoTopUpFrom(item: Record<string, unknown>): AutoTopUp {
  const {
    pk: _pk,
    sk: _sk,
    indexPk: _indexPk,
    indexSk: _indexSk,
    ...auto
  } = item as AutoTopUp & Record<string, unknown>;
  return { ...auto, belowMicroUsd: BigInt(auto.belowMicroUsd) };
}
