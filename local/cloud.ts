import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
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
import { type Clients, type Deps, depsOver, type Settings } from '../functions/edge/deps.ts';
import { realWorld, type World } from '../functions/edge/world.ts';
import { catalogue } from '../shared/catalogue.ts';
import { allLanes, laneName } from '../shared/lane.ts';
import { messages } from '../shared/messages.ts';
import { type PlanLimits, standardPlanLimits } from '../shared/plan.ts';
import { demoPolicy, type Policy } from '../shared/policy.ts';
import { localCredentials, localRegion, startDynamo } from './dynamo.ts';
import { type EventSources, eventSources } from './event-sources.ts';
import { functionsOf } from './functions.ts';
import { listen } from './listen.ts';
import { type Meter, meterCall, meterClients, meteredCall, newMeter } from './meter.ts';
import { writePrivateFile } from './private-file.ts';
import { guardClients, guardedStripe, guardedVault, readable } from './rights/guard.ts';
import { startS3 } from './s3/server.ts';
import { bytesOf, localSecrets } from './secrets.ts';
import { startSqs } from './sqs.ts';
import { startStripe } from './stripe/server.ts';

export type CloudOptions = {
  /** Where everything is kept; a second start goes on from it. */
  dir: string;
  /** The API's; 0 takes any free one. */
  port: number;
  policy?: Policy;
  planLimits?: PlanLimits;
  world?: Partial<World>;
  /** A table in memory, and a Stripe that waits for no disk: for tests and measurements that need no restart. */
  tableInMemory?: boolean;
  stripeSecretKey?: string;
  /** Makers whose attestations of vehicles count. */
  makerKeys?: readonly JWK[];
  streamWindowMillis?: number;
  /** When an idle vehicle is told to come back: a second, so that nobody waits; deployed it is a minute. */
  idleRetrySeconds?: number;
  /** Webhooks may go to a receiver on this machine; true unless a test is of the strict rule. */
  webhooksToLoopback?: boolean;
  /** Sees every reply before it goes out: for tests. */
  watch?: (request: Request, reply: Response) => Promise<Response>;
};

export type Cloud = {
  deps: Deps;
  /** Without /v1. */
  url: string;
  events: EventSources;
  timers: ReturnType<typeof functionsOf>['timers'];
  meter: Meter;
  /** The Stripe stand-in's address; undefined where Stripe itself is used. */
  stripeStandIn: string | undefined;
  close(): Promise<void>;
};

/** The embedded cloud: stand-ins that speak AWS's and Stripe's protocols, and the functions wired as AWS would. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { dir } = options;
  const world = { ...realWorld, ...options.world };
  const secrets = localSecrets(dir);
  const [dynamo, s3Server, sqsServer, stripe] = await Promise.all([
    startDynamo(options.tableInMemory ? {} : { dir: join(dir, 'dynamodb') }),
    startStoredS3(dir),
    startSqs(queueNames()),
    stripeFor(options, world),
  ]);
  const connected = connect({ dynamo: dynamo.url, s3: s3Server.url, sqs: sqsServer.url });
  await createBuckets(connected.s3);
  const meter = newMeter();
  meterClients(meter, connected);
  guardClients(connected);
  const server = await listen(options.port);
  const queueUrlPrefix = `${sqsServer.url}/000000000000/`;
  const clients: Clients = {
    db: tableClientOver(connected.db),
    s3: connected.s3,
    sqs: connected.sqs,
    stripe: guardedStripe(everyDuty(stripe.client)),
    vault: guardedVault(
      localVault(bytesOf(secrets.wrappingKey), (count) => new Uint8Array(randomBytes(count))),
    ),
  };
  const settings = await settingsFor(options, { publicUrl: server.url, queueUrlPrefix, secrets });
  const deps = depsOver(clients, settings, world);
  const functions = functionsOf(deps, (name, millis) => meterCall(meter, name, millis));
  const { watch = async (_request, reply) => reply } = options;
  const underWay = new Set<Promise<unknown>>();
  server.answerWith((request) => {
    const answer = meteredCall(async () => functions.http.fetch(request)).then((reply) =>
      watch(request, reply),
    );
    const ended = answer.catch(() => {}).finally(() => underWay.delete(ended));
    underWay.add(ended);
    return answer;
  });
  stripe.standIn?.setWebhooks([
    { url: `${server.url}/v1/stripe/webhook`, secret: secrets.webhookSecret, from: 'platform' },
    { url: `${server.url}/v1/stripe/connected`, secret: secrets.webhookSecret, from: 'connected' },
  ]);
  const events = await eventSources({
    ...connected,
    queueUrlPrefix,
    functions: functions.events,
    holding: sqsServer.holding,
    streamWindowMillis: options.streamWindowMillis ?? 100,
  });
  return {
    deps,
    url: server.url,
    events,
    timers: functions.timers,
    meter,
    stripeStandIn: stripe.standIn?.url,
    async close() {
      await server.close();
      // What was begun needs the stand-ins until it has ended: a vehicle's call may be kept waiting for a moment.
      await Promise.race([Promise.all(underWay), pause(endingMillis, undefined, { ref: false })]);
      await Promise.all([stripe.standIn?.close(), sqsServer.close(), s3Server.close()]);
      await dynamo.close();
    },
  };
}

type Wired = { publicUrl: string; queueUrlPrefix: string; secrets: ReturnType<typeof localSecrets> };

async function settingsFor(
  options: CloudOptions,
  { publicUrl, queueUrlPrefix, secrets }: Wired,
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
  };
}

const endingMillis = 5_000;

/** On the port of the last start where it is free: URLs that vehicles still hold then go on working. */
async function startStoredS3(dir: string) {
  const file = join(dir, 's3-port');
  const start = (port: number) =>
    startS3({ dir: join(dir, 's3'), port, credentials: localCredentials, now: Date.now });
  const lastPort = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const server = await start(lastPort).catch(() => start(0));
  writePrivateFile(file, String(server.port));
  return server;
}

const queueNames = () => [...Object.keys(messages), ...allLanes(catalogue.map(({ id }) => id)).map(laneName)];

function connect(urls: { dynamo: string; s3: string; sqs: string }) {
  const aws = { region: localRegion, credentials: localCredentials };
  return {
    db: new DynamoDBClient({ endpoint: urls.dynamo, ...aws }),
    streams: new DynamoDBStreamsClient({ endpoint: urls.dynamo, ...aws }),
    s3: new S3Client({ endpoint: urls.s3, forcePathStyle: true, ...aws }),
    sqs: new SQSClient({ endpoint: urls.sqs, useQueueUrlAsEndpoint: false, ...aws }),
  };
}

async function createBuckets(s3: S3Client): Promise<void> {
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

/** Stripe itself where a (test-mode) key is given, else the stand-in. */
async function stripeFor({ dir, stripeSecretKey, tableInMemory = false }: CloudOptions, { now }: World) {
  if (stripeSecretKey) return { client: new Stripe(stripeSecretKey), standIn: undefined };
  const standIn = await startStripe({ port: 0, dir: join(dir, 'stripe'), isHasty: tableInMemory, now });
  const client = new Stripe('local', {
    host: '127.0.0.1',
    port: standIn.port,
    protocol: 'http',
    telemetry: false,
  });
  return { client, standIn };
}
