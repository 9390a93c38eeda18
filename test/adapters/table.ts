import { randomBytes as random } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll } from 'vitest';
import { commitTo, type Write } from '../../functions/adapters/commit.ts';
import { localCredentials, localRegion, startDynamo } from '../../local/dynamo.ts';
import { isRefusal } from '../../shared/refusal.ts';

export const tableName = 'market';

export const randomBytes = (count: number) => new Uint8Array(random(count));

/** A table of the test file's own, in memory, closed at its end. */
export async function startTable() {
  const dynamo = await startDynamo({});
  const client = new DynamoDBClient({
    endpoint: dynamo.url,
    region: localRegion,
    credentials: localCredentials,
  });
  const db = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  afterAll(async () => {
    client.destroy();
    await dynamo.close();
  });
  return {
    url: dynamo.url,
    db,
    commit: commitTo(db, tableName),
    item: async (Key: Record<string, string>) =>
      (await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }))).Item,
  };
}

export type Table = Awaited<ReturnType<typeof startTable>>;

/** The code of the refusal that a promise ends in, undefined where it is kept; any other failure goes on. */
export async function codeOf(promise: Promise<unknown>): Promise<string | undefined> {
  try {
    await promise;
    return undefined;
  } catch (error) {
    if (isRefusal(error)) return error.code;
    throw error;
  }
}

/** How many of the same commits, all at once, get through. */
export async function winners(table: Pick<Table, 'commit'>, each: readonly (readonly Write[])[]) {
  const codes = await Promise.all(each.map((writes) => codeOf(table.commit(writes))));
  return { won: codes.filter((code) => code === undefined).length, codes };
}
