import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { CustomerBalance, CustomerMoney, FreezeReason } from '../../shared/customer-balance.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';
import { added } from './ledger.ts';

/** Those amounts of a balance that are added to. */
type Sums = Omit<CustomerBalance, 'frozenBy' | 'autoTopUpBelowMicroUsd'>;

export function customerBalancesIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    async of(customerId: string): Promise<CustomerBalance> {
      const Key = keys.customerBalance(customerId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return balanceFrom(Item ?? {});
    },
  };
}

export const customerBalanceWrites = {
  /** Adds each amount; what is taken from must have it. */
  change: (customerId: string, by: Partial<Sums>): Write => ({
    update: { Key: keys.customerBalance(customerId), ...added(by) },
    otherwise: new Refusal('insufficient_quota', `customer ${customerId} has less than is to be moved`),
  }),

  /** For something new, of a customer who may begin it. */
  hold: (customerId: string, { paidMicroUsd, promoMicroUsd }: CustomerMoney): Write => {
    const { ConditionExpression, ...change } = added({
      availableMicroUsd: -(paidMicroUsd + promoMicroUsd),
      promoMicroUsd: -promoMicroUsd,
    });
    const isFree = 'attribute_not_exists(frozenBy)';
    return {
      update: {
        Key: keys.customerBalance(customerId),
        ...change,
        ConditionExpression: ConditionExpression ? `${isFree} AND ${ConditionExpression}` : isFree,
      },
      otherwise: new Refusal(
        'insufficient_quota',
        'Your balance does not cover the most that this can cost. Top up, or send fewer requests.',
      ),
    };
  },
};

export const balanceFrom = (item: Record<string, unknown>): CustomerBalance => {
  const sum = (name: keyof Sums) => BigInt((item[name] as bigint | number | undefined) ?? 0);
  const below = item.autoTopUpBelowMicroUsd as number | undefined;
  const borneMicroUsd = sum('borneMicroUsd');
  return {
    availableMicroUsd: sum('availableMicroUsd'),
    promoMicroUsd: sum('promoMicroUsd'),
    creditLimitMicroUsd: sum('creditLimitMicroUsd'),
    receivableMicroUsd: sum('receivableMicroUsd'),
    refundingMicroUsd: sum('refundingMicroUsd'),
    toppedUpMicroUsd: sum('toppedUpMicroUsd'),
    ...(borneMicroUsd > 0n && { borneMicroUsd }),
    frozenBy: [...((item.frozenBy as Set<FreezeReason> | undefined) ?? [])].sort(),
    ...(below !== undefined && { autoTopUpBelowMicroUsd: BigInt(below) }),
  };
};
