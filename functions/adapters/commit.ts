import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import pRetry from 'p-retry';
import type { Refusal } from '../../shared/refusal.ts';

type Condition = {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
};
type Put = { Item: Record<string, unknown> } & Condition;
type Update = { Key: Record<string, string>; UpdateExpression: string } & Condition;

/** One intended change, and what it means if its condition no longer holds. Adapters make these; only `commit` sends them. */
export type Write = ({ put: Put } | { update: Update }) & { otherwise: Refusal };

/** Makes all writes happen or none; throws the refusal of the first write whose condition failed. */
export type Commit = (writes: readonly Write[]) => Promise<void>;

/**
 * One write costs one unit, several are a transaction (twice the units, at most 100 writes). A transaction that
 * collides with another is tried again: its conditions are judged anew each time. Throttling is the SDK's to retry.
 */
export function commitTo(db: DynamoDBDocumentClient, tableName: string): Commit {
  const send = async (writes: readonly Write[]) => {
    const [only] = writes;
    if (!only) return;
    if (writes.length > 1)
      await db.send(
        new TransactWriteCommand({ TransactItems: writes.map((write) => inTransaction(tableName, write)) }),
      );
    else if ('put' in only) await db.send(new PutCommand({ TableName: tableName, ...only.put }));
    else await db.send(new UpdateCommand({ TableName: tableName, ...only.update }));
  };
  return (writes) =>
    pRetry(() => send(writes), {
      retries: 8,
      minTimeout: 25,
      maxTimeout: 1_000,
      randomize: true,
      shouldRetry,
    }).catch((error: unknown) => {
      throw refusalOf(error, writes) ?? error;
    });
}

const shouldRetry = ({ error }: { error: unknown }) =>
  error instanceof TransactionCanceledException &&
  reasonsOf(error).includes('TransactionConflict') &&
  !reasonsOf(error).includes('ConditionalCheckFailed');

function inTransaction(tableName: string, write: Write) {
  return 'put' in write
    ? { Put: { TableName: tableName, ...write.put } }
    : { Update: { TableName: tableName, ...write.update } };
}

/** DynamoDB names the failed condition by its position, so each write's own refusal can be told. */
function refusalOf(error: unknown, writes: readonly Write[]): Refusal | undefined {
  if (error instanceof ConditionalCheckFailedException) return writes[0]?.otherwise;
  if (!(error instanceof TransactionCanceledException)) return undefined;
  return writes[reasonsOf(error).indexOf('ConditionalCheckFailed')]?.otherwise;
}

const reasonsOf = (error: TransactionCanceledException) =>
  (error.CancellationReasons ?? []).map((reason) => reason.Code);
