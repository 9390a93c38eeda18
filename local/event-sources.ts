import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  ExpiredIteratorException,
  GetRecordsCommand,
  GetShardIteratorCommand,
} from '@aws-sdk/client-dynamodb-streams';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBStreamEvent, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { QueueName } from '../shared/messages.ts';
import { meteredCall } from './meter.ts';

/** Stands in for AWS's event source mappings: the table's stream and the market's queues call their functions. */
export type EventSources = {
  /** Keeps going until `signal` is aborted; resolves when the last call is done. */
  run(signal: AbortSignal): Promise<void>;
  /** Delivers what there is until there is nothing left, so that a test need not wait. */
  drain(): Promise<void>;
};

export type Functions = {
  stream: (event: DynamoDBStreamEvent) => Promise<unknown>;
  queues: Record<QueueName, (event: Pick<SQSEvent, 'Records'>) => Promise<SQSBatchResponse>>;
};

type Sources = {
  db: DynamoDBClient;
  streams: DynamoDBStreamsClient;
  sqs: SQSClient;
  queueUrlPrefix: string;
  functions: Functions;
  /** The names of the queues that hold any message, seen or hidden: the others need not be asked. */
  holding: () => Promise<ReadonlySet<string>>;
  /** Long enough for any function here; after a failure the message is seen again. */
  hiddenSeconds: number;
  /** How long the stream gathers records before it calls, as on AWS. */
  streamWindowMillis: number;
};

export async function eventSources(sources: Sources): Promise<EventSources> {
  const readStream = await streamReader(sources);
  const queueNames = Object.keys(sources.functions.queues) as QueueName[];
  const takeAll = async () => {
    const holding = await sources.holding();
    const filled = queueNames.filter((name) => holding.has(name));
    const counts = await Promise.all(filled.map((name) => takeMessages(sources, name, 0)));
    return counts.reduce((sum, count) => sum + count, 0);
  };
  return {
    async run(signal) {
      const stream = repeat(signal, async () => {
        if ((await readStream()) === 0 || sources.streamWindowMillis > 200)
          await pause(sources.streamWindowMillis);
      });
      const queues = queueNames.map((name) => repeat(signal, () => takeMessages(sources, name, 1)));
      await Promise.all([stream, ...queues]);
    },

    async drain() {
      for (let quiet = 0; quiet < 2; ) quiet = (await readStream()) + (await takeAll()) === 0 ? quiet + 1 : 0;
    },
  };
}

async function repeat(signal: AbortSignal, step: () => Promise<unknown>): Promise<void> {
  while (!signal.aborted)
    try {
      await step();
    } catch (error) {
      // What it stands in for would go on too: nothing is lost, since nothing was acknowledged.
      if (!signal.aborted) console.error('event source:', error);
      await pause(500);
    }
}

const pause = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis));

/** Each message on its own call's batch of up to ten; those the function does not name as failed are deleted. */
async function takeMessages(
  { sqs, queueUrlPrefix, functions, hiddenSeconds }: Sources,
  name: QueueName,
  waitSeconds: number,
): Promise<number> {
  const QueueUrl = `${queueUrlPrefix}${name}`;
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: waitSeconds,
      VisibilityTimeout: hiddenSeconds,
    }),
  );
  if (Messages.length === 0) return 0;
  const Records = Messages.map(({ MessageId = '', Body = '', ReceiptHandle = '' }) => ({
    messageId: MessageId,
    body: Body,
    receiptHandle: ReceiptHandle,
    eventSourceARN: name,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '0',
      SenderId: 'local',
      ApproximateFirstReceiveTimestamp: '0',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    awsRegion: 'local',
  }));
  const { batchItemFailures } = await meteredCall(() => functions.queues[name]({ Records }));
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
  const done = Messages.filter(({ MessageId = '' }) => !failed.has(MessageId));
  if (done.length > 0)
    await sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl,
        Entries: done.map(({ ReceiptHandle }, at) => ({ Id: String(at), ReceiptHandle })),
      }),
    );
  return done.length;
}

/**
 * Reads the table's stream from now on. What happened before, or while a shard ended and another began, is the
 * sweep's to find: a reader that is born anew has no memory of where it was.
 */
async function streamReader(sources: Sources): Promise<() => Promise<number>> {
  const { streams, functions } = sources;
  let iterators = await latestIterators(sources);
  return async () => {
    if (iterators.length === 0) iterators = await latestIterators(sources);
    let count = 0;
    const next = [...iterators];
    for (const [at, ShardIterator = ''] of iterators.entries()) {
      const { Records = [], NextShardIterator = '' } = await streams
        .send(new GetRecordsCommand({ ShardIterator, Limit: 1_000 }))
        .catch((error: unknown) => {
          if (error instanceof ExpiredIteratorException) iterators = [];
          throw error;
        });
      if (Records.length > 0)
        await meteredCall(() => functions.stream({ Records } as unknown as DynamoDBStreamEvent));
      next[at] = NextShardIterator;
      count += Records.length;
    }
    // Only now: a window that failed is read again.
    iterators = next.filter((iterator) => iterator !== '');
    return count;
  };
}

async function latestIterators({ db, streams }: Sources): Promise<string[]> {
  const { Table } = await db.send(new DescribeTableCommand({ TableName: 'market' }));
  const StreamArn = Table?.LatestStreamArn;
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const iterators = await Promise.all(
    (StreamDescription?.Shards ?? []).map(async ({ ShardId }) => {
      const latest = { StreamArn, ShardId, ShardIteratorType: 'LATEST' as const };
      return (await streams.send(new GetShardIteratorCommand(latest))).ShardIterator;
    }),
  );
  return iterators.filter((iterator) => iterator !== undefined);
}
