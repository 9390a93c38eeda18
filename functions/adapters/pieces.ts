import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';
import type { TaskName } from './tasks.ts';

/** A piece of a live answer on its way: sealed under its task's key, numbered from 0 within its lease. */
export type Piece = { fence: number; no: number; sealed: Uint8Array<ArrayBuffer> };

/** Pieces are read as they come; an hour later nobody wants them, and the table's time to live takes them. */
const keptSeconds = 3_600;

export function piecesIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** Those of the lease `fence` from the one numbered `fromNo` on, in their order. */
    async of({ batchId, taskNo }: TaskName, fence: number, fromNo: number): Promise<Piece[]> {
      const { pk, sk } = keys.piece(batchId, taskNo, { fence, no: fromNo });
      const { Items } = await db.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: {
            ':pk': pk,
            ':from': sk,
            ':to': keys.piece(batchId, taskNo, { fence, no: 999_999 }).sk,
          },
          ConsistentRead: true,
        }),
      );
      return (Items ?? []).map(({ fence, no, sealed }) => ({ fence, no, sealed: new Uint8Array(sealed) }));
    },
  };
}

export const pieceWrites = {
  add: ({ batchId, taskNo }: TaskName, piece: Piece, now: number): Write => ({
    put: {
      Item: {
        ...keys.piece(batchId, taskNo, piece),
        ...piece,
        expiresAtSeconds: Math.ceil(now / 1_000) + keptSeconds,
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `piece ${piece.no} of lease ${piece.fence} was there already`),
  }),
};
