import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { JWK } from 'jose';
import Stripe from 'stripe';
import { ulid } from 'ulid';
import { type PlanLimits, standardPlanLimits } from '../../shared/plan.ts';
import { type Policy, standardPolicy } from '../../shared/policy.ts';
import { batchKeysFrom } from '../adapters/batch-keys.ts';
import { commitTo } from '../adapters/commit.ts';
import { deadLettersIn } from '../adapters/dead-letters.ts';
import { entriesByKey } from '../adapters/entries-by-key.ts';
import { erasableObjectsIn } from '../adapters/erasable-objects.ts';
import { fileObjectsIn } from '../adapters/file-objects.ts';
import { journalIn } from '../adapters/journal.ts';
import { journalObjectsIn } from '../adapters/journal-objects.ts';
import { lanesIn } from '../adapters/lanes.ts';
import { leaseTokens } from '../adapters/lease-token.ts';
import { liveObjectsIn } from '../adapters/live-objects.ts';
import { proofFrom } from '../adapters/proof.ts';
import { queuesIn } from '../adapters/queues.ts';
import { receiptsIn } from '../adapters/receipts.ts';
import { recordsIn } from '../adapters/records.ts';
import { runOutcomesFrom } from '../adapters/run-outcomes.ts';
import { sealedTasksIn } from '../adapters/sealed-tasks.ts';
import { secretsIn } from '../adapters/secrets.ts';
import { type SignInSettings, signInBy } from '../adapters/sign-in.ts';
import { type Statements, statementsBy } from '../adapters/signing-keys.ts';
import { type StripeClients, type StripeDuty, stripeApiOver } from '../adapters/stripe-api.ts';
import { type StripeWebhookSecrets, stripeWebhookOver } from '../adapters/stripe-webhook.ts';
import { tableClientOver } from '../adapters/table-client.ts';
import { taskLooksOver } from '../adapters/task-looks.ts';
import { taskObjectsIn } from '../adapters/task-objects.ts';
import { unjournaledIn } from '../adapters/unjournaled.ts';
import { kmsVault, type Vault } from '../adapters/vault.ts';
import type { Reach } from '../adapters/webhook-address.ts';
import { webhookPostOver } from '../adapters/webhook-post.ts';
import { webhookSenderOver } from '../adapters/webhook-sender.ts';
import { callTimes } from './call-times.ts';
import { realWorld, type World } from './world.ts';

/** The clients that reach the world. On a laptop their endpoints are the stand-ins'; nothing else differs. */
export type Clients = {
  db: DynamoDBDocumentClient;
  s3: S3Client;
  sqs: SQSClient;
  /** By duty; one is missing where the function may not read its key: what needs it then fails. */
  stripe: StripeClients;
  vault: Vault;
};

export type Settings = {
  tableName: string;
  filesBucket: string;
  tasksBucket: string;
  journalBucket: string;
  /** A queue's URL is this and its name. */
  queueUrlPrefix: string;
  /** Where vehicles and customers reach the API, without /v1: proofs are checked against it. */
  publicUrl: string;
  policy: Policy;
  planLimits: PlanLimits;
  /** 32 bytes that seal lease tokens; undefined where the function may not read them. */
  leaseTokenKey: Uint8Array<ArrayBuffer> | undefined;
  /** Undefined where the function may not read the keys that sign receipts. */
  statements?: Statements | undefined;
  /** When an idle vehicle is told to come back. */
  idleRetrySeconds: number;
  /**
   * How many idle vehicles wait for live calls, by model, and how long at a time. One that waits on AWS costs about
   * 0.15 USD a day of a function's time; the others come back by themselves.
   */
  liveDuty: { vehiclesPerModel: number; waitSeconds: number };
  /** Public keys of makers whose word about a vehicle's hardware counts. None: no vehicle is attested. */
  makerKeys?: readonly JWK[] | undefined;
  /** Undefined where the function may not read them. */
  stripeWebhooks: StripeWebhookSecrets | undefined;
  /** Whether Stripe's keys move real money: events of the other mode are refused. */
  stripeLivemode: boolean;
  /** What the front door sends with each call. Undefined: there is none in front, as on a laptop. */
  originSecret?: string | undefined;
  /** Lets webhooks go to 127.0.0.1 too, by plain http: on a laptop alone. Otherwise to public addresses only. */
  webhooksToLoopback?: boolean | undefined;
  /** Where people of the console sign in. Undefined: keys alone let callers in. */
  signInAt?: SignInSettings | undefined;
};

