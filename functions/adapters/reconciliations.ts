import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Reconciliation, RunSummary } from '../../shared/reconciliation/run.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';
import { latestUnder } from './read-pages.ts';

export function reconciliationsIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** Refuses with not_found. */
    async get(runId: string): Promise<Reconciliation> {
      const Key = keys.reconciliation(runId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      if (!Item) throw new Refusal('not_found', `There is no reconciliation ${runId}.`);
      return reconciliationFrom(Item);
    },

    /** Latest first. */
    latest: async (limit: number): Promise<Reconciliation[]> =>
      (await latestUnder(db, tableName, keys.reconciliation(''), { limit })).map(reconciliationFrom),
  };
}

export const reconciliationWrites = {
  /** What does it follows from the table's stream. */
  request: (reconciliation: Reconciliation): Write => ({
    put: {
      Item: { ...keys.reconciliation(reconciliation.runId), ...reconciliation },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `reconciliation ${reconciliation.runId} exists already`),
  }),

  finish: (runId: string, summary: RunSummary): Write => ({
    update: {
      Key: keys.reconciliation(runId),
      UpdateExpression: 'SET #state = :done, summary = :summary',
      ConditionExpression: '#state = :pending',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':done': 'done', ':pending': 'pending', ':summary': summary },
    },
    otherwise: new Refusal('changed_meanwhile', `reconciliation ${runId} was finished meanwhile`),
  }),
};

function reconciliationFrom(item: Record<string, unknown>): Reconciliation {
  const { pk: _pk, sk: _sk, ...rest } = item;
  const { summary, ...reconciliation } = rest as unknown as Reconciliation;
  return {
    ...reconciliation,
    ...(summary && { summary: { ...summary, explainedMicroUsd: BigInt(summary.explainedMicroUsd) } }),
  };
}
