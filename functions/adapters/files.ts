import { type DynamoDBDocumentClient, GetCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { CustomerFile } from '../../shared/customer-file.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';

type FilePage = {
  limit: number;
  /** Lists what comes behind this file, which may be gone meanwhile. */
  after?: string | undefined;
  newestFirst: boolean;
  purpose?: CustomerFile['purpose'] | undefined;
};

/** A query looks at so many records at least: few are asked for and many may be passed over. */
const leastLook = 100;

/**
 * The records of customers' files; their bytes lie in the files bucket (file-objects.ts). What was deleted or has
 * expired is as good as never there, whenever the table forgets it.
 */
export function filesIn(db: DynamoDBDocumentClient, tableName: string, now: () => number) {
  const find = async (customerId: string, fileId: string) => {
    const Key = keys.file(customerId, fileId);
    return (await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }))).Item;
  };

  return {
    /** Refuses with not_found, also where another customer has it, it was deleted or it has expired. */
    async get(customerId: string, fileId: string): Promise<CustomerFile> {
      const item = await find(customerId, fileId);
      if (!item || item.deletedAt || item.expiresAt <= now())
        throw new Refusal('not_found', `No such File object: ${fileId}`);
      return fileFrom(item);
    },

    /** At most `limit` in the order of their creation. Refuses with invalid_request where `after` never was a file. */
    async list(
      customerId: string,
      { limit, after, newestFirst, purpose }: FilePage,
    ): Promise<CustomerFile[]> {
      if (after !== undefined && !(await find(customerId, after))) throw noSuchCursor(after);
      const pages = paginateQuery(
        { client: db },
        {
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :files)',
          ...stillThere(purpose, { ':pk': keys.file(customerId, '').pk, ':files': 'FILE#', ':now': now() }),
          ScanIndexForward: !newestFirst,
          Limit: Math.max(limit, leastLook),
          ...(after && { ExclusiveStartKey: keys.file(customerId, after) }),
        },
      );
      const found: CustomerFile[] = [];
      // A limit counts what is passed over too, so a page may be short though more files follow.
      for await (const { Items } of pages) {
        found.push(...(Items ?? []).map(fileFrom));
        if (found.length >= limit) break;
      }
      return found.slice(0, limit);
    },
  };
}

/** As the table filters, so that a page is full whatever is passed over. */
const stillThere = (purpose: FilePage['purpose'], values: Record<string, string | number>) => ({
  FilterExpression: `attribute_not_exists(deletedAt) AND expiresAt > :now${purpose ? ' AND purpose = :purpose' : ''}`,
  ExpressionAttributeValues: { ...values, ...(purpose && { ':purpose': purpose }) },
});

const noSuchCursor = (after: string) =>
  new Refusal('invalid_request', `after: there is no file '${after}' to list from.`, { param: 'after' });

export const fileWrites = {
  /** The table forgets the record some time after it has expired. */
  create: (file: CustomerFile): Write => ({
    put: {
      Item: {
        ...keys.file(file.customerId, file.fileId),
        ...file,
        expiresAtSeconds: Math.ceil(file.expiresAt / 1_000),
      },
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
  const { pk: _pk, sk: _sk, expiresAtSeconds: _gone, ...file } = item;
  return file as CustomerFile;
}
