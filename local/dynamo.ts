import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CreateTableCommand, DynamoDBClient, ResourceInUseException } from '@aws-sdk/client-dynamodb';
import pRetry from 'p-retry';
import { freePort } from './free-port.ts';
import { memoryDir } from './memory-dir.ts';
import { spawnTied } from './tied-process.ts';

export const localCredentials = { accessKeyId: 'local', secretAccessKey: 'local' };
export const localRegion = 'us-east-1';

const noDynoxide =
  `No dynoxide for ${process.platform}-${process.arch}: put a \`dynoxide\` on the PATH, or set DYNAMODB_ENDPOINT ` +
  'to any DynamoDB that speaks the AWS protocol.';

/** A DynamoDB of our own: dynoxide, kept in `dir/market.db`, or in memory without `dir`; at any free port without `port`. */
export async function startDynamo({ dir: kept, port: wanted }: { dir?: string; port?: number }) {
  if (kept) mkdirSync(kept, { recursive: true });
  // Its own memory has no file whose stream could be tidied: a table of a few thousand writes is ten times as fast so.
  const held = kept ? undefined : memoryDir();
  const dir = kept ?? held?.dir;
  const port = wanted ?? (await freePort());
  const dynoxide = spawnTied(
    dynoxideProgram(),
    ['serve', '--port', String(port), ...(dir ? ['--db-path', join(dir, 'market.db')] : [])],
    'ignore',
  );
  const url = `http://127.0.0.1:${port}`;
  const died = dynoxide.ended.then((code) => {
    throw new Error(
      code === commandNotFound ? noDynoxide : `dynoxide ended with ${code} before it could be used`,
    );
  });
  died.catch(() => {});
  await Promise.race([died, createFirstTable(url)]);
  if (dir) tidyStream(join(dir, 'market.db'));
  return {
    url,
    process: dynoxide,
    async close() {
      await dynoxide.end();
      held?.remove();
    },
  };
}

/**
 * dynoxide keeps every record of a stream, and without an index looks through all of them for each that is added or
 * read. Those of earlier starts go: whoever reads it begins with what comes. The last one stays, to count on from.
 */
function tidyStream(file: string): void {
  if (!existsSync(file)) return;
  const database = new DatabaseSync(file, { timeout: 10_000 });
  try {
    database.exec(`
      CREATE INDEX IF NOT EXISTS market_stream ON _stream_records (table_name, CAST(sequence_number AS INTEGER));
      DELETE FROM _stream_records WHERE id < (SELECT MAX(id) FROM _stream_records);
    `);
  } catch {
    // Another dynoxide may lay it out otherwise, or hold it: then it is slower, and just as right.
  } finally {
    database.close();
  }
}

/** A shell's exit code. */
const commandNotFound = 127;

/** The platform's package, else a `dynoxide` on the PATH. */
function dynoxideProgram(): string {
  const require = createRequire(import.meta.url);
  try {
    const packaged = join(
      dirname(require.resolve(`@dynoxide/${process.platform}-${process.arch}/package.json`)),
      'dynoxide',
    );
    if (existsSync(packaged)) return packaged;
  } catch {
    // Not packaged for this platform: the PATH may have one.
  }
  return 'dynoxide';
}

async function createFirstTable(endpoint: string): Promise<void> {
  const client = new DynamoDBClient({ endpoint, region: localRegion, credentials: localCredentials });
  const send = () =>
    createMarketTable(client, 'market').catch((error: unknown) => {
      if (!(error instanceof ResourceInUseException)) throw error;
    });
  // dynoxide listens within milliseconds of its start; until then the connection is refused.
  await pRetry(send, { retries: 50, minTimeout: 20, factor: 1.1 });
  client.destroy();
}

/**
 * The market's table, as infra/ deploys it. Without its stream where nothing reads that: in memory dynoxide looks
 * through all records of a stream at each write, which makes one of 20,000 writes take 30 times as long as the first.
 */
export async function createMarketTable(
  client: DynamoDBClient,
  tableName: string,
  { streamed = true } = {},
): Promise<void> {
  const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' as const });
  const key = (AttributeName: string, KeyType: 'HASH' | 'RANGE') => ({ AttributeName, KeyType });
  const create = new CreateTableCommand({
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: ['pk', 'sk', 'indexPk', 'indexSk'].map(attribute),
    KeySchema: [key('pk', 'HASH'), key('sk', 'RANGE')],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'index',
        KeySchema: [key('indexPk', 'HASH'), key('indexSk', 'RANGE')],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      },
    ],
    ...(streamed && {
      StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
    }),
  });
  await client.send(create);
}
