import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { CustomerBalance } from '../../shared/customer-balance.ts';
import { giveBack } from '../../shared/payment.ts';
import {
  type Refund,
  refundEntry,
  refundFailedEntry,
  refundReturnedEntry,
  refundSentEntry,
} from '../../shared/refund.ts';
import { Refusal } from '../../shared/refusal.ts';
import { feeEntries } from '../../shared/stripe-fee.ts';
import type { StripeTransaction } from '../../shared/stripe-match.ts';
import type { Write } from './commit.ts';
import { changeStanding, shareReturn } from './customer-standing.ts';
import { indexKeys, keys } from './keys.ts';
import { ledgerWrites } from './ledger.ts';
import { paymentWrites } from './payments.ts';
import { indexedNames, itemsUnder } from './read-pages.ts';

export function refundsIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    async find(customerId: string, refundId: string): Promise<Refund | undefined> {
      const Key = keys.refund(customerId, refundId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && refundFrom(Item);
    },

    /** A customer's, latest first. */
    async *of(customerId: string): AsyncGenerator<Refund> {
      for await (const item of itemsUnder(db, tableName, keys.refund(customerId, ''), { lastFirst: true }))
        yield refundFrom(item);
    },

    /** Those that Stripe has not confirmed, for the timer that sends them again. */
    async *open(): AsyncGenerator<Pick<Refund, 'customerId' | 'refundId'>> {
      for await (const name of indexedNames(db, tableName, indexKeys.openRefund('').indexPk)) {
        const [customerId, refundId] = name.split('/');
        if (customerId && refundId) yield { customerId, refundId };
      }
    },
  };
}

/** What comes back is shared by how the customer stands. */
type Decided = { balance: CustomerBalance; now: number };

/** Each but `create` and `refused` is a change's whole effect: the entry first, as `postOnce` asks. */
export const refundWrites = {
  /** One of a call's refunds; the balance changes once for all of them. */
  create: (refund: Refund): Write[] => [
    ledgerWrites.post(refundEntry(refund), { opensRoot: true }),
    {
      put: {
        Item: {
          ...keys.refund(refund.customerId, refund.refundId),
          ...refund,
          ...indexKeys.openRefund(`${refund.customerId}/${refund.refundId}`),
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
      otherwise: new Refusal('conflict', `refund ${refund.refundId} exists already`),
    },
  ],

  sent: (
    refund: Refund,
    { stripeRefundId, transaction }: { stripeRefundId: string; transaction: StripeTransaction },
    now: number,
  ): Write[] => {
    const entry = refundSentEntry(refund, transaction, now);
    return [
      ledgerWrites.post(entry),
      ...feeEntries(entry.businessKey, transaction, now).map((fee) => ledgerWrites.post(fee)),
      ...changeStanding(refund.customerId, { by: { refundingMicroUsd: -refund.amountMicroUsd } }),
      moveOn(refund, 'pending', { state: 'sent', stripeRefundId, endedAt: now }),
    ];
  },

  failed: (refund: Refund, reason: string, { balance, now }: Decided): Write[] => {
    const back = giveBack(balance, refund.amountMicroUsd);
    const { by, seen } = shareReturn(balance, back);
    return [
      ledgerWrites.post(refundFailedEntry(refund, reason, { back, now })),
      ...changeStanding(refund.customerId, {
        by: { ...by, refundingMicroUsd: -refund.amountMicroUsd },
        seen,
      }),
      paymentWrites.takeBack(refund, -refund.amountMicroUsd),
      moveOn(refund, 'pending', { state: 'failed', reason, endedAt: now }),
    ];
  },

  returned: (
    refund: Refund,
    { reason, failure }: { reason: string; failure: StripeTransaction },
    { balance, now }: Decided,
  ): Write[] => {
    const back = giveBack(balance, failure.amountMicroUsd);
    const entry = refundReturnedEntry(refund, failure, { back, now });
    return [
      ledgerWrites.post(entry),
      ...feeEntries(entry.businessKey, failure, now).map((fee) => ledgerWrites.post(fee)),
      ...changeStanding(refund.customerId, shareReturn(balance, back)),
      paymentWrites.takeBack(refund, -failure.amountMicroUsd),
      moveOn(refund, 'sent', { state: 'returned', reason, endedAt: now }),
    ];
  },

  /** Stays pending; the next attempt goes under another key of Stripe's. */
  refused: (refund: Refund, reason: string): Write => ({
    update: {
      Key: keys.refund(refund.customerId, refund.refundId),
      UpdateExpression: 'SET refusals = :next, reason = :reason',
      ConditionExpression: 'refusals = :refusals AND #state = :pending',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ':next': refund.refusals + 1,
        ':refusals': refund.refusals,
        ':reason': reason,
        ':pending': 'pending',
      },
    },
    otherwise: new Refusal('changed_meanwhile', `refund ${refund.refundId} was tried by another meanwhile`),
  }),
};

const moveOn = (
  { customerId, refundId }: Refund,
  from: Refund['state'],
  to: Partial<Refund> & { state: Refund['state'] },
): Write => ({
  update: {
    Key: keys.refund(customerId, refundId),
    UpdateExpression: `SET ${Object.keys(to)
      .map((name) => `#${name} = :${name}`)
      .join(', ')} REMOVE indexPk, indexSk`,
    ConditionExpression: '#state = :from',
    ExpressionAttributeNames: Object.fromEntries(Object.keys(to).map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: {
      ':from': from,
      ...Object.fromEntries(Object.entries(to).map(([name, value]) => [`:${name}`, value])),
    },
  },
  otherwise: new Refusal('changed_meanwhile', `refund ${refundId} is not ${from} any more`),
});

function refundFrom(item: Record<string, unknown>): Refund {
  const { pk: _pk, sk: _sk, indexPk: _indexPk, indexSk: _indexSk, ...refund } = item;
  return { ...(refund as Refund), amountMicroUsd: BigInt((refund as Refund).amountMicroUsd) };
}
