import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { tableClientOver } from '../../../functions/adapters/table-client.ts';
import type { ObjectsModel } from './objects.ts';
import type { Gate, PortCall } from './port.ts';
import { BlankHash, presigningStack } from './presigning-stack.ts';
import type { QueuesModel } from './queues.ts';
import type { TableModel } from './table.ts';

export type ModelClients = { db: DynamoDBDocumentClient; sqs: SQSClient; s3: S3Client };

const settings = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'model', secretAccessKey: 'model' },
  // Nothing may leave: what is not answered by the model fails.
  endpoint: 'http://127.0.0.1:1',
};

/** The operations that change nothing. */
const reads: ReadonlySet<string> = new Set([
  'Get',
  'Query',
  'BatchGet',
  'GetObject',
  'HeadObject',
  'ListObjectVersions',
  'GetQueueAttributes',
]);

/**
 * The real clients, which a simulation never asks anything: made once, since each takes milliseconds. Without an
 * endpoint provider a signed address is not looked up anew each time, and a hash that is never looked at costs nothing.
 */
const base = {
  db: tableClientOver(new DynamoDBClient(settings)),
  sqs: new SQSClient(settings),
  s3: new S3Client({ ...settings, forcePathStyle: true, sha256: BlankHash }),
};

const signingConfig = { ...base.s3.config, endpointProvider: undefined };

type Model = { call(operation: string, input: object): object };
type Command = { readonly input: object; readonly constructor: { readonly name: string } };

/**
 * The SDK's own clients with the model behind them. Only `send` is another: what else asks for a client, as
 * paginators, uploads and signed addresses do, finds a real one. Make a set for each function or process that is
 * simulated: they share the models, and each has its own gate.
 */
export function modelClients(
  { table, queues, objects }: { table: TableModel; queues: QueuesModel; objects: ObjectsModel },
  gate: Gate,
): ModelClients {
  return {
    db: Object.assign(Object.create(base.db), { send: sending('table', table, gate) }),
    sqs: Object.assign(Object.create(base.sqs), { send: sending('queues', queues, gate) }),
    s3: Object.assign(Object.create(base.s3), {
      send: sending('objects', objects, gate),
      config: signingConfig,
      middlewareStack: { clone: () => presigningStack(objects) },
    }),
  };
}

function sending(service: PortCall['service'], model: Model, gate: Gate) {
  const send = async (command: Command) => {
    const operation = command.constructor.name.slice(0, -'Command'.length);
    const input = operation === 'TransactWrite' ? withToken(command.input) : command.input;
    const call = { service, operation, input, writes: !reads.has(operation) };
    let attempts = 0;
    return gate(call, () => counted(() => model.call(operation, input), ++attempts));
  };
  return send as never;
}

/** A call that is carried out a second time is, to its caller, the SDK's second try: answers and errors say so. */
function counted(carryOut: () => object, attempts: number): object {
  try {
    const answer = carryOut();
    return attempts === 1 ? answer : { ...answer, $metadata: { httpStatusCode: 200, attempts } };
  } catch (error) {
    if (attempts > 1 && error instanceof Error && '$metadata' in error)
      error.$metadata = { ...(error.$metadata as object), attempts };
    throw error;
  }
}

let tokens = 0;

/** The SDK gives each transaction that it sends a token, and sends the same one when it tries again. */
const withToken = (input: object): object =>
  'ClientRequestToken' in input ? input : { ...input, ClientRequestToken: `model-${++tokens}` };
