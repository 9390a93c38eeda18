import { randomBytes } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import {
  CreateBucketCommand,
  PutBucketVersioningCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { JWK } from 'jose';
import Stripe from 'stripe';
import { statementsBy } from '../functions/adapters/signing-keys.ts';
import { everyDuty } from '../functions/adapters/stripe-api.ts';
import { tableClientOver } from '../functions/adapters/table-client.ts';
import { localVault } from '../functions/adapters/vault.ts';
import type { Clients, Settings } from '../functions/edge/deps.ts';
import { catalogue } from '../shared/catalogue.ts';
import {
  allDeadLetters,
  deadLettersName,
  laneDeadLettersName,
  receivesMost,
} from '../shared/dead-letters.ts';
import { allLanes, laneName } from '../shared/lane.ts';
import { messages } from '../shared/messages.ts';
import { type PlanLimits, standardPlanLimits } from '../shared/plan.ts';
import { demoPolicy, type Policy } from '../shared/policy.ts';
import { localCredentials, localRegion } from './dynamo.ts';
import { guardedStripe, guardedVault, readable } from './rights/guard.ts';
import { bytesOf, type LocalSecrets } from './secrets.ts';
import type { Redrive } from './sqs.ts';

/** What the functions are told, where it is not always the same on a laptop. */
export type LocalSettings = {
  policy?: Policy;
  planLimits?: PlanLimits;
  /** Makers whose attestations of vehicles count. */
  makerKeys?: readonly JWK[];
  /** When an idle vehicle is told to come back: a second, so that nobody waits; deployed it is a minute. */
  idleRetrySeconds?: number;
  /** Webhooks may go to a receiver on this machine; true unless a test is of the strict rule. */
  webhooksToLoopback?: boolean;
};

type Wired = {
  publicUrl: string;
  queueUrlPrefix: string;
  secrets: LocalSecrets;
  signInAt?: Settings['signInAt'];
};

export async function settingsFor(
  options: LocalSettings,
  { publicUrl, queueUrlPrefix, secrets, signInAt }: Wired,
): Promise<Settings> {
  const statements = await statementsBy(secrets.receiptKeys);
  const leaseTokenKey = bytesOf(secrets.leaseTokenKey);
  // The command line of Stripe, too, signs both kinds of events with one secret.
  const stripeWebhooks = { platform: secrets.webhookSecret, connected: secrets.webhookSecret };
  return {
    tableName: 'market',
    filesBucket: 'files',
    tasksBucket: 'tasks',
    journalBucket: 'journal',
    queueUrlPrefix,
    publicUrl,
    policy: options.policy ?? demoPolicy,
    planLimits: options.planLimits ?? standardPlanLimits,
    get leaseTokenKey() {
      return readable('tokenKey', leaseTokenKey);
    },
    idleRetrySeconds: options.idleRetrySeconds ?? 1,
    liveDuty: { vehiclesPerModel: 50, waitSeconds: 2 },
    makerKeys: options.makerKeys,
    get statements() {
      return readable('receiptKeys', statements);
    },
    get stripeWebhooks() {
      return readable('stripeWebhooks', stripeWebhooks);
    },
    stripeLivemode: false,
    webhooksToLoopback: options.webhooksToLoopback ?? true,
    signInAt,
  };
}

export type Connected = ReturnType<typeof connect>;

/** AWS's clients to what stands in for AWS there. */
export function connect(urls: { dynamo: string; s3: string; sqs: string }) {
  const aws = { region: localRegion, credentials: localCredentials };
  return {
    db: new DynamoDBClient({ endpoint: urls.dynamo, ...aws }),
    streams: new DynamoDBStreamsClient({ endpoint: urls.dynamo, ...aws }),
    s3: new S3Client({ endpoint: urls.s3, forcePathStyle: true, ...aws }),
    sqs: new SQSClient({ endpoint: urls.sqs, useQueueUrlAsEndpoint: false, ...aws }),
  };
}

/** A queue's URL is this and its name. */
export const queueUrlPrefixAt = (sqsUrl: string): string => `${sqsUrl}/000000000000/`;

/** Of Stripe's stand-in. */
export const stripeAt = (port: number): Stripe =>
  new Stripe('local', { host: '127.0.0.1', port, protocol: 'http', telemetry: false });

export const clientsOver = ({ db, s3, sqs }: Connected, stripe: Stripe, secrets: LocalSecrets): Clients => ({
  db: tableClientOver(db),
  s3,
  sqs,
  stripe: everyDuty(stripe),
  vault: localVault(bytesOf(secrets.wrappingKey), (count) => new Uint8Array(randomBytes(count))),
});

/** As far as the rights reach that infra/ gives the running function. */
export const guarded = (clients: Clients): Clients => ({
  ...clients,
  stripe: guardedStripe(clients.stripe),
  vault: guardedVault(clients.vault),
});

export const queueNames = () => [
  ...Object.keys(messages),
  ...allLanes(catalogue.map(({ id }) => id)).map(laneName),
  ...allDeadLetters.map(({ name }) => name),
];

/** What is tried so often lies among the dead letters from then on. */
export const deadLettersOf = (queueTries: number = receivesMost.queue): ReadonlyMap<string, Redrive> =>
  new Map([
    ...Object.keys(messages).map((name) => [name, { to: deadLettersName(name), after: queueTries }] as const),
    ...allLanes(catalogue.map(({ id }) => id)).map(
      (lane) => [laneName(lane), { to: laneDeadLettersName(lane.model), after: receivesMost.lane }] as const,
    ),
  ]);

export async function createBuckets(s3: S3Client): Promise<void> {
  for (const Bucket of ['files', 'tasks', 'journal'])
    try {
      await s3.send(new CreateBucketCommand({ Bucket }));
    } catch (error) {
      if (!(error instanceof S3ServiceException) || !error.name.startsWith('BucketAlready')) throw error;
    }
  await s3.send(
    new PutBucketVersioningCommand({ Bucket: 'tasks', VersioningConfiguration: { Status: 'Enabled' } }),
  );
}

/** Where Stripe posts its events: the platform's own, and its connected accounts'. */
export const webhookTargets = (url: string, { webhookSecret: secret }: LocalSecrets) => [
  { url: `${url}/v1/stripe/webhook`, secret, from: 'platform' as const },
  { url: `${url}/v1/stripe/connected`, secret, from: 'connected' as const },
];
