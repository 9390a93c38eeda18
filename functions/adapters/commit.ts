import { isDeepStrictEqual } from 'node:util';
import {
  ConditionalCheckFailedException,
  TransactionCanceledException,
  TransactionConflictException,
} from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
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
 * One write costs one unit, several are a transaction (twice the units, at most 100 writes). What collides with
 * another transaction is tried again: its conditions are judged anew each time.
 */
export function commitTo(db: DynamoDBDocumentClient, tableName: string): Commit {
  const send = async (writes: readonly Write[], attempt: number) => {
    const [only] = writes;
    if (!only) return;
    if (writes.length > 1)
      await db.send(
        new TransactWriteCommand({ TransactItems: writes.map((write) => inTransaction(tableName, write)) }),
      );
    else if ('put' in only) await putOnce(db, tableName, only.put, attempt);
    else await db.send(new UpdateCommand({ TableName: tableName, ...only.update }));
  };
  return (writes) =>
    retryCollisions((attempt) => send(writes, attempt)).catch((error: unknown) => {
      throw refusalOf(error, writes) ?? error;
    });
}

/**
 * An answer that was lost makes the SDK send again, and what is not in a transaction has no token by which DynamoDB
 * knows it: the second try then meets what the first one wrote, and that is no refusal. So where one of two callers
 * alone may go on, their items must differ in something.
 */
async function putOnce(
  db: DynamoDBDocumentClient,
  TableName: string,
  put: Put,
  attempt: number,
): Promise<void> {
  const ReturnValuesOnConditionCheckFailure = put.ConditionExpression ? 'ALL_OLD' : undefined;
  try {
    await db.send(new PutCommand({ TableName, ...put, ReturnValuesOnConditionCheckFailure }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // The SDK's try after a lost one may have collided with a transaction, and been sent from here then.
    const isFirstTry = attempt === 1 && (error.$metadata.attempts ?? 1) === 1;
    if (isFirstTry || !isDeepStrictEqual(error.Item, marshalled(put.Item))) throw error;
  }
}

/** As the table's client sends it. */
const marshalled = (item: Put['Item']) => marshall(item, { removeUndefinedValues: true });

/** For every write: one that meets a transaction under way on the same item is turned away, and may be sent again. */
export const retryCollisions = <Done>(send: (attempt: number) => Promise<Done>): Promise<Done> =>
  pRetry(send, { retries: 8, minTimeout: 25, maxTimeout: 1_000, randomize: true, shouldRetry });

/** The SDK retries a throttled call by itself, but does not look at why a transaction was cancelled. */
const passing = ['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded'];

function shouldRetry({ error }: { error: unknown }): boolean {
  if (error instanceof TransactionConflictException) return true;
  if (!(error instanceof TransactionCanceledException)) return false;
  const reasons = reasonsOf(error);
  return (
    !reasons.includes('ConditionalCheckFailed') && reasons.some((reason) => passing.includes(reason ?? ''))
  );
}

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
