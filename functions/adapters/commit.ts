import { isDeepStrictEqual } from 'node:util';
import {
  type AttributeValue,
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
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import pRetry from 'p-retry';
import type { Refusal } from '../../shared/refusal.ts';

type Condition = {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, unknown>;
};
type Put = { Item: Record<string, unknown> } & Condition;
type Update = { Key: Record<string, string>; UpdateExpression: string } & Condition;

/** Whether an item is as this very update leaves it. Left out: a second try after a lost answer is refused. */
type IsDone = (found: Record<string, unknown>) => boolean;

/**
 * One intended change, and what it means if its condition no longer holds. Adapters make these; only `commit` sends
 * them. `isFinal`: nobody changes the item afterwards, so one that stands there and differs is another's.
 */
export type Write = ({ put: Put; isFinal?: true } | { update: Update; isDone?: IsDone }) & {
  otherwise: Refusal;
};

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
    if (writes.length > 1) await sendTogether(db, tableName, writes);
    else await sendOnce(db, singleOf(tableName, only), attempt);
  };
  return (writes) =>
    retryCollisions((attempt) => send(writes, attempt)).catch((error: unknown) => {
      throw refusalOf(error, writes) ?? error;
    });
}

type Found = Record<string, AttributeValue>;
type Single = { command: PutCommand | UpdateCommand; isDone: (found: Found) => boolean };

function singleOf(TableName: string, write: Write): Single {
  // Asked for where it is looked at: without a condition nothing is refused.
  const told = { TableName, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
  if ('update' in write) {
    const { update, isDone } = write;
    return {
      command: new UpdateCommand({ ...(isDone ? told : { TableName }), ...update }),
      isDone: (found) => isDone?.(unmarshall(found)) ?? false,
    };
  }
  const { put } = write;
  const sent = marshall(put.Item, { removeUndefinedValues: true });
  return {
    command: new PutCommand({ ...(put.ConditionExpression ? told : { TableName }), ...put }),
    isDone: (found) => isDeepStrictEqual(found, sent),
  };
}

/**
 * An answer that was lost makes the SDK send again, and what is not in a transaction has no token by which DynamoDB
 * knows it: the second try then meets what the first one wrote, and that is no refusal. So where one of two callers
 * alone may go on, what they write must differ in something.
 */
async function sendOnce(
  db: DynamoDBDocumentClient,
  { command, isDone }: Single,
  attempt: number,
): Promise<void> {
  try {
    await db.send(command as PutCommand);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    // The SDK's try after a lost one may have collided with a transaction, and been sent from here then.
    const isFirstTry = attempt === 1 && (error.$metadata.attempts ?? 1) === 1;
    if (isFirstTry || !error.Item || !isDone(error.Item)) throw error;
  }
}

/**
 * A transaction that is sent again has a token, by which DynamoDB knows it for ten minutes. A table that has lost its
 * tokens with its process judges it anew, and it meets what it wrote itself: whether it happened is not known then, so
 * that is a fault, and never a refusal, which says that nothing changed. All its writes happened or none: one final
 * item of another's, and none of it did.
 */
async function sendTogether(
  db: DynamoDBDocumentClient,
  tableName: string,
  writes: readonly Write[],
): Promise<void> {
  const TransactItems = writes.map((write) => inTransaction(tableName, write));
  try {
    await db.send(new TransactWriteCommand({ TransactItems }));
  } catch (error) {
    if (!(error instanceof TransactionCanceledException) || (error.$metadata.attempts ?? 1) === 1)
      throw error;
    const met = writes.flatMap((write, at) => {
      const found = error.CancellationReasons?.[at]?.Item;
      if (!('put' in write) || !found) return [];
      return { isOurs: singleOf(tableName, write).isDone(found), isFinal: write.isFinal };
    });
    if (met.some(({ isOurs }) => isOurs) && met.every(({ isOurs, isFinal }) => isOurs || !isFinal))
      throw new Error('a transaction met what it wrote itself: it may have happened', { cause: error });
    throw error;
  }
}

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
  if ('update' in write) return { Update: { TableName: tableName, ...write.update } };
  // Asked for where it is looked at: without a condition nothing is refused.
  const told = write.put.ConditionExpression && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const };
  return { Put: { TableName: tableName, ...told, ...write.put } };
}

/** DynamoDB names the failed condition by its position, so each write's own refusal can be told. */
function refusalOf(error: unknown, writes: readonly Write[]): Refusal | undefined {
  if (error instanceof ConditionalCheckFailedException) return writes[0]?.otherwise;
  if (!(error instanceof TransactionCanceledException)) return undefined;
  return writes[reasonsOf(error).indexOf('ConditionalCheckFailed')]?.otherwise;
}

const reasonsOf = (error: TransactionCanceledException) =>
  (error.CancellationReasons ?? []).map((reason) => reason.Code);
