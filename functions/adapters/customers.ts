import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import { type TopUp, topUpEntries } from '../../shared/top-up.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';
import { ledgerWrites } from './ledger.ts';

export type Customer = { customerId: string; name: string; createdAt: number };

export function customersIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    async find(customerId: string): Promise<Customer | undefined> {
      const Key = keys.customer(customerId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && { customerId: Item.customerId, name: Item.name, createdAt: Item.createdAt };
    },
  };
}

export const customerWrites = {
  create: (customer: Customer): Write => ({
    put: {
      Item: { ...keys.customer(customer.customerId), ...customer },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `customer ${customer.customerId} exists already`),
  }),

  /** A payment's whole effect, for `postOnce`: both entries and the balance. */
  topUp: (topUp: TopUp, now: number): Write[] => {
    const { payment, fee } = topUpEntries(topUp, now);
    return [
      ledgerWrites.post(payment, { opensRoot: true }),
      ledgerWrites.post(fee),
      ledgerWrites.changeCustomerBalance(topUp.customerId, topUp.grossMicroUsd),
    ];
  },
};
