import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import Stripe from 'stripe';
import { ulid } from 'ulid';
import { type PlanLimits, standardPlanLimits } from '../../shared/plan.ts';
import { type Policy, standardPolicy } from '../../shared/policy.ts';
import { assembliesIn } from '../adapters/assemblies.ts';
import { batchKeysFrom } from '../adapters/batch-keys.ts';
import { batchesIn } from '../adapters/batches.ts';
import { commitTo } from '../adapters/commit.ts';
import { credentialsIn } from '../adapters/credentials.ts';
import { customersIn } from '../adapters/customers.ts';
import { earningsIn } from '../adapters/earnings.ts';
import { enrolmentCodesIn } from '../adapters/enrolment-codes.ts';
import { fileObjectsIn } from '../adapters/file-objects.ts';
import { filesIn } from '../adapters/files.ts';
import { holdsIn } from '../adapters/holds.ts';
import { lanesIn } from '../adapters/lanes.ts';
import { leaseTokens } from '../adapters/lease-token.ts';
import { ledgerIn } from '../adapters/ledger.ts';
import { ownersIn } from '../adapters/owners.ts';
import { pagesIn } from '../adapters/pages.ts';
import { payoutsIn } from '../adapters/payouts.ts';
import { queuesIn } from '../adapters/queues.ts';
import { sealedTasksIn } from '../adapters/sealed-tasks.ts';
import { stripeApiOver } from '../adapters/stripe-api.ts';
import { stripeCursorIn } from '../adapters/stripe-cursor.ts';
import { stripeWebhookOver } from '../adapters/stripe-webhook.ts';
import { taskObjectsIn } from '../adapters/task-objects.ts';
import { tasksIn } from '../adapters/tasks.ts';
import { kmsVault, type Vault } from '../adapters/vault.ts';
import { vehiclesIn } from '../adapters/vehicles.ts';

/** The clients that reach the world. On a laptop their endpoints are the stand-ins'; nothing else differs. */
export type Clients = {
  db: DynamoDBDocumentClient;
  s3: S3Client;
  sqs: SQSClient;
  stripe: Stripe;
  vault: Vault;
};

export type Settings = {
  tableName: string;
  filesBucket: string;
  tasksBucket: string;
  /** A queue's URL is this and its name. */
  queueUrlPrefix: string;
  /** Where vehicles and customers reach the API, without /v1: proofs are checked against it. */
  publicUrl: string;
  policy: Policy;
  planLimits: PlanLimits;
  /** 32 bytes that seal lease tokens. */
  leaseTokenKey: Uint8Array<ArrayBuffer>;
  /** When an idle vehicle is told to come back. */
  idleRetrySeconds: number;
  stripeWebhookSecret: string;
  /** Whether Stripe's key moves real money: events of the other mode are refused. */
  stripeLivemode: boolean;
};

export type World = {
  /** Milliseconds since the epoch. */
  now: () => number;
  /** Resolves after so many milliseconds. */
  pause: (millis: number) => Promise<unknown>;
  randomBytes: (count: number) => Uint8Array<ArrayBuffer>;
  reportFault: (error: unknown, where: string) => void;
};

export type Deps = ReturnType<typeof depsOver>;

/** All that a function may touch of the world. */
export function depsOver(clients: Clients, settings: Settings, world: World) {
  const { db, s3, sqs } = clients;
  const { tableName, queueUrlPrefix } = settings;
  const { now, randomBytes } = world;
  const batches = batchesIn(db, tableName);
  const batchKeys = batchKeysFrom(clients.vault, batches);
  const taskObjects = taskObjectsIn(s3, settings.tasksBucket);
  return {
    ...world,
    ...settings,
    newId: (prefix: string) => `${prefix}_${ulid(now()).toLowerCase()}`,
    commit: commitTo(db, tableName),
    credentials: credentialsIn(db, tableName),
    ledger: ledgerIn(db, tableName),
    batches,
    batchKeys,
    assemblies: assembliesIn(db, tableName),
    vault: clients.vault,
    holds: holdsIn(db, tableName),
    pages: pagesIn(db, tableName),
    tasks: tasksIn(db, tableName),
    taskObjects,
    sealedTasks: sealedTasksIn(taskObjects, batchKeys, randomBytes),
    files: filesIn(db, tableName),
    fileObjects: fileObjectsIn(s3, settings.filesBucket),
    enrolmentCodes: enrolmentCodesIn(db, tableName),
    vehicles: vehiclesIn(db, tableName),
    leaseTokens: leaseTokens(settings.leaseTokenKey, randomBytes),
    lanes: lanesIn(sqs, queueUrlPrefix, now),
    queues: queuesIn(sqs, queueUrlPrefix),
    customers: customersIn(db, tableName),
    earnings: earningsIn(db, tableName),
    owners: ownersIn(db, tableName),
    payouts: payoutsIn(db, tableName),
    stripeCursor: stripeCursorIn(db, tableName),
    stripe: stripeApiOver(clients.stripe),
    stripeWebhook: stripeWebhookOver(clients.stripe, {
      webhookSecret: settings.stripeWebhookSecret,
      livemode: settings.stripeLivemode,
    }),
  };
}

export const realWorld: World = {
  now: Date.now,
  pause: setTimeout,
  randomBytes: (count) => new Uint8Array(randomBytes(count)),
  reportFault: (error, where) =>
    console.error(JSON.stringify({ level: 'error', where, error: describe(error) })),
};

/** For AWS: the environment that infra/ gives each function. */
export function depsFromEnvironment(): Deps {
  const setting = (name: string) => {
    const value = process.env[name];
    if (!value)
      throw new Error(`The environment variable ${name} is not set: infra/ gives it to each function.`);
    return value;
  };
  const clients: Clients = {
    db: DynamoDBDocumentClient.from(new DynamoDBClient(), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    s3: new S3Client(),
    sqs: new SQSClient(),
    stripe: new Stripe(setting('STRIPE_SECRET_KEY')),
    vault: kmsVault(new KMSClient(), setting('KMS_KEY_ID')),
  };
  return depsOver(
    clients,
    {
      tableName: setting('TABLE_NAME'),
      filesBucket: setting('FILES_BUCKET'),
      tasksBucket: setting('TASKS_BUCKET'),
      queueUrlPrefix: setting('QUEUE_URL_PREFIX'),
      publicUrl: setting('PUBLIC_URL'),
      policy: standardPolicy,
      planLimits: standardPlanLimits,
      leaseTokenKey: new Uint8Array(Buffer.from(setting('LEASE_TOKEN_KEY'), 'base64url')),
      idleRetrySeconds: 60,
      stripeWebhookSecret: setting('STRIPE_WEBHOOK_SECRET'),
      stripeLivemode: /^[sr]k_live_/.test(setting('STRIPE_SECRET_KEY')),
    },
    realWorld,
  );
}

const describe = (error: unknown) =>
  error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : String(error);
