import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { CustomerFile } from '../../shared/customer-file.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

/** The records of customers' files; their bytes lie in the files bucket (file-objects.ts). */
export function filesIn(db: DynamoDBDocumentClient, tableName: string) {
  return {
    /** Refuses with not_found, also where another customer has it or it was deleted. */
    async get(customerId: string, fileId: string): Promise<CustomerFile> {
      const Key = keys.file(customerId, fileId);
      const { Item } = await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
      if (!Item || Item.deletedAt) throw new Refusal('not_found', `No such File object: ${fileId}`);
      return fileFrom(Item);
    },

    async list(
      customerId: string,
      { limit, after, newestFirst }: { limit: number; after?: string | undefined; newestFirst: boolean },
    ): Promise<CustomerFile[]> {
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :files)',
          FilterExpression: 'attribute_not_exists(deletedAt)',
          ExpressionAttributeValues: { ':pk': keys.file(customerId, '').pk, ':files': 'FILE#' },
          ScanIndexForward: !newestFirst,
          Limit: limit,
          ...(after && { ExclusiveStartKey: keys.file(customerId, after) }),
        },
      );
      const found: CustomerFile[] = [];
      // A limit counts deleted files too, so a page may be short though more files follow.
      for await (const { Items } of pages) {
        found.push(...(Items ?? []).map(fileFrom));
        if (found.length >= limit) break;
      }
      return found.slice(0, limit);
    },
  };
}

export const fileWrites = {
  create: (file: CustomerFile): Write => ({
    put: {
      Item: { ...keys.file(file.customerId, file.fileId), ...file },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', `file ${file.fileId} exists already`),
  }),

  delete: (file: CustomerFile, now: number): Write => ({
    update: {
      Key: keys.file(file.customerId, file.fileId),
      UpdateExpression: 'SET deletedAt = :now',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(deletedAt)',
      ExpressionAttributeValues: { ':now': now },
    },
    otherwise: new Refusal('not_found', `No such File object: ${file.fileId}`),
  }),
};

function fileFrom(item: Record<string, unknown>): CustomerFile {
  const { pk: _pk, sk: _sk, ...file } = item;
  return file as CustomerFile;
}
