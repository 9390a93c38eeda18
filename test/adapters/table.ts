import { randomBytes as random } from 'node:crypto';
import { DynamoDBClient, type DynamoDBClientConfig, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll } from 'vitest';
import { commitTo, type Write } from '../../functions/adapters/commit.ts';
import { localCredentials, localRegion, startDynamo } from '../../local/dynamo.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { makeAwsTable } from '../conformance/aws-things.ts';
import { awsPrefix, cloudUnderTest } from '../conformance/cloud-under-test.ts';
import { modelCloud } from '../conformance/model-cloud.ts';
import type { Gate } from '../sim/model/port.ts';

export const tableName = cloudUnderTest === 'aws' ? awsPrefix() : 'market';

export const randomBytes = (count: number) => new Uint8Array(random(count));

type Item = Record<string, unknown>;
type Key = Record<string, string>;
/** `connection`: what a client of the table's service needs, beyond the environment. */
type Connected = { connection: DynamoDBClientConfig; close: () => Promise<void> };

/** A table of the test file's own, in memory, closed at its end; or one of AWS. */
export async function startTable() {
  const opened = cloudUnderTest === 'model' ? modelTable() : await realTable();
  const { db } = opened;
  return {
    ...opened,
    commit: commitTo(db, tableName),
    item: async (Key: Key) =>
      (await db.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }))).Item,
  };
}

/** On AWS, where a connection needs no more than the environment. */
async function realTable() {
  const { connection, close } =
    cloudUnderTest === 'aws' ? await makeAwsTable(tableName) : await startStandIn();
  const client = new DynamoDBClient(connection);
  const db = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  afterAll(async () => {
    client.destroy();
    await close();
  });
  const raw = new DynamoDBClient(connection);
  afterAll(() => raw.destroy());
  return {
    connection,
    db,
    /** Of the model alone, whose calls can be met with on their way. */
    clientThrough: undefined,
    /** Told of each command, by its name, before it is sent. */
    onCall: (listener: (commandName: string) => void) =>
      db.middlewareStack.add(
        (next, { commandName = '' }) =>
          (args) => {
            listener(commandName);
            return next(args);
          },
        { step: 'initialize', name: 'onCall' },
      ),
    /** The item as it travels. */
    image: async (key: Key) =>
      (await raw.send(new GetItemCommand({ TableName: tableName, Key: marshall(key), ConsistentRead: true })))
        .Item,
    async items(): Promise<Item[]> {
      const pages = await Array.fromAsync(
        paginateScan({ client: db }, { TableName: tableName, ConsistentRead: true }),
      );
      return pages.flatMap(({ Items = [] }) => Items);
    },
  };
}

async function startStandIn(): Promise<Connected> {
  const { url, close } = await startDynamo({});
  return { connection: { endpoint: url, region: localRegion, credentials: localCredentials }, close };
}

function modelTable() {
  const { clients, table, onCall, clientsThrough } = modelCloud();
  return {
    connection: {} satisfies DynamoDBClientConfig,
    db: clients.db,
    onCall,
    clientThrough: (gate: Gate) => clientsThrough(gate).db,
    image: async ({ pk = '', sk = '' }: Key) => table.marshalledItem({ pk, sk }),
    items: async (): Promise<Item[]> => [...table.items()],
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
