import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
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
import { indexedNames, latestUnder } from './read-pages.ts';
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
      const from = after ? keys.chargeRefund(after) : undefined;
      const items = await latestUnder(db, tableName, keys.chargeRefund(''), { after: from, limit });
      return items.map(refundFrom);
    },

    /** Those that are approved and not carried out whole, for the sweep. */
    open: () => indexedNames(db, tableName, indexKeys.openChargeRefund('').indexPk),
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
  const { ownerId, releasedMicroUsd, receivableMicroUsd } = clawBack;
  const days = clawBack.pending.map((each, at) => ({ ...each, name: `#held${at}`, value: `:held${at}` }));
  const adds = [
    'receivableMicroUsd :owed',
    'pendingMicroUsd :lessPending',
    'releasedMicroUsd :lessReleased',
    ...days.filter(({ isAll }) => !isAll).map(({ name, value }) => `${name} ${value}less`),
  ];
  // A day of which nothing is left has nothing to release.
  const removed = days.filter(({ isAll }) => isAll).map(({ name }) => name);
  const conditions = [
    'attribute_exists(pk)',
    ...(releasedMicroUsd > 0n ? ['releasedMicroUsd >= :released'] : []),
    // Of a day of which a part is taken something is left, or it would have nothing to release.
    ...days.map(({ name, value, isAll }) => `${name} ${isAll ? '=' : '>'} ${value}`),
    ...(takeBack ? [takeBackWrites.isNext(takeBack)] : []),
  ];
  return {
    update: {
      Key: keys.ownerBalance(ownerId),
      UpdateExpression: [
        `ADD ${adds.join(', ')}`,
        ...(removed.length > 0 ? [`REMOVE ${removed.join(', ')}`] : []),
        ...(takeBack ? ['SET lastTakeBackNo = :no'] : []),
      ].join(' '),
      ConditionExpression: conditions.join(' AND '),
      ...(days.length > 0 && {
        ExpressionAttributeNames: Object.fromEntries(days.map(({ name, day }) => [name, heldOn(day)])),
      }),
      ExpressionAttributeValues: {
        ':owed': receivableMicroUsd,
        ':lessPending': -pendingOf(clawBack),
        ':lessReleased': -releasedMicroUsd,
        ...(releasedMicroUsd > 0n && { ':released': releasedMicroUsd }),
        ...Object.fromEntries(days.flatMap(heldValues)),
        ...takeBackWrites.numbers(takeBack),
      },
    },
    otherwise: new Refusal('changed_meanwhile', `the balance of owner ${ownerId} was changed meanwhile`),
  };
}

const heldValues = (held: { value: string; amountMicroUsd: bigint; isAll: boolean }): [string, bigint][] => [
  [held.value, held.amountMicroUsd],
  ...(held.isAll ? [] : [[`${held.value}less`, -held.amountMicroUsd] as [string, bigint]]),
];

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
