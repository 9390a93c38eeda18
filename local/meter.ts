import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';

/** What AWS would bill, counted at the SDK's own clients and from DynamoDB's own figures. */
export type Meter = {
  writeUnits: number;
  readUnits: number;
  sqsRequests: number;
  s3Puts: number;
  s3Gets: number;
  functionCalls: Record<string, number>;
  functionMillis: Record<string, number>;
};

export const newMeter = (): Meter => ({
  writeUnits: 0,
  readUnits: 0,
  sqsRequests: 0,
  s3Puts: 0,
  s3Gets: 0,
  functionCalls: {},
  functionMillis: {},
});

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
      const result = await next(asked as typeof args);
      const { ConsumedCapacity } = result.output as { ConsumedCapacity?: Consumed | Consumed[] };
      const units = [ConsumedCapacity ?? []]
        .flat()
        .reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
      if (writes.includes(nameOf(context.commandName))) meter.writeUnits += units;
      else meter.readUnits += units;
      return result;
    },
    { step: 'initialize', name: 'meterDynamo' },
  );
  sqs.middlewareStack.add(
    (next) => async (args) => {
      meter.sqsRequests++;
      return next(args);
    },
    { step: 'initialize', name: 'meterSqs' },
  );
  s3.middlewareStack.add(
    (next, context) => async (args) => {
      if (puts.includes(nameOf(context.commandName))) meter.s3Puts++;
      else meter.s3Gets++;
      return next(args);
    },
    // A presigned URL is made without a request, and never reaches this step.
    { step: 'deserialize', name: 'meterS3' },
  );
}

const nameOf = (commandName: unknown) => String(commandName).replace(/Command$/, '');

export function meterCall(meter: Meter, functionName: string, millis: number): void {
  meter.functionCalls[functionName] = (meter.functionCalls[functionName] ?? 0) + 1;
  meter.functionMillis[functionName] = (meter.functionMillis[functionName] ?? 0) + millis;
}
