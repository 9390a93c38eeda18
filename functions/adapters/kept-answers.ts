import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

/** What became of the first request under an Idempotency-Key. Its body lies in the files bucket, never in the table. */
export type KeptAnswer = {
  /** Of method, path and body: the same key with another request is refused. A form's is known when it has been read. */
  requestSha256?: string;
  /** `free`: the request changed nothing, so the next one under this key is as the first. */
  state: 'running' | 'done' | 'free';
  startedAt: number;
  status?: number;
  contentType?: string;
};

export type AnswerName = { customerId: string; keySha256: string };

/** Longer than the day that is promised. */
const keptSeconds = 2 * 86_400;

export function keptAnswersIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    async find({ customerId, keySha256 }: AnswerName): Promise<KeptAnswer | undefined> {
      const Key = keys.keptAnswer(customerId, keySha256);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      return Item as KeptAnswer | undefined;
    },
  };
}

export const keptAnswerWrites = {
  /**
   * Of two requests under one key, one runs. `attempt`: random, new each time one is received, so that two copies that
   * come in the same millisecond are told apart where the SDK sends again.
   */
  begin: (
    { customerId, keySha256 }: AnswerName,
    { requestSha256, attempt, now }: { requestSha256: string | undefined; attempt: string; now: number },
  ): Write => ({
    put: {
      Item: {
        ...keys.keptAnswer(customerId, keySha256),
        ...(requestSha256 && { requestSha256 }),
        state: 'running',
        attempt,
        startedAt: now,
        expiresAtSeconds: Math.ceil(now / 1_000) + keptSeconds,
      },
      ConditionExpression: 'attribute_not_exists(pk) OR #state = :free',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':free': 'free' },
    },
    otherwise: new Refusal('conflict', 'a request under this Idempotency-Key was begun already'),
  }),

  end: (
    { customerId, keySha256 }: AnswerName,
    answer: Pick<KeptAnswer, 'state' | 'requestSha256' | 'status' | 'contentType'>,
  ): Write => ({
    update: {
      Key: keys.keptAnswer(customerId, keySha256),
      UpdateExpression:
        'SET #state = :state, #status = :status, contentType = :type, requestSha256 = :request',
      ConditionExpression: '#state = :running',
      ExpressionAttributeNames: { '#state': 'state', '#status': 'status' },
      ExpressionAttributeValues: {
        ':state': answer.state,
        ':status': answer.status ?? 0,
        ':type': answer.contentType ?? '',
        ':request': answer.requestSha256 ?? '',
        ':running': 'running',
      },
    },
    otherwise: new Refusal('conflict', 'the answer under this Idempotency-Key was kept already'),
  }),
};
