import { appendFileSync } from 'node:fs';
import {
  DeleteTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  NoSuchBucket,
  PutBucketVersioningCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { erasableObjectsIn } from '../../functions/adapters/erasable-objects.ts';
import { createMarketTable } from '../../local/dynamo.ts';

/**
 * Tables, queues and buckets of AWS for one run of the tests. Each is written into the run's list before it is made:
 * whatever becomes of the run, what stands there, and nothing else, is deleted at its end (test/contract/main.ts).
 */
export type AwsThing = { kind: 'table' | 'queue' | 'bucket'; name: string };

function note(thing: AwsThing): void {
  const list = process.env.CONFORMANCE_THINGS;
  if (!list) throw new Error('CONFORMANCE_THINGS is not set: run `npm run contract -- --aws`.');
  appendFileSync(list, `${JSON.stringify(thing)}\n`);
}

export async function makeAwsTable(name: string) {
  note({ kind: 'table', name });
  const client = new DynamoDBClient();
  await createMarketTable(client, name, { streamed: false });
  await waitUntilTableExists({ client, maxWaitTime: 120 }, { TableName: name });
  return { connection: {}, close: async () => client.destroy() };
}

export async function makeAwsQueues(names: readonly string[]): Promise<{ urlPrefix: string }> {
  const client = new SQSClient();
  let urlPrefix = '';
  for (const name of names) {
    note({ kind: 'queue', name });
    const { QueueUrl = '' } = await client.send(new CreateQueueCommand({ QueueName: name }));
    urlPrefix = QueueUrl.slice(0, -name.length);
  }
  client.destroy();
  return { urlPrefix };
}

export async function makeAwsBuckets(buckets: readonly { name: string; isVersioned: boolean }[]) {
  const client = new S3Client();
  const region = await client.config.region();
  for (const { name: Bucket, isVersioned } of buckets) {
    note({ kind: 'bucket', name: Bucket });
    await client.send(
      new CreateBucketCommand({
        Bucket,
        ...(region !== 'us-east-1' && {
          CreateBucketConfiguration: { LocationConstraint: region as 'eu-central-1' },
        }),
      }),
    );
    if (!isVersioned) continue;
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  }
  return client;
}

/** What is gone already is gone. */
export async function deleteAwsThing({ kind, name }: AwsThing): Promise<void> {
  try {
    await deletions[kind](name);
  } catch (error) {
    const isGone = [ResourceNotFoundException, QueueDoesNotExist, NoSuchBucket].some(
      (gone) => error instanceof gone,
    );
    if (!isGone) throw error;
  }
}

const deletions: Record<AwsThing['kind'], (name: string) => Promise<unknown>> = {
  table: (TableName) => new DynamoDBClient().send(new DeleteTableCommand({ TableName })),
  async queue(QueueName) {
    const client = new SQSClient();
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName }));
    await client.send(new DeleteQueueCommand({ QueueUrl }));
  },
  async bucket(Bucket) {
    const client = new S3Client();
    await erasableObjectsIn(client, Bucket).erase({ prefix: '', kindOf: () => 'any' });
    await client.send(new DeleteBucketCommand({ Bucket }));
  },
};
