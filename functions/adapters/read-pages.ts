import { type DynamoDBDocumentClient, paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';

/**
 * Everything in the partition whose sort key begins so, in the order of the keys, or against it; from after the key
 * `after` on.
 */
export async function* itemsUnder(
  db: DynamoDBDocumentClient,
  tableName: string,
  { pk, sk }: { pk: string; sk: string },
  { lastFirst = false, after }: { lastFirst?: boolean; after?: { pk: string; sk: string } | undefined } = {},
): AsyncGenerator<Record<string, unknown>> {
  const pages = paginateQuery(
    { client: db, startingToken: after },
    {
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      ScanIndexForward: !lastFirst,
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) yield* Items;
}

/**
 * The names that stand in the index under this, in their order, from after the one named on; who wants few says how
 * many are to be read at once. Eventually consistent: for whoever comes again.
 */
export async function* indexedNames(
  db: DynamoDBDocumentClient,
  tableName: string,
  indexPk: string,
  { after = ' ', atOnce }: { after?: string | undefined; atOnce?: number } = {},
): AsyncGenerator<string> {
  const pages = paginateQuery(
    { client: db, ...(atOnce !== undefined && { pageSize: atOnce }) },
    {
      TableName: tableName,
      IndexName: 'index',
      KeyConditionExpression: 'indexPk = :pk AND indexSk > :after',
      ExpressionAttributeValues: { ':pk': indexPk, ':after': after },
    },
  );
  for await (const { Items = [] } of pages) for (const { indexSk } of Items) yield String(indexSk);
}

/** A page of what lies there under sort keys that begin so: latest first, at most `limit`, after the key `after`. */
export async function latestUnder(
  db: DynamoDBDocumentClient,
  tableName: string,
  { pk, sk }: { pk: string; sk: string },
  { after, limit }: { after?: { pk: string; sk: string } | undefined; limit: number },
): Promise<Record<string, unknown>[]> {
  const { Items = [] } = await db.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      ScanIndexForward: false,
      Limit: limit,
      ConsistentRead: true,
      ...(after && { ExclusiveStartKey: after }),
    }),
  );
  return Items;
}
