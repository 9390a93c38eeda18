import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import { noUsage, type Usage, type UsageName, type UsageSums } from '../../shared/usage.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

export function usageIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** Of the days from `start` to `end`, both included ("2027-01-08"). */
    async *of(customerId: string, { start, end }: { start: string; end: string }): AsyncGenerator<Usage> {
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :start AND :end',
          ExpressionAttributeValues: {
            ':pk': `USAGE#${customerId}`,
            ':start': start,
            // After every sort key of the day.
            ':end': `${end}#\uffff`,
          },
          ConsistentRead: true,
        },
      );
      for await (const { Items } of pages) for (const item of Items ?? []) yield usageFrom(item);
    },
  };
}

const measures = Object.keys(noUsage) as (keyof UsageSums)[];

export const usageWrites = {
  /** Adds what settlements count, in the commit that chains their entries: so it happens once, and agrees with the ledger. */
  add: (name: UsageName, sums: Partial<UsageSums>): Write => {
    const { customerId, day, projectId, keyId, model, window } = name;
    const added = measures.filter((measure) => sums[measure]);
    const names = { day, projectId, keyId, model, window };
    return {
      update: {
        Key: keys.usage(name),
        UpdateExpression: [
          `SET ${Object.keys(names)
            .map((each) => `#${each} = :${each}`)
            .join(', ')}, customerId = :customerId`,
          ...(added.length > 0 ? [`ADD ${added.map((each) => `${each} :${each}`).join(', ')}`] : []),
        ].join(' '),
        ExpressionAttributeNames: Object.fromEntries(Object.keys(names).map((each) => [`#${each}`, each])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(Object.entries(names).map(([each, value]) => [`:${each}`, value])),
          ':customerId': customerId,
          ...Object.fromEntries(added.map((each) => [`:${each}`, sums[each]])),
        },
      },
      otherwise: new Refusal('conflict', 'usage can always be added to'),
    };
  },
};

function usageFrom(item: Record<string, unknown>): Usage {
  const { pk: _pk, sk: _sk, ...usage } = { ...noUsage, ...item } as Usage & Record<string, unknown>;
  return {
    ...usage,
    chargedMicroUsd: BigInt(usage.chargedMicroUsd),
    creditedMicroUsd: BigInt(usage.creditedMicroUsd),
  };
}
