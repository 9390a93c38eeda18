import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import type { TakeBack } from '../../shared/take-back.ts';
import type { Write } from './commit.ts';
import { indexKeys, keys } from './keys.ts';
import { indexedNames } from './read-pages.ts';

export function takeBacksIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    async find(ownerId: string, takeBackNo: number): Promise<TakeBack | undefined> {
      const Key = keys.takeBack(ownerId, takeBackNo);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && takeBackFrom(Item);
    },

    /** The number of an owner's latest; 0 where there is none. */
    async lastNo(ownerId: string): Promise<number> {
      const Key = keys.ownerBalance(ownerId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Number(Item?.lastTakeBackNo ?? 0);
    },

    /** Those that are not done, for the sweep. */
    async *open(): AsyncGenerator<{ ownerId: string; takeBackNo: number }> {
      for await (const name of indexedNames(db, tableName, indexKeys.openTakeBack('').indexPk)) {
        const [ownerId, no] = name.split('/');
        if (ownerId && no) yield { ownerId, takeBackNo: Number(no) };
      }
    },
  };
}

const changed = ({ ownerId, takeBackNo }: TakeBack) =>
  new Refusal('changed_meanwhile', `taking back ${takeBackNo} of owner ${ownerId} went on meanwhile`);

const itemOf = (takeBack: TakeBack) => ({
  ...keys.takeBack(takeBack.ownerId, takeBack.takeBackNo),
  ...takeBack,
  ...(takeBack.state === 'pending' && indexKeys.openTakeBack(`${takeBack.ownerId}/${takeBack.takeBackNo}`)),
});

export const takeBackWrites = {
  /** Takes its number: of two at once one gets it. */
  begin: (takeBack: TakeBack): Write[] => [
    {
      update: {
        Key: keys.ownerBalance(takeBack.ownerId),
        UpdateExpression: 'SET lastTakeBackNo = :no',
        ConditionExpression: takeBackWrites.isNext(takeBack),
        ExpressionAttributeValues: takeBackWrites.numbers(takeBack),
      },
      otherwise: changed(takeBack),
    },
    takeBackWrites.create(takeBack),
  ],

  isNext: ({ takeBackNo }: Pick<TakeBack, 'takeBackNo'>): string =>
    takeBackNo === 1 ? 'attribute_not_exists(lastTakeBackNo)' : 'lastTakeBackNo = :previous',

  /** What `isNext` and the taking of the number name. */
  numbers: (takeBack: Pick<TakeBack, 'takeBackNo'> | undefined): Record<string, number> =>
    takeBack === undefined
      ? {}
      : {
          ':no': takeBack.takeBackNo,
          ...(takeBack.takeBackNo > 1 && { ':previous': takeBack.takeBackNo - 1 }),
        },

  /** With the number that the same commit takes on the owner's balance. */
  create: (takeBack: TakeBack): Write => ({
    put: { Item: itemOf(takeBack), ConditionExpression: 'attribute_not_exists(pk)' },
    otherwise: changed(takeBack),
  }),

  change: (before: TakeBack, after: TakeBack): Write => ({
    put: {
      Item: itemOf(after),
      ConditionExpression: `#state = :pending AND takenMicroUsd = :taken AND ${
        before.step ? '#step.payoutNo = :payoutNo' : 'attribute_not_exists(#step)'
      }`,
      ExpressionAttributeNames: { '#state': 'state', '#step': 'step' },
      ExpressionAttributeValues: {
        ':pending': 'pending',
        ':taken': before.takenMicroUsd,
        ...(before.step && { ':payoutNo': before.step.payoutNo }),
      },
    },
    otherwise: changed(before),
  }),
};

function takeBackFrom(item: Record<string, unknown>): TakeBack {
  const { pk: _pk, sk: _sk, indexPk: _indexPk, indexSk: _indexSk, ...takeBack } = item;
  const kept = takeBack as TakeBack;
  return {
    ...kept,
    wantedMicroUsd: BigInt(kept.wantedMicroUsd),
    takenMicroUsd: BigInt(kept.takenMicroUsd),
  };
}
