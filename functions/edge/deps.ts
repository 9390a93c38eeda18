import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import Stripe from 'stripe';
import { ulid } from 'ulid';
import { type PlanLimits, standardPlanLimits } from '../../shared/plan.ts';
import { type Policy, standardPolicy } from '../../shared/policy.ts';
import { commitTo } from '../adapters/commit.ts';
import { credentialsIn } from '../adapters/credentials.ts';
import { ledgerIn } from '../adapters/ledger.ts';

/** The clients that reach the world. On a laptop their endpoints are the stand-ins'; nothing else differs. */
export type Clients = { db: DynamoDBDocumentClient; s3: S3Client; sqs: SQSClient; stripe: Stripe };

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
  stripeWebhookSecret: string;
};

export type World = {
  /** Milliseconds since the epoch. */
  now: () => number;
  randomBytes: (count: number) => Uint8Array<ArrayBuffer>;
  reportFault: (error: unknown, where: string) => void;
};

export type Deps = ReturnType<typeof depsOver>;

/** All that a function may touch of the world. */
export function depsOver(clients: Clients, settings: Settings, world: World) {
  const { db } = clients;
  const { tableName } = settings;
  return {
    ...world,
    ...settings,
    newId: (prefix: string) => `${prefix}_${ulid(world.now()).toLowerCase()}`,
    commit: commitTo(db, tableName),
    credentials: credentialsIn(db, tableName),
    ledger: ledgerIn(db, tableName),
  };
}

export const realWorld: World = {
  now: Date.now,
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
      stripeWebhookSecret: setting('STRIPE_WEBHOOK_SECRET'),
    },
    realWorld,
  );
}

const describe = (error: unknown) =>
  error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : String(error);
