import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import type { Exception } from '../../shared/reconciliation/exception.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { indexKeys, keys } from './keys.ts';
import { indexedNames } from './read-pages.ts';

/** Reads at a time. */
const readsAtOnce = 20;

export function exceptionsIn(db: DynamoDBDocumentClient, tableName: string) {
  const find = async (exceptionId: string): Promise<Exception | undefined> => {
    const Key = keys.exception(exceptionId);
    const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
    return Item && exceptionFrom(Item);
  };

  const findAll = async (exceptionIds: readonly string[]): Promise<Exception[]> => {
    const found = await pMap(exceptionIds, find, { concurrency: readsAtOnce });
    return found.filter((each) => each !== undefined);
  };

  return {
    findAll,

    /** Refuses with not_found. */
    async get(exceptionId: string): Promise<Exception> {
      const exception = await find(exceptionId);
      if (!exception) throw new Refusal('not_found', `There is no exception ${exceptionId}.`);
      return exception;
    },

    /** Those that are not resolved, oldest first. The index lags by moments, what it names is read as it is now. */
    async open(): Promise<Exception[]> {
      const names = await Array.fromAsync(
        indexedNames(db, tableName, indexKeys.openException(0, '').indexPk),
      );
      return (await findAll(names.map((name) => name.replace(/^\d+#/, '')))).filter(
        ({ state }) => state === 'open',
      );
    },

    /** All that there ever were, by their ids, after the one named `after`. */
    async *all(after = ''): AsyncGenerator<Exception> {
      const { pk, sk } = keys.exception(after);
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND sk > :after',
          ExpressionAttributeValues: { ':pk': pk, ':after': sk },
          ConsistentRead: true,
        },
      );
      for await (const { Items } of pages) yield* (Items ?? []).map(exceptionFrom);
    },
  };
}

/** `exception` is the changed one: its version is one above the loaded one's. Of two who change it one is refused. */
export const saveException = (exception: Exception): Write => ({
  put: {
    Item: {
      ...keys.exception(exception.exceptionId),
      ...exception,
      ...(exception.state === 'open' && indexKeys.openException(exception.occurredAt, exception.exceptionId)),
    },
    ...(exception.version === 1
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#version = :loaded',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':loaded': exception.version - 1 },
        }),
  },
  otherwise: new Refusal(
    'changed_meanwhile',
    `exception ${exception.exceptionId} was changed meanwhile; look at it, and try again`,
  ),
});

function exceptionFrom(item: Record<string, unknown>): Exception {
  const { pk: _pk, sk: _sk, indexPk: _indexPk, indexSk: _indexSk, ...rest } = item;
  const exception = rest as unknown as Exception;
  const { proposal } = exception;
  return {
    ...exception,
    differenceMicroUsd: BigInt(exception.differenceMicroUsd),
    ...(proposal && {
      proposal: {
        ...proposal,
        postings: proposal.postings.map(({ account, amountMicroUsd }) => ({
          account,
          amountMicroUsd: BigInt(amountMicroUsd),
        })),
      },
    }),
  };
}
