import { type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { isLive } from '../../shared/live-lease.ts';
import type { Task } from '../../shared/task.ts';
import { keys } from './keys.ts';

export type LiveObjects = ReturnType<typeof liveObjectsIn>;

/** Above it S3 is cheaper as well: a KB in the table costs a write unit, an object eight. */
export const liveObjectMaxBytes = 8_192;

/** As the `version` of a result that lies here. A result is written once a lease: there are no others. */
export const liveObjectVersion = 'table';

/** A check of a live call may wait a day; the table's time to live takes what is a week old. */
const keptSeconds = 7 * 86_400;

/** What must be erased on a day has all its objects in S3, where each of their versions can be named. */
export const liesInTable = ({ lane, zeroRetention, auditOf }: Task): boolean =>
  isLive(lane.priority) && !zeroRetention && auditOf === undefined;

type Bytes = Uint8Array<ArrayBuffer>;

/** Sealed payloads and results of live calls: small, and wanted at once, which S3 is not made for. */
export function liveObjectsIn(db: DynamoDBDocumentClient, tableName: string, now: () => number) {
  const put = async (key: { pk: string; sk: string }, sealed: Bytes): Promise<void> => {
    const expiresAtSeconds = Math.ceil(now() / 1_000) + keptSeconds;
    await db.send(new PutCommand({ TableName: tableName, Item: { ...key, sealed, expiresAtSeconds } }));
  };
  const get = async (key: { pk: string; sk: string }): Promise<Bytes | undefined> => {
    const { Item } = await db.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true }));
    return Item && new Uint8Array(Item.sealed);
  };
  return {
    putPayload: ({ batchId, no }: Task, sealed: Bytes) => put(keys.livePayload(batchId, no), sealed),
    /** undefined where it was too large, and lies in S3. */
    getPayload: ({ batchId, no }: Task) => get(keys.livePayload(batchId, no)),
    putResult: ({ batchId, no }: Task, fence: number, sealed: Bytes) =>
      put(keys.liveResult(batchId, no, fence), sealed),
    getResult: ({ batchId, no }: Task, fence: number) => get(keys.liveResult(batchId, no, fence)),
  };
}
