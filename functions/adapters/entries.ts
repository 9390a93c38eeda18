import { type DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { Account, Entry } from '../../shared/ledger.ts';
import { keys } from './keys.ts';

/** How entries are found. */
export function entriesIn(db: DynamoDBDocumentClient, tableName: string) {
  return { under, indexed };

  /** Entries of a partition by their sort keys, both included. */
  async function* under(
    pk: string,
    { from, to = afterAll('') }: { from: string; to?: string },
  ): AsyncGenerator<Entry> {
    const pages = paginateQuery(
      { client: db },
      {
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': to },
        ConsistentRead: true,
      },
    );
    for await (const { Items } of pages) for (const item of Items ?? []) yield entryFrom(item);
  }

  async function* indexed(indexPk: string): AsyncGenerator<{ indexSk: string }> {
    const pages = paginateQuery(
      { client: db },
      {
        TableName: tableName,
        IndexName: 'index',
        KeyConditionExpression: 'indexPk = :pk',
        ExpressionAttributeValues: { ':pk': indexPk },
      },
    );
    for await (const { Items } of pages) for (const { indexSk } of Items ?? []) yield { indexSk };
  }
}

/** After every key that begins so: keys are of ASCII letters. */
export const afterAll = (prefix: string) => `${prefix}~`;

/** A kilobyte is a write unit: in the table a posting is a pair. */
export const entryItem = (entry: Entry) => ({
  ...keys.entry(entry.businessKey),
  ...entry,
  postings: entry.postings.map(({ account, amountMicroUsd }) => [account, amountMicroUsd]),
});

type Stored = Omit<Entry, 'postings'> & { postings: readonly [account: Account, amountMicroUsd: number][] };

/** An entry as it lies in the table, or as a stream record shows it. */
export function entryFrom(item: Record<string, unknown>): Entry {
  const { businessKey, kind, currency, at, postings, memo } = item as Stored;
  return {
    businessKey,
    kind,
    ...(currency !== undefined && { currency }),
    at,
    memo,
    postings: postings.map(([account, amountMicroUsd]) => ({
      account,
      amountMicroUsd: BigInt(amountMicroUsd),
    })),
  };
}
