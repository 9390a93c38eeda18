import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DescribeTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { expect, onTestFinished, test } from 'vitest';
import { localCredentials, localRegion, startDynamo } from '../../local/dynamo.ts';

/** Starts on the folder, does this with the table and its stream's reader, and ends. */
async function started<Done>(dir: string, work: (clients: Clients) => Promise<Done>): Promise<Done> {
  const dynamo = await startDynamo({ dir });
  const aws = { endpoint: dynamo.url, region: localRegion, credentials: localCredentials };
  const clients = { db: new DynamoDBClient(aws), streams: new DynamoDBStreamsClient(aws) };
  try {
    return await work(clients);
  } finally {
    clients.db.destroy();
    clients.streams.destroy();
    await dynamo.close();
  }
}

type Clients = { db: DynamoDBClient; streams: DynamoDBStreamsClient };

async function put({ db }: Clients, pk: string): Promise<void> {
  await db.send(new PutItemCommand({ TableName: 'market', Item: { pk: { S: pk }, sk: { S: 'one' } } }));
}

async function latest({ db, streams }: Clients): Promise<string | undefined> {
  const { Table } = await db.send(new DescribeTableCommand({ TableName: 'market' }));
  const StreamArn = Table?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
  const shard = { StreamArn, ShardId, ShardIteratorType: 'LATEST' as const };
  return (await streams.send(new GetShardIteratorCommand(shard))).ShardIterator;
}

test('a start forgets what the stream told before, is told what comes, and no write looks through it all', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'parkade-dynamo-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  await started(dir, async (clients) => {
    for (const pk of ['a', 'b', 'c']) await put(clients, pk);
  });
  const read = await started(dir, async (clients) => {
    const ShardIterator = await latest(clients);
    await put(clients, 'd');
    return (await clients.streams.send(new GetRecordsCommand({ ShardIterator }))).Records;
  });
  expect(read?.map(({ dynamodb }) => dynamodb?.Keys?.pk?.S)).toEqual(['d']);

  const database = new DatabaseSync(join(dir, 'market.db'));
  onTestFinished(() => database.close());
  const kept = database.prepare('SELECT sequence_number AS no FROM _stream_records ORDER BY id').all();
  expect(kept.map(({ no }) => Number(no))).toEqual([3, 4]);
  const next = `SELECT MAX(CAST(sequence_number AS INTEGER)) FROM _stream_records WHERE table_name = 'market'`;
  const [plan] = database.prepare(`EXPLAIN QUERY PLAN ${next}`).all();
  expect(plan?.detail).toContain('INDEX market_stream');
});
