import { AsyncLocalStorage } from 'node:async_hooks';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { StripeClients } from '../../functions/adapters/stripe-api.ts';
import type { Vault } from '../../functions/adapters/vault.ts';
import type { DeployedFunction } from '../../infra/deployed-function.ts';
import { functions } from '../../infra/functions.ts';
import type { SecretName } from '../../infra/secrets.ts';
import type { QueueName } from '../../shared/messages.ts';
import { type AwsCall, dynamoCalls, s3Calls, sqsCalls } from './aws-call.ts';
import { isAllowed } from './is-allowed.ts';

/** Whose rights count. Outside of every function there are none to hold: event sources, seeds and onlookers. */
const running = new AsyncLocalStorage<DeployedFunction>();

/** Runs a call with the rights that infra/ gives the function of this name, and no others. */
export function withRightsOf<Result>(functionName: string, call: () => Result): Result {
  const deployed = functions.find(({ name }) => name === functionName);
  if (!deployed) throw new Error(`infra/functions/ deploys no ${functionName}`);
  return running.run(deployed, call);
}

/** What is deployed to take this queue's messages. */
export function functionOfQueue(queue: QueueName): string {
  const deployed = functions.find(({ trigger }) => trigger.kind === 'queue' && trigger.queue === queue);
  if (!deployed) throw new Error(`infra/functions/ deploys nothing for the queue ${queue}`);
  return deployed.name;
}

/** AWS's own answer to a role that lacks a right. */
class AccessDeniedException extends Error {
  override readonly name = 'AccessDeniedException';
}

function refuse({ name }: DeployedFunction, what: string): never {
  throw new AccessDeniedException(`${name} may not ${what}: see what infra/functions/ allows it.`);
}

function judge(call: AwsCall): void {
  const deployed = running.getStore();
  if (!deployed || isAllowed(deployed.may, call)) return;
  const { service, action, ...on } = call;
  refuse(deployed, `${service}:${action} on ${JSON.stringify(on)}`);
}

type Deriving = (commandName: string, input: Record<string, unknown>) => AwsCall[];

/** Every request of these clients is judged by the running function's rights, and each URL that it signs. */
export function guardClients(clients: { db: DynamoDBClient; s3: S3Client; sqs: SQSClient }): void {
  const judgedBy = (callsOf: Deriving) => (commandName: unknown, input: unknown) => {
    const name = String(commandName).replace(/Command$/, '');
    for (const call of callsOf(name, input as Record<string, unknown>)) judge(call);
  };
  const [table, objects, queues] = [judgedBy(dynamoCalls), judgedBy(s3Calls), judgedBy(sqsCalls)];
  const options = { step: 'initialize', name: 'rights' } as const;
  clients.db.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        table(commandName, args.input);
        return next(args);
      },
    options,
  );
  clients.s3.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        objects(commandName, args.input);
        return next(args);
      },
    options,
  );
  clients.sqs.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        queues(commandName, args.input);
        return next(args);
      },
    options,
  );
}

export const guardedVault = (vault: Vault): Vault => ({
  newKey(id, bond = 'batchId') {
    judge({ service: 'kms', action: 'GenerateDataKey', bond });
    return vault.newKey(id, bond);
  },
  unwrap(wrapped, id, bond = 'batchId') {
    judge({ service: 'kms', action: 'Decrypt', bond });
    return vault.unwrap(wrapped, id, bond);
  },
});

/** Whether the running function may read a secret; undefined is what a deployed one would have in its place. */
export function readable<Value>(secret: SecretName, value: Value): Value | undefined {
  const deployed = running.getStore();
  return !deployed || deployed.may.secrets?.includes(secret) ? value : undefined;
}

/** The Stripe clients of those duties alone whose keys the running function may read. */
export const guardedStripe = (clients: StripeClients): StripeClients => ({
  get checkout() {
    return readable('stripeCheckout', clients.checkout);
  },
  get payments() {
    return readable('stripePayments', clients.payments);
  },
  get transfers() {
    return readable('stripeTransfers', clients.transfers);
  },
  get accounts() {
    return readable('stripeAccounts', clients.accounts);
  },
  get reads() {
    return readable('stripeReads', clients.reads);
  },
});
