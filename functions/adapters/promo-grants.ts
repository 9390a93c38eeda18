import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { MicroUsd } from '../../shared/money.ts';
import { expiryEntry, grantEntry, type PromoGrant } from '../../shared/promo.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { customerBalanceWrites } from './customer-balances.ts';
import { indexKeys, keys } from './keys.ts';
import { ledgerWrites } from './ledger.ts';
import { indexedNames, itemsUnder } from './read-pages.ts';

type Expired = { customerId: string; amountMicroUsd: MicroUsd; day: string };

export function promoGrantsIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    async find(customerId: string, grantId: string): Promise<PromoGrant | undefined> {
      const Key = keys.promoGrant(customerId, grantId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && grantFrom(Item);
    },

    /** All of one customer, in the order of their ids. */
    of: (customerId: string): Promise<PromoGrant[]> =>
      Array.fromAsync(itemsUnder(db, tableName, keys.promoGrant(customerId, '')), grantFrom),

    /** How many there are: of two grants that saw the same number one is refused. */
    async countOf(customerId: string): Promise<number> {
      const Key = keys.promoCustomer(customerId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item?.grants ?? 0;
    },

    /** Everybody who was ever given some. */
    customers: () => indexedNames(db, tableName, indexKeys.promoCustomer('').indexPk),
  };
}

export const promoWrites = {
  /**
   * Written once; it comes onto the balance behind the stream. Refused with conflict where there is one of that id.
   * `seen`: how many there were when it was judged.
   */
  write: (grant: PromoGrant, seen: number): Write[] => [
    {
      put: {
        Item: { ...keys.promoGrant(grant.customerId, grant.grantId), ...grant },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
      otherwise: new Refusal('conflict', `promo ${grant.grantId} of ${grant.customerId} was granted already`),
    },
    {
      update: {
        Key: keys.promoCustomer(grant.customerId),
        UpdateExpression: 'SET indexPk = :pk, indexSk = :sk, grants = :next',
        ConditionExpression: seen === 0 ? 'attribute_not_exists(grants)' : 'grants = :seen',
        ExpressionAttributeValues: {
          ':next': seen + 1,
          ...(seen > 0 && { ':seen': seen }),
          ':pk': indexKeys.promoCustomer(grant.customerId).indexPk,
          ':sk': indexKeys.promoCustomer(grant.customerId).indexSk,
        },
      },
      otherwise: new Refusal(
        'changed_meanwhile',
        `${grant.customerId} was granted other credit at the same moment. Look at it, and send yours again.`,
      ),
    },
  ],

  /** The grant's whole effect: the entry first, as `postOnce` asks. */
  give: (grant: PromoGrant, now: number): Write[] => [
    ledgerWrites.post(grantEntry(grant, now), { opensRoot: true }),
    customerBalanceWrites.change(grant.customerId, {
      availableMicroUsd: grant.amountMicroUsd,
      promoMicroUsd: grant.amountMicroUsd,
    }),
    {
      update: {
        Key: keys.promoGrant(grant.customerId, grant.grantId),
        UpdateExpression: 'SET givenAt = :now',
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(givenAt)',
        ExpressionAttributeValues: { ':now': now },
      },
      otherwise: new Refusal(
        'already_posted',
        `promo ${grant.grantId} of ${grant.customerId} was given already`,
      ),
    },
  ],

  /** `promoMicroUsd`: what the amount was computed from. Refused where a batch or a grant changed it meanwhile. */
  expire: (expired: Expired, promoMicroUsd: MicroUsd, now: number): Write[] => [
    ledgerWrites.post(expiryEntry(expired, now)),
    {
      update: {
        Key: keys.customerBalance(expired.customerId),
        UpdateExpression: 'ADD availableMicroUsd :by, promoMicroUsd :by',
        ConditionExpression: 'promoMicroUsd = :seen AND availableMicroUsd >= :amount',
        ExpressionAttributeValues: {
          ':by': -expired.amountMicroUsd,
          ':amount': expired.amountMicroUsd,
          ':seen': promoMicroUsd,
        },
      },
      otherwise: new Refusal(
        'changed_meanwhile',
        `the promo credit of ${expired.customerId} was changed meanwhile`,
      ),
    },
  ],
};

function grantFrom(item: Record<string, unknown>): PromoGrant {
  const { pk: _pk, sk: _sk, ...grant } = item as PromoGrant & Record<string, unknown>;
  return { ...grant, amountMicroUsd: BigInt(grant.amountMicroUsd) };
}