export type Deps = ReturnType<typeof depsOver>;

/** All that a function may touch of the world. */
export function depsOver(clients: Clients, settings: Settings, world: World) {
  const { db, s3, sqs } = clients;
  const { tableName, queueUrlPrefix } = settings;
  const { now, randomBytes } = world;
  const records = recordsIn(db, tableName, { now, limitsByTier: settings.policy.rateLimits });
  const { batches, tasks, vehicles } = records;
  const batchKeys = batchKeysFrom(clients.vault, batches);
  const taskObjects = taskObjectsIn(s3, settings.tasksBucket);
  const sealedTasks = sealedTasksIn(
    { objects: taskObjects, liveObjects: liveObjectsIn(db, tableName, now) },
    batchKeys,
    randomBytes,
  );
  const fileObjects = fileObjectsIn(s3, settings.filesBucket);
  const journalObjects = journalObjectsIn(s3, settings.journalBucket);
  const journal = journalIn(db, tableName, journalObjects);
  const stripe = stripeApiOver((duty) => permitted(clients.stripe[duty], stripeKeyNames[duty]));
  const webhookReach: Reach = settings.webhooksToLoopback ? 'public and loopback' : 'public';
  return {
    ...world,
    ...settings,
    ...records,
    newId: (prefix: string) => `${prefix}_${ulid(now()).toLowerCase()}`,
    commit: commitTo(db, tableName),
    batchKeys,
    taskLooks: taskLooksOver(tasks),
    callTimes: callTimes(),
    vault: clients.vault,
    taskObjects,
    sealedTasks,
    runOutcomes: runOutcomesFrom({ tasks, sealedTasks, batchKeys, vehicles }),
    erasableFiles: erasableObjectsIn(s3, settings.filesBucket),
    erasableTasks: erasableObjectsIn(s3, settings.tasksBucket),
    fileObjects,
    journal,
    /** Entries that stand in the ledger and not in the journal. */
    unjournaled: () => unjournaledIn(db, tableName, { ...records, journal }),
    journalObjects,
    /** Whether the money is right, by every invariant. */
    prove: proofFrom({ ...records, journal, stripe, now, policy: settings.policy }),
    entriesByKey: (businessKeys: readonly string[]) => entriesByKey(db, tableName, businessKeys),
    receipts: receiptsIn(fileObjects),
    /** Whose access tokens count; undefined where nobody signs in. */
    signIn: settings.signInAt && signInBy(settings.signInAt, `${settings.publicUrl}/v1`, now),
    /** Signs what customers may hold the market to. */
    get statements() {
      return permitted(settings.statements, secretNames.receiptKeys);
    },
    get leaseTokens() {
      return leaseTokens(permitted(settings.leaseTokenKey, secretNames.tokenKey), randomBytes);
    },
    lanes: lanesIn(sqs, queueUrlPrefix, now),
    queues: queuesIn(sqs, queueUrlPrefix),
    deadLetters: deadLettersIn(sqs, queueUrlPrefix),
    webhookReach,
    webhookSender: webhookSenderOver(clients.vault, webhookPostOver({ reach: webhookReach })),
    stripe,
    get stripeWebhook() {
      return stripeWebhookOver({
        secrets: permitted(settings.stripeWebhooks, secretNames.stripeWebhooks),
        livemode: settings.stripeLivemode,
      });
    },
  };
}

