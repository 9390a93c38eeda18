import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import type { LiveWindow } from '../../shared/policy.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

export type ResponseName = { customerId: string; responseId: string };

/** The record of a stored response. What was said lies in the files bucket, never in the table. */
export type ResponseRecord = ResponseName & {
  /** `waiting`: in the background, its answer is not fetched yet. */
  state: 'waiting' | 'ended' | 'cancelled';
  /** The task that answers it, of one in the background. */
  call?: { batchId: string; taskNo: number; window: LiveWindow };
  /** Milliseconds since the epoch. */
  createdAt: number;
  expiresAt: number;
};

const missing = (responseId: string) =>
  new Refusal('not_found', `Response with id '${responseId}' not found.`, { param: 'response_id' });

export function responsesIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** Refuses with not_found, also where another customer has it, it was deleted, or its time is over. */
    async get(name: ResponseName, now: number): Promise<ResponseRecord> {
      const Key = keys.response(name.customerId, name.responseId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      if (!Item || Item.deletedAt || Item.expiresAt <= now) throw missing(name.responseId);
      const { pk: _pk, sk: _sk, expiresAtSeconds: _seconds, ...record } = Item;
      return record as ResponseRecord;
    },
  };
}

export const responseWrites = {
  create: (record: ResponseRecord): Write => ({
    put: {
      Item: {
        ...keys.response(record.customerId, record.responseId),
        ...record,
        expiresAtSeconds: Math.ceil(record.expiresAt / 1_000),
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `response ${record.responseId} exists already`),
  }),

  /** A wait ends once. */
  end: ({ customerId, responseId }: ResponseName, state: 'ended' | 'cancelled'): Write => ({
    update: {
      Key: keys.response(customerId, responseId),
      UpdateExpression: 'SET #state = :state',
      ConditionExpression: '#state = :waiting AND attribute_not_exists(deletedAt)',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':state': state, ':waiting': 'waiting' },
    },
    otherwise: new Refusal('changed_meanwhile', `response ${responseId} was changed meanwhile; try again`),
  }),

  delete: ({ customerId, responseId }: ResponseName, now: number): Write => ({
    update: {
      Key: keys.response(customerId, responseId),
      UpdateExpression: 'SET deletedAt = :now',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(deletedAt)',
      ExpressionAttributeValues: { ':now': now },
    },
    otherwise: missing(responseId),
  }),
};
