import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Closure } from '../../shared/closure.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { indexKeys, keys } from './keys.ts';
import { indexedNames } from './read-pages.ts';

export function closuresIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    async find(ownerId: string): Promise<Closure | undefined> {
      const Key = keys.closure(ownerId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      if (!Item) return undefined;
      const { pk: _pk, sk: _sk, indexPk: _indexPk, indexSk: _indexSk, ...closure } = Item;
      return closure as Closure;
    },

    /** Owners whose erasure is not done. */
    open: () => indexedNames(db, tableName, indexKeys.openClosure('').indexPk),
  };
}

export const closureWrites = {
  /** From now on nothing new is set up, and all is paid whatever the threshold. */
  begin: ({ ownerId, requestedAt }: Closure): Write[] => [
    {
      update: {
        Key: keys.owner(ownerId),
        UpdateExpression: 'SET closingAt = :now',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(closingAt)',
        ExpressionAttributeValues: { ':now': requestedAt },
      },
      otherwise: new Refusal('conflict', `owner ${ownerId} is being erased already`),
    },
    {
      put: {
        Item: { ...keys.closure(ownerId), ownerId, requestedAt, ...indexKeys.openClosure(ownerId) },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
      otherwise: new Refusal('conflict', `owner ${ownerId} is being erased already`),
    },
  ],

  /** Of a charter its text goes; that it was agreed to stays. */
  eraseCharter: (ownerId: string, version: number): Write => erase(keys.charter(ownerId, version), 'charter'),

  eraseBeneficiary: (ownerId: string, beneficiaryId: string): Write => ({
    update: {
      Key: keys.beneficiary(ownerId, beneficiaryId),
      UpdateExpression: 'SET #name = :nothing',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#name': 'name' },
      ExpressionAttributeValues: { ':nothing': '' },
    },
    otherwise: new Refusal('not_found', `There is no beneficiary ${beneficiaryId}.`),
  }),

  /** The owner's own, and that all of it is done: last. */
  end: ({ ownerId }: Closure, erased: NonNullable<Closure['erased']>, now: number): Write[] => [
    {
      update: {
        Key: keys.owner(ownerId),
        UpdateExpression: 'SET #name = :nothing REMOVE reward',
        ConditionExpression: 'attribute_exists(closingAt)',
        ExpressionAttributeNames: { '#name': 'name' },
        ExpressionAttributeValues: { ':nothing': '' },
      },
      otherwise: new Refusal('changed_meanwhile', `owner ${ownerId} is not being erased`),
    },
    {
      update: {
        Key: keys.closure(ownerId),
        UpdateExpression: 'SET erasedAt = :now, erased = :erased REMOVE indexPk, indexSk',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(erasedAt)',
        ExpressionAttributeValues: { ':now': now, ':erased': erased },
      },
      otherwise: new Refusal('changed_meanwhile', `owner ${ownerId} was erased meanwhile`),
    },
  ],
};

const erase = (Key: Record<string, string>, name: string): Write => ({
  update: {
    Key,
    UpdateExpression: 'REMOVE #erased',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: { '#erased': name },
  },
  otherwise: new Refusal('not_found', `There is no ${name} to erase.`),
});
