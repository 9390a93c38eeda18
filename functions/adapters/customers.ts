import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { type CustomerLimits, limitsOf, type RateLimits, type Tier } from '../../shared/rate-limit.ts';
import { Refusal } from '../../shared/refusal.ts';
import { type TopUp, topUpEntries } from '../../shared/top-up.ts';
import type { Write } from './commit.ts';
import { customerBalanceWrites } from './customer-balances.ts';
import { keys } from './keys.ts';
import { ledgerWrites } from './ledger.ts';
import { paymentWrites } from './payments.ts';

export type Customer = {
  customerId: string;
  name: string;
  createdAt: number;
  /** Since the first payment: what Stripe names it. */
  stripeCustomerId?: string;
} & CustomerLimits;

/** A customer's limits are looked up this often by each instance: a change of them takes so long. */
const limitsKnownMillis = 60_000;
/** More than one instance serves in that time; the oldest is then forgotten. */
const customersKnown = 1_000;

export function customersIn(
  db: DynamoDBDocumentClient,
  tableName: string,
  { now, limitsByTier }: { now: () => number; limitsByTier: Record<Tier, RateLimits> },
) {
  const known = new Map<string, { limits: RateLimits; until: number }>();

  async function find(customerId: string): Promise<Customer | undefined> {
    const Key = keys.customer(customerId);
    const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    if (!Item) return undefined;
    const { name, createdAt, tier, limits, stripeCustomerId } = Item;
    return {
      customerId,
      name,
      createdAt,
      ...(tier && { tier }),
      ...(limits && { limits }),
      ...(stripeCustomerId && { stripeCustomerId }),
    };
  }

  return {
    find,

    async get(customerId: string): Promise<Customer> {
      const customer = await find(customerId);
      if (!customer) throw new Refusal('not_found', `No customer found with id '${customerId}'.`);
      return customer;
    },

    /** Of its tier, or its own. At most a minute old. */
    async limits(customerId: string): Promise<RateLimits> {
      const found = known.get(customerId);
      if (found && found.until > now()) return found.limits;
      const limits = limitsOf((await find(customerId)) ?? {}, limitsByTier);
      known.delete(customerId);
      known.set(customerId, { limits, until: now() + limitsKnownMillis });
      const [oldest] = known.size > customersKnown ? known.keys() : [];
      if (oldest !== undefined) known.delete(oldest);
      return limits;
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

  /** The first name that Stripe gave it stays. */
  keepStripeCustomer: (customerId: string, stripeCustomerId: string): Write => ({
    update: {
      Key: keys.customer(customerId),
      UpdateExpression: 'SET stripeCustomerId = if_not_exists(stripeCustomerId, :id)',
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeValues: { ':id': stripeCustomerId },
    },
    otherwise: new Refusal('not_found', `there is no customer ${customerId}`),
  }),

  /** A payment's whole effect, for `postOnce`: both entries and the balance. */
  topUp: (topUp: TopUp, now: number): Write[] => {
    const { payment, fee } = topUpEntries(topUp, now);
    return [
      ledgerWrites.post(payment, { opensRoot: true }),
      ledgerWrites.post(fee),
      paymentWrites.create(topUp),
      customerBalanceWrites.change(topUp.customerId, {
        availableMicroUsd: topUp.grossMicroUsd,
        toppedUpMicroUsd: topUp.grossMicroUsd,
      }),
    ];
  },
};
