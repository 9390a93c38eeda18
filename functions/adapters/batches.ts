import { type DynamoDBDocumentClient, paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Batch } from '../../shared/batch.ts';
import { Refusal } from '../../shared/refusal.ts';
import { termsFrom } from '../../shared/terms.ts';
import type { Write } from './commit.ts';
import { indexKeys, keys } from './keys.ts';
import { joinedReads } from './read-items.ts';

export type Batches = ReturnType<typeof batchesIn>;
export type BatchName = { customerId: string; batchId: string };

export function batchesIn(db: DynamoDBDocumentClient, tableName: string) {
  const read = joinedReads(db, tableName);
  const find = async ({ customerId, batchId }: BatchName): Promise<Batch | undefined> => {
    const item = await read(keys.batch(customerId, batchId));
    return item && batchFrom(item);
  };
  return {
    find,

    /** Refuses with not_found, also where another customer has it. */
    async get(name: BatchName): Promise<Batch> {
      const batch = await find(name);
      if (!batch) throw new Refusal('not_found', `No batch found with id '${name.batchId}'.`);
      return batch;
    },

    /** The batches that the customer made, newest first, at most `limit`, after the one named `after`. */
    async list(customerId: string, { limit, after }: { limit: number; after?: string | undefined }) {
      const { Items } = await db.send(
        new QueryCommand({
          TableName: tableName,
          // Ids made from the clock begin with a digit; those of live batches, which nobody made by hand, do not.
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :first AND :last',
          ExpressionAttributeValues: {
            ':pk': keys.batch(customerId, '').pk,
            ':first': keys.batch(customerId, 'batch_0').sk,
            ':last': keys.batch(customerId, 'batch_:').sk,
          },
          ScanIndexForward: false,
          Limit: limit,
          ...(after && { ExclusiveStartKey: keys.batch(customerId, after) }),
        }),
      );
      return (Items ?? []).map(batchFrom);
    },

    /** Whether another batch of the customer still has to read this input file. */
    async isInputInUse({ customerId, batchId }: BatchName, inputFileId: string): Promise<boolean> {
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :batches)',
          FilterExpression: 'inputFileId = :input AND batchId <> :batch AND attribute_not_exists(endedAt)',
          ExpressionAttributeValues: {
            ':pk': keys.batch(customerId, '').pk,
            ':batches': 'BATCH#',
            ':input': inputFileId,
            ':batch': batchId,
          },
          ConsistentRead: true,
        },
      );
      for await (const { Count = 0 } of pages) if (Count > 0) return true;
      return false;
    },

    /** The customer's batches whose money or tasks are not at rest, as they are now. */
    async openOf(customerId: string): Promise<BatchName[]> {
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :batches)',
          FilterExpression: 'attribute_not_exists(closedAt)',
          ProjectionExpression: 'batchId',
          ExpressionAttributeValues: { ':pk': keys.batch(customerId, '').pk, ':batches': 'BATCH#' },
          ConsistentRead: true,
        },
      );
      const found = (await Array.fromAsync(pages)).flatMap(({ Items = [] }) => Items);
      return found.map(({ batchId }) => ({ customerId, batchId: String(batchId) }));
    },

    /** Every batch whose money or tasks are not at rest. Eventually consistent: for timers, which come again. */
    async *open(): AsyncGenerator<BatchName> {
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          IndexName: 'index',
          KeyConditionExpression: 'indexPk = :open',
          ExpressionAttributeValues: { ':open': indexKeys.openBatch('').indexPk },
        },
      );
      for await (const { Items } of pages)
        for (const { pk, indexSk } of Items ?? [])
          yield { customerId: pk.slice('CUSTOMER#'.length), batchId: indexSk };
    },
  };
}

export const batchWrites = {
  create: (batch: Batch): Write => ({
    put: {
      Item: {
        ...keys.batch(batch.customerId, batch.batchId),
        ...indexKeys.openBatch(batch.batchId),
        ...batch,
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `batch ${batch.batchId} exists already`),
  }),

  /** Refused if the batch was changed since it was loaded. `closedAt` takes it out of the sweep's sight. */
  change: (batch: Batch, changes: Partial<Batch>): Write => {
    const fields = { ...changes, version: batch.version + 1 };
    const names = Object.keys(fields);
    return {
      update: {
        Key: keys.batch(batch.customerId, batch.batchId),
        UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}${
          changes.closedAt ? ' REMOVE indexPk, indexSk' : ''
        }`,
        ConditionExpression: '#version = :loaded',
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(Object.entries(fields).map(([name, value]) => [`:${name}`, value])),
          ':loaded': batch.version,
        },
      },
      otherwise: new Refusal('changed_meanwhile', `batch ${batch.batchId} was changed meanwhile; try again`),
    };
  },
};

/** A batch as it lies in the table, or as a stream record shows it. */
export function batchFrom(item: Record<string, unknown>): Batch {
  const {
    pk: _pk,
    sk: _sk,
    indexPk: _indexPk,
    indexSk: _indexSk,
    ...batch
  } = item as Batch & Record<string, unknown>;
  return {
    ...batch,
    quotedMicroUsd: BigInt(batch.quotedMicroUsd),
    wrappedKey: new Uint8Array(batch.wrappedKey),
    ...(batch.terms && { terms: termsFrom(batch.terms) }),
  };
}
