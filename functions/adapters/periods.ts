import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Period } from '../../shared/period.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { ledgersFrom, plainLedgers, type RefusedEntry } from './journal.ts';
import { keys } from './keys.ts';
import { itemsUnder } from './read-pages.ts';

/** Closed months, and the entries that came too late for theirs. */
export function periodsIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** Undefined while the month is open. */
    async find(month: string): Promise<Period | undefined> {
      const Key = keys.period(month);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && periodFrom(Item);
    },

    /** Those that are closed, in their order. */
    list: async (): Promise<Period[]> =>
      (await Array.fromAsync(itemsUnder(db, tableName, keys.period('')))).map(periodFrom),

    /** Entries that can't be chained, since their month was closed before. */
    refused: async (): Promise<RefusedEntry[]> =>
      (await Array.fromAsync(itemsUnder(db, tableName, keys.journalRefused('')))).map(
        ({ businessKey, at }) => ({
          businessKey: String(businessKey),
          at: Number(at),
        }),
      ),
  };
}

export const periodWrites = {
  /** For the commit that moves the head: from then on nothing of the month is chained. */
  close: (period: Period): Write => ({
    put: {
      Item: { ...keys.period(period.month), ...period, ledgers: plainLedgers(period.ledgers) },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('changed_meanwhile', `${period.month} was closed meanwhile`),
  }),
};

function periodFrom(item: Record<string, unknown>): Period {
  const { pk: _pk, sk: _sk, ledgers, ...period } = item as Period & Record<string, unknown>;
  return { ...period, ledgers: ledgersFrom(ledgers as unknown as Parameters<typeof ledgersFrom>[0]) };
}
