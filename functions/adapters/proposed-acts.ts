import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ProposedAct } from '../../shared/proposed-act.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';
import { itemsUnder } from './read-pages.ts';

export function proposedActsIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** Refuses with not_found. */
    async get(proposalId: string): Promise<ProposedAct> {
      const Key = keys.proposedAct(proposalId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      if (!Item) throw new Refusal('not_found', `There is no proposal ${proposalId}.`);
      return proposedFrom(Item);
    },

    /** In the order in which they were made. */
    async list({ after, limit }: { after: string | undefined; limit: number }): Promise<ProposedAct[]> {
      const found: ProposedAct[] = [];
      const from = after === undefined ? undefined : keys.proposedAct(after);
      for await (const item of itemsUnder(db, tableName, keys.proposedAct(''), { after: from })) {
        found.push(proposedFrom(item));
        if (found.length === limit) break;
      }
      return found;
    },
  };
}

export const proposedActWrites = {
  propose: (proposed: ProposedAct): Write => ({
    put: {
      Item: { ...keys.proposedAct(proposed.proposalId), ...proposed },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `proposal ${proposed.proposalId} exists already`),
  }),

  /** Once: what is approved or rejected stays so. */
  decide: (decided: ProposedAct): Write => ({
    put: {
      Item: { ...keys.proposedAct(decided.proposalId), ...decided },
      ConditionExpression: '#state = :proposed',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':proposed': 'proposed' },
    },
    otherwise: new Refusal('changed_meanwhile', `proposal ${decided.proposalId} was decided meanwhile`),
  }),
};

function proposedFrom(item: Record<string, unknown>): ProposedAct {
  const { pk: _pk, sk: _sk, ...proposed } = item as ProposedAct & Record<string, unknown>;
  return { ...proposed, amountMicroUsd: BigInt(proposed.amountMicroUsd) };
}
