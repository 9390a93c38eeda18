import { type DynamoDBDocumentClient, GetCommand, paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Settled } from '../../shared/accrual.ts';
import {
  type ChargeRefund,
  type ClawBack,
  clawBackEntry,
  pendingOf,
  type RefundSplit,
  refundEntries,
} from '../../shared/charge-refund.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { TakeBack } from '../../shared/take-back.ts';
import type { Write } from './commit.ts';
import { customerBalanceWrites } from './customer-balances.ts';
import { heldOn } from './earnings.ts';
import { indexKeys, keys } from './keys.ts';
import { ledgerWrites } from './ledger.ts';
import { takeBackWrites } from './take-backs.ts';

export function chargeRefundsIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** Refuses with not_found. */
    async get(refundId: string): Promise<ChargeRefund> {
      const Key = keys.chargeRefund(refundId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      if (!Item) throw new Refusal('not_found', `There is no refund ${refundId} of a charge.`);
      return refundFrom(Item);
    },

    /** Latest first, at most `limit`, after the one named `after`. */
    async list({ after, limit }: { after?: string | undefined; limit: number }): Promise<ChargeRefund[]> {
      const { pk, sk } = keys.chargeRefund('');
      const { Items = [] } = await db.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
          ScanIndexForward: false,
          Limit: limit,
          ConsistentRead: true,
          ...(after && { ExclusiveStartKey: keys.chargeRefund(after) }),
        }),
      );
      return Items.map(refundFrom);
    },

    /** Those that are approved and not carried out whole, for the sweep. */
    async *open(): AsyncGenerator<string> {
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          IndexName: 'index',
          KeyConditionExpression: 'indexPk = :open',
          ExpressionAttributeValues: { ':open': indexKeys.openChargeRefund('').indexPk },
        },
      );
      for await (const { Items } of pages) for (const { indexSk } of Items ?? []) yield String(indexSk);
    },
  };
}

const itemOf = (refund: ChargeRefund) => ({
  ...keys.chargeRefund(refund.refundId),
  ...refund,
  ...(refund.state === 'approved' && indexKeys.openChargeRefund(refund.refundId)),
});

export const chargeRefundWrites = {
  create: (refund: ChargeRefund): Write => ({
    put: { Item: itemOf(refund), ConditionExpression: 'attribute_not_exists(pk)' },
    otherwise: new Refusal('conflict', `refund ${refund.refundId} exists already`),
  }),

  change: (before: ChargeRefund, after: ChargeRefund): Write => ({
    put: {
      Item: itemOf(after),
      ConditionExpression: '#state = :state AND ownersDone = :done',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': before.state, ':done': before.ownersDone },
    },
    otherwise: new Refusal('changed_meanwhile', `refund ${before.refundId} was decided meanwhile`),
  }),

  /** The customer has the money. The entry first, as `postOnce` asks. */
  giveBack: (
    refund: ChargeRefund,
    { settled, split, now }: { settled: Settled; split: RefundSplit; now: number },
  ): Write[] => {
    const { charge, platform } = refundEntries(refund, settled, { split, now });
    return [
      ledgerWrites.post(charge),
      ledgerWrites.post(platform),
      customerBalanceWrites.change(refund.customerId, { availableMicroUsd: split.amountMicroUsd }),
    ];
  },

  /**
   * An owner's part comes back: from the balance as it was read, and what was paid already becomes a debt, with which
   * its taking back begins.
   */
  clawBack: (clawBack: ClawBack, settled: Settled, { takeBack, now }: Clawing): Write[] => [
    ledgerWrites.post(clawBackEntry(clawBack, settled, now)),
    takeFromBalance(clawBack, takeBack),
    ...(takeBack ? [takeBackWrites.create(takeBack)] : []),
  ],
};

type Clawing = { takeBack: TakeBack | undefined; now: number };

function takeFromBalance(clawBack: ClawBack, takeBack: TakeBack | undefined): Write {
  const days = clawBack.pending.map(({ day, amountMicroUsd }, at) => ({
    name: `#held${at}`,
    attribute: heldOn(day),
    value: `:held${at}`,
    amountMicroUsd,
  }));
  const conditions = [
    'attribute_exists(pk)',
    ...(clawBack.releasedMicroUsd > 0n ? ['releasedMicroUsd >= :released'] : []),
    ...days.map(({ name, value }) => `${name} >= ${value}`),
    ...(takeBack ? [takeBackWrites.isNext(takeBack)] : []),
  ];
  const adds = ['receivableMicroUsd :owed', 'pendingMicroUsd :lessPending', 'releasedMicroUsd :lessReleased'];
  return {
    update: {
      Key: keys.ownerBalance(clawBack.ownerId),
      UpdateExpression: `ADD ${[...adds, ...days.map(({ name, value }) => `${name} ${value}less`)].join(', ')}${
        takeBack ? ' SET lastTakeBackNo = :no' : ''
      }`,
      ConditionExpression: conditions.join(' AND '),
      ...(days.length > 0 && {
        ExpressionAttributeNames: Object.fromEntries(days.map(({ name, attribute }) => [name, attribute])),
      }),
      ExpressionAttributeValues: {
        ':owed': clawBack.receivableMicroUsd,
        ':lessPending': -pendingOf(clawBack),
        ':lessReleased': -clawBack.releasedMicroUsd,
        ...(clawBack.releasedMicroUsd > 0n && { ':released': clawBack.releasedMicroUsd }),
        ...Object.fromEntries(
          days.flatMap(({ value, amountMicroUsd }) => [
            [value, amountMicroUsd],
            [`${value}less`, -amountMicroUsd],
          ]),
        ),
        ...(takeBack && { ':no': takeBack.takeBackNo }),
        ...(takeBack && takeBack.takeBackNo > 1 && { ':previous': takeBack.takeBackNo - 1 }),
      },
    },
    otherwise: new Refusal(
      'changed_meanwhile',
      `the balance of owner ${clawBack.ownerId} was changed meanwhile`,
    ),
  };
}

function refundFrom(item: Record<string, unknown>): ChargeRefund {
  const { pk: _pk, sk: _sk, indexPk: _indexPk, indexSk: _indexSk, ...kept } = item;
  const refund = kept as ChargeRefund;
  return {
    ...refund,
    amountMicroUsd: BigInt(refund.amountMicroUsd),
    platformMicroUsd: BigInt(refund.platformMicroUsd),
    ownersMicroUsd: BigInt(refund.ownersMicroUsd),
  };
}