/** Under which variables infra/ tells a function the names of the secrets that it may read. */
const secretNames = {
  stripeWebhooks: 'STRIPE_WEBHOOKS_SECRET_NAME',
  tokenKey: 'TOKEN_KEY_SECRET_NAME',
  origin: 'ORIGIN_SECRET_NAME',
  receiptKeys: 'RECEIPT_KEYS_SECRET_NAME',
} as const;

/** Where the restricted key of each duty at Stripe is. */
const stripeKeyNames: Record<StripeDuty, string> = {
  checkout: 'STRIPE_CHECKOUT_SECRET_NAME',
  payments: 'STRIPE_PAYMENTS_SECRET_NAME',
  transfers: 'STRIPE_TRANSFERS_SECRET_NAME',
  accounts: 'STRIPE_ACCOUNTS_SECRET_NAME',
  reads: 'STRIPE_READS_SECRET_NAME',
};

function permitted<Value>(value: Value | undefined, variable: string): Value {
  if (value === undefined)
    throw new Error(`This function may not read the secret of ${variable}: see its 'secrets' in infra/.`);
  return value;
}

/** For AWS: the environment that infra/ gives each function, and those secrets that it names there. */
export async function depsFromEnvironment(): Promise<Deps> {
  const setting = (name: string) => {
    const value = process.env[name];
    if (!value)
      throw new Error(`The environment variable ${name} is not set: infra/ gives it to each function.`);
    return value;
  };
  const { stripe, isLive, stripeWebhooks, leaseTokenKey, originSecret, statements } = await readSecrets();
  const clients: Clients = {
    db: tableClientOver(new DynamoDBClient()),
    s3: new S3Client(),
    sqs: new SQSClient(),
    stripe,
    vault: kmsVault(new KMSClient(), setting('KMS_KEY_ID')),
  };
  return depsOver(
    clients,
    {
      tableName: setting('TABLE_NAME'),
      filesBucket: setting('FILES_BUCKET'),
      tasksBucket: setting('TASKS_BUCKET'),
      journalBucket: setting('JOURNAL_BUCKET'),
      queueUrlPrefix: setting('QUEUE_URL_PREFIX'),
      publicUrl: setting('PUBLIC_URL'),
      policy: standardPolicy,
      planLimits: standardPlanLimits,
      leaseTokenKey,
      idleRetrySeconds: 60,
      liveDuty: { vehiclesPerModel: 20, waitSeconds: 20 },
      stripeWebhooks,
      stripeLivemode: stripeWebhooks?.livemode ?? isLive,
      originSecret,
      statements,
      // Only functions that people call are told.
      signInAt: process.env.SIGN_IN_ISSUER
        ? {
            issuer: setting('SIGN_IN_ISSUER'),
            clientId: setting('SIGN_IN_CLIENT_ID'),
            jwksUrl: setting('SIGN_IN_JWKS_URL'),
          }
        : undefined,
    },
    realWorld,
  );
}

async function readSecrets() {
  const secrets = secretsIn(new SecretsManagerClient());
  const read = <Secret>(variable: string, get: (name: string) => Promise<Secret>) => {
    const name = process.env[variable];
    return name ? get(name) : undefined;
  };
  const stripeKey = async ([duty, variable]: [string, string]) => {
    const key = await read(variable, secrets.getText);
    return key === undefined ? [] : [[duty, key] as const];
  };
  const [stripeKeys, stripeWebhooks, leaseTokenKey, originSecret, statements] = await Promise.all([
    Promise.all(Object.entries(stripeKeyNames).map(stripeKey)).then((keys) => keys.flat()),
    read(secretNames.stripeWebhooks, secrets.getStripeWebhooks),
    read(secretNames.tokenKey, secrets.getKey),
    read(secretNames.origin, secrets.getText),
    read(secretNames.receiptKeys, async (name) => statementsBy(await secrets.getText(name))),
  ]);
  const stripe: StripeClients = Object.fromEntries(stripeKeys.map(([duty, key]) => [duty, new Stripe(key)]));
  const isLive = stripeKeys.some(([, key]) => /^[sr]k_live_/.test(key));
  return { stripe, isLive, stripeWebhooks, leaseTokenKey, originSecret, statements };
}
