import { AsyncLocalStorage } from 'node:async_hooks';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';

/** Units of DynamoDB, and requests. */
export type Counts = {
  writeUnits: number;
  readUnits: number;
  sqsRequests: number;
  s3Puts: number;
  s3Gets: number;
};

/** What AWS would bill, counted at the SDK's own clients and from DynamoDB's own figures. */
export type Meter = Counts & {
  functionCalls: Record<string, number>;
  functionMillis: Record<string, number>;
  /** The share of each function; what is left is the event sources'. */
  byFunction: Record<string, Counts>;
};

const noCounts = (): Counts => ({ writeUnits: 0, readUnits: 0, sqsRequests: 0, s3Puts: 0, s3Gets: 0 });

export const newMeter = (): Meter => ({
  ...noCounts(),
  functionCalls: {},
  functionMillis: {},
  byFunction: {},
});

/** What is asked of AWS within a call belongs to the function that `meterCall` then names. */
const currentCall = new AsyncLocalStorage<Counts | 'onlooker'>();
export const meteredCall = <Result>(call: () => Result): Result => currentCall.run(noCounts(), call);
/** For an onlooker, whose own questions must not count. */
export const unmetered = <Result>(look: () => Result): Result => currentCall.run('onlooker', look);

function count(meter: Meter, what: keyof Counts, by: number): void {
  const call = currentCall.getStore();
  if (call === 'onlooker') return;
  meter[what] += by;
  if (call) call[what] += by;
}

const writes = ['PutItem', 'UpdateItem', 'DeleteItem', 'TransactWriteItems', 'BatchWriteItem'];
const puts = [
  'PutObject',
  'CreateMultipartUpload',
  'UploadPart',
  'CompleteMultipartUpload',
  'CopyObject',
  'ListObjectsV2',
];

type Consumed = { CapacityUnits?: number };

/** Counts each request of these clients. DynamoDB is asked to say what each one consumed, per table and index. */
export function meterClients(
  meter: Meter,
  { db, sqs, s3 }: { db: DynamoDBClient; sqs: SQSClient; s3: S3Client },
) {
  db.middlewareStack.add(
    (next, context) => async (args) => {
      const asked = { ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } };
      const result = await next(asked as typeof args).catch((error: unknown) => {
        count(meter, 'writeUnits', unitsOfRefusedWrite(error));
        throw error;
      });
      const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
      const units = [ConsumedCapacity ?? []]
        .flat()
        .reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
      count(meter, writes.includes(nameOf(context.commandName)) ? 'writeUnits' : 'readUnits', units);
      return result;
    },
    { step: 'initialize', name: 'meterDynamo' },
  );
  sqs.middlewareStack.add(
    (next, context) => async (args) => {
      const result = await next(args);
      const isEmptyPoll = nameOf(context.commandName) === 'ReceiveMessage' && isEmpty(result.output);
      if (!isEmptyPoll || currentCall.getStore()) count(meter, 'sqsRequests', 1);
      return result;
    },
    { step: 'initialize', name: 'meterSqs' },
  );
  s3.middlewareStack.add(
    (next, context) => async (args) => {
      count(meter, puts.includes(nameOf(context.commandName)) ? 's3Puts' : 's3Gets', 1);
      return next(args);
    },
    // A presigned URL is made without a request, and never reaches this step.
    { step: 'deserialize', name: 'meterS3' },
  );
}

/** A write whose condition fails is billed, and DynamoDB does not say how much: a unit an item of up to 1 KB. */
function unitsOfRefusedWrite(error: unknown): number {
  if (error instanceof ConditionalCheckFailedException) return 1;
  if (error instanceof TransactionCanceledException) return 2 * (error.CancellationReasons?.length ?? 1);
  return 0;
}

/** Outside of any function it is an event source that polls, AWS's own affair: docs/cost.md says what it costs. */
const isEmpty = (output: unknown) => !(output as { Messages?: unknown[] }).Messages?.length;

const nameOf = (commandName: unknown) => String(commandName).replace(/Command$/, '');

export function meterCall(meter: Meter, functionName: string, millis: number): void {
  meter.functionCalls[functionName] = (meter.functionCalls[functionName] ?? 0) + 1;
  meter.functionMillis[functionName] = (meter.functionMillis[functionName] ?? 0) + millis;
  const call = currentCall.getStore();
  if (!call || call === 'onlooker') return;
  meter.byFunction[functionName] ??= noCounts();
  const sum = meter.byFunction[functionName];
  for (const what of Object.keys(call) as (keyof Counts)[]) sum[what] += call[what];
}
