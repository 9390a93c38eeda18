import { Readable } from 'node:stream';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { KMSClient } from '@aws-sdk/client-kms';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { CallSite } from './call-sites.ts';
import { never } from './crash/processes.ts';
import { brokenConnection, type FaultPlan, injected } from './fault-plan.ts';
import type { Kind } from './fault-table.ts';

type Service = Exclude<CallSite['service'], 'stripe'>;
type Client = DynamoDBClient | S3Client | SQSClient | KMSClient | SecretsManagerClient;
type Answer = { statusCode: number; headers: Record<string, string>; body: string };
type Planned = { step: Kind[]; operation: string; input: unknown; attempts: number };

/**
 * Lets this client's calls fail as planned. Whose call it is can be told where it begins; what happens happens on the
 * wire, below the SDK's own retries and above its parsing of answers: errors are the ones that the service's answer is
 * read as.
 */
export function failAsPlanned(client: Client, service: Service, plan: FaultPlan): void {
  const planned = new WeakMap<object, Planned>();
  // One of the clients' stacks stands for all: their types differ in the commands alone.
  const { middlewareStack } = client as DynamoDBClient;
  middlewareStack.add(
    (next, context) => (args) => {
      if (plan.isCallerDead()) return never();
      const operation = operationOf(String(context.commandName));
      const step = [...plan.next(service, operation)];
      if (step.length > 0) planned.set(context, { step, operation, input: args.input, attempts: 0 });
      return next(args);
    },
    { step: 'initialize', name: 'faultSite', priority: 'high' },
  );
  middlewareStack.add(
    (next, context) => async (args) => {
      const fault = planned.get(context);
      const [kind] = fault?.step ?? [];
      if (!fault || !kind) return next(args);
      if (kind !== 'throttled_once') fault.attempts++;
      return { ...(await onTheWire({ ...fault, kind }, service, () => next(args))) };
    },
    { step: 'deserialize', name: 'fault', priority: 'low' },
  );
}

type Sent = { response: unknown; output: never };

async function onTheWire(
  fault: Planned & { kind: Kind },
  service: Service,
  send: () => Promise<unknown>,
): Promise<Sent> {
  const isFirst = fault.attempts === 1;
  switch (fault.kind) {
    case 'fails_before':
      throw brokenConnection();
    case 'fails_after':
      if (isFirst) await heard(await send());
      throw brokenConnection();
    case 'doubled': {
      const sent = (await send()) as Sent;
      if (!isFirst) return sent;
      await heard(sent);
      throw brokenConnection();
    }
    case 'throttled_once':
      // Sent again it meets what else there is for it.
      fault.step.shift();
      return { response: responseOf(throttling[service]), output: undefined as never };
    case 'throttled':
      return { response: responseOf(throttling[service]), output: undefined as never };
    case 'conflict':
      return { response: responseOf(conflictOf(service, fault)), output: undefined as never };
  }
}

/** An answer that nobody reads keeps its connection. */
async function heard(sent: unknown): Promise<void> {
  const { body } = (sent as { response: { body?: unknown } }).response;
  if (body instanceof Readable) await body.resume().toArray();
}

function responseOf({ statusCode, headers, body }: Answer) {
  return {
    statusCode,
    headers,
    body: Readable.from([Buffer.from(body)]),
    // By this the SDK knows its own answers.
    constructor: { name: 'HttpResponse' },
  };
}

const json = (type: string, more: object = {}): Answer => ({
  statusCode: 400,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify({ __type: type, message: `${type.split('#').at(-1)} (${injected})`, ...more }),
});

const xml = (statusCode: number, code: string): Answer => ({
  statusCode,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><Message>${code} (${injected})</Message></Error>`,
});

const dynamo = 'com.amazonaws.dynamodb.v20120810';

/** What each service says to too many calls. */
const throttling: Record<Service, Answer> = {
  dynamodb: json(`${dynamo}#ProvisionedThroughputExceededException`),
  s3: xml(503, 'SlowDown'),
  sqs: json('com.amazonaws.sqs#RequestThrottled'),
  kms: json('ThrottlingException'),
  secrets: json('ThrottlingException'),
};

function conflictOf(service: Service, { operation, input }: Planned): Answer {
  if (service === 's3') return xml(409, 'OperationAborted');
  const items = (input as { TransactItems?: unknown[] }).TransactItems;
  if (operation !== 'TransactWrite' || !items) return json(`${dynamo}#TransactionConflictException`);
  const CancellationReasons = items.map((_item, at) =>
    at === items.length - 1 ? { Code: 'TransactionConflict', Message: injected } : { Code: 'None' },
  );
  return json(`${dynamo}#TransactionCanceledException`, { CancellationReasons });
}

/** As the document client names its commands. */
const operationOf = (commandName: string): string =>
  ({
    GetItemCommand: 'Get',
    PutItemCommand: 'Put',
    UpdateItemCommand: 'Update',
    BatchGetItemCommand: 'BatchGet',
    TransactWriteItemsCommand: 'TransactWrite',
  })[commandName] ?? commandName.replace(/Command$/, '');
