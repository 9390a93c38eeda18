import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Refusal } from '../../shared/refusal.ts';
import type { BatchName } from './batches.ts';
import type { Write } from './commit.ts';
import type { UploadedPart } from './file-objects.ts';
import { keys } from './keys.ts';

export type AssembledFile = { fileId: string; bytes: number };

/** How far a batch's files are written. A part is written by one call; the next begins where it ended. */
export type Assembly = BatchName & {
  /** Rises with each part: of two calls on the same part one is refused. */
  version: number;
  writing: 'output' | 'error';
  nextTaskNo: number;
  upload?: { fileId: string; uploadId: string; parts: readonly UploadedPart[]; bytes: number };
  output?: AssembledFile;
  /** Objects of receipts so far: one a part of the output. */
  receiptParts: number;
  totals: { succeeded: number; failed: number; inputTokens: number; outputTokens: number };
};

export const newAssembly = ({ customerId, batchId }: BatchName): Assembly => ({
  customerId,
  batchId,
  version: 0,
  writing: 'output',
  nextTaskNo: 0,
  receiptParts: 0,
  totals: { succeeded: 0, failed: 0, inputTokens: 0, outputTokens: 0 },
});

export function assembliesIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    async find({ batchId }: BatchName): Promise<Assembly | undefined> {
      const { Item } = await db.send(
        new GetCommand({ TableName: tableName, Key: keys.assembly(batchId), ConsistentRead: true }),
      );
      return Item as Assembly | undefined;
    },
  };
}

export const assemblyWrites = {
  save: (assembly: Assembly): Write => ({
    put: {
      Item: { ...assembly, ...keys.assembly(assembly.batchId) },
      ConditionExpression: assembly.version === 1 ? 'attribute_not_exists(pk)' : '#version = :loaded',
      ...(assembly.version > 1 && {
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':loaded': assembly.version - 1 },
      }),
    },
    otherwise: new Refusal('changed_meanwhile', `the assembly of ${assembly.batchId} went on meanwhile`),
  }),
};
