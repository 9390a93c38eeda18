import { type DynamoDBDocumentClient, GetCommand, paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { type ErasureClaims, erasureClaims } from '../../shared/contract/receipts.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

/** An erasure as it stands: what was found is noted before it is deleted, so that a crash between loses no count. */
export type Erasure = { state: 'begun' | 'done'; claims: ErasureClaims };

/** The log of what was erased of a batch. It names no content, and stays. */
export function erasuresIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** The live calls, by number, whose own erasure is done. */
    async tasksOf(batchId: string): Promise<Set<number>> {
      const done = new Set<number>();
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :erasures)',
          ExpressionAttributeValues: { ':pk': keys.erasure(batchId, '').pk, ':erasures': 'ERASURE#' },
        },
      );
      for await (const { Items } of pages)
        for (const { state, claims } of (Items ?? []).map(erasureFrom))
          if (state === 'done' && claims.task !== null) done.add(claims.task);
      return done;
    },

    async find(batchId: string, id: string): Promise<Erasure | undefined> {
      const Key = keys.erasure(batchId, id);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item && erasureFrom(Item);
    },

    /** Those that are done, in the order of their ids, at most `limit` behind the one named `after`. */
    async list(batchId: string, { limit, after }: { limit: number; after?: string | undefined }) {
      const { Items } = await db.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :erasures)',
          ExpressionAttributeValues: { ':pk': keys.erasure(batchId, '').pk, ':erasures': 'ERASURE#' },
          ConsistentRead: true,
          Limit: limit,
          ...(after && { ExclusiveStartKey: keys.erasure(batchId, after) }),
        }),
      );
      return (Items ?? []).map(erasureFrom).flatMap(({ state, claims }) => (state === 'done' ? claims : []));
    },
  };
}

export const erasureWrites = {
  begin: (claims: ErasureClaims): Write => ({
    put: {
      Item: { ...keys.erasure(claims.batch_id, claims.id), state: 'begun', claims },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('changed_meanwhile', `erasure ${claims.id} was begun already`),
  }),

  end: (claims: ErasureClaims): Write => ({
    put: {
      Item: { ...keys.erasure(claims.batch_id, claims.id), state: 'done', claims },
      ConditionExpression: '#state = :begun',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':begun': 'begun' },
    },
    otherwise: new Refusal('changed_meanwhile', `erasure ${claims.id} was done already`),
  }),
};

const erasureFrom = ({ state, claims }: Record<string, unknown>): Erasure => ({
  state: state as Erasure['state'],
  claims: erasureClaims.parse(claims),
});
