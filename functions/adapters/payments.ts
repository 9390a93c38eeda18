import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Payment } from '../../shared/payment.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { TopUp } from '../../shared/top-up.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';
import { itemsUnder } from './read-pages.ts';

/** Customers' payments: how much of each can still go back. */
export function paymentsIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** All that a customer ever paid in. */
    of: (customerId: string): Promise<Payment[]> =>
      Array.fromAsync(itemsUnder(db, tableName, keys.payment(customerId, '')), paymentFrom),
  };
}

type Named = Pick<Payment, 'customerId' | 'paymentIntentId'>;

export const paymentWrites = {
  /** Beside the entry of its top-up, which is posted once. */
  create: (
    { customerId, paymentIntentId, chargeId, grossMicroUsd, paidAt }: TopUp,
    takenBackMicroUsd = 0n,
  ): Write => ({
    put: {
      Item: {
        ...keys.payment(customerId, paymentIntentId),
        ...{ customerId, paymentIntentId, chargeId, grossMicroUsd, takenBackMicroUsd, paidAt },
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `payment ${paymentIntentId} is known already`),
  }),

  /** What was taken of it at Stripe, whatever is left; or, negative, came back. */
  takeBack: ({ customerId, paymentIntentId }: Named, byMicroUsd: bigint): Write => ({
    update: {
      Key: keys.payment(customerId, paymentIntentId),
      UpdateExpression: 'ADD takenBackMicroUsd :by',
      ExpressionAttributeValues: { ':by': byMicroUsd },
    },
    otherwise: new Refusal('conflict', 'what was taken back at Stripe is always noted'),
  }),

  /** For a refund: of what nobody has taken since the payment was read. */
  refund: ({ customerId, paymentIntentId, takenBackMicroUsd }: Payment, byMicroUsd: bigint): Write => ({
    update: {
      Key: keys.payment(customerId, paymentIntentId),
      UpdateExpression: 'ADD takenBackMicroUsd :by',
      ConditionExpression: 'takenBackMicroUsd = :seen',
      ExpressionAttributeValues: { ':by': byMicroUsd, ':seen': takenBackMicroUsd },
    },
    otherwise: new Refusal('changed_meanwhile', `something of ${paymentIntentId} was taken back meanwhile`),
  }),
};

function paymentFrom(item: Record<string, unknown>): Payment {
  const { customerId, paymentIntentId, chargeId, grossMicroUsd, takenBackMicroUsd, paidAt } = item as Payment;
  return {
    customerId,
    paymentIntentId,
    chargeId,
    grossMicroUsd: BigInt(grossMicroUsd),
    takenBackMicroUsd: BigInt(takenBackMicroUsd),
    paidAt,
  };
}
