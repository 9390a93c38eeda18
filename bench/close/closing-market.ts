import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import Stripe from 'stripe';
import type { Commit } from '../../functions/adapters/commit.ts';
import { everyDuty } from '../../functions/adapters/stripe-api.ts';
import { tableClientOver } from '../../functions/adapters/table-client.ts';
import { localVault } from '../../functions/adapters/vault.ts';
import { type Deps, depsOver } from '../../functions/edge/deps.ts';
import { createMarketTable, localCredentials, localRegion, startDynamo } from '../../local/dynamo.ts';
import { standardPlanLimits } from '../../shared/plan.ts';
import { standardPolicy } from '../../shared/policy.ts';
import { endForked, startForked } from '../forked.ts';
import type { StandInsOrder, StandInsReport } from './stand-ins.ts';

/** Entries in the order in which they were committed: what the table's stream would tell. */
export type Posted = { businessKey: string; kind: string };

export type ClosingMarket = {
  deps: Deps;
  stripe: Stripe;
  stripeUrl: string;
  /** Where the stand-in for Stripe keeps its objects. */
  stripeFile: string;
  /** What was posted since this was asked last. */
  takePosted: () => Posted[];
  setClock: (nowMillis: number) => Promise<void>;
  close: () => Promise<void>;
};

/** All that there is in the deployed policy, but that everybody is paid, however little: the month is at its fullest. */
const policy = { ...standardPolicy, payoutThresholdMicroUsd: 0n, firstPayoutAfterSeconds: 0 };

/** The market's functions on stand-ins in processes of their own, with a clock that stands until it is set. */
export async function startClosingMarket(dir: string, startsAt: number): Promise<ClosingMarket> {
  const standIns = startForked(new URL('./stand-ins.ts', import.meta.url));
  const died = once(standIns, 'exit').then(([code]) => {
    throw new Error(`the stand-ins ended with ${code}`);
  });
  died.catch(() => {});
  const ask = async (order: StandInsOrder): Promise<StandInsReport> => {
    standIns.send(order);
    const [answer] = await Promise.race([once(standIns, 'message'), died]);
    return answer as StandInsReport;
  };
  const report = await ask({ dir });
  if (!('s3Url' in report)) throw new Error('the stand-ins did not say where they are');
  const dynamo = await startDynamo({});
  let nowMillis = startsAt;
  const setClock = async (millis: number) => {
    nowMillis = millis;
    await ask({ nowMillis: millis });
  };
  await setClock(startsAt);
  const clients = await clientsOf(dynamo.url, report);
  const made = depsOver(
    {
      db: tableClientOver(clients.db),
      s3: clients.s3,
      sqs: clients.sqs,
      stripe: everyDuty(clients.stripe),
      vault: localVault(bytes(32), bytes),
    },
    settings,
    { now: () => nowMillis, pause: setTimeout, randomBytes: bytes, reportFault: fail },
  );
  const { deps, takePosted } = noting(made);
  return {
    deps,
    stripe: clients.stripe,
    stripeUrl: `http://127.0.0.1:${report.stripePort}`,
    stripeFile: `${dir}/stripe/stripe.sqlite`,
    takePosted,
    setClock,
    close: async () => {
      await endForked(standIns);
      await dynamo.close();
    },
  };
}

const bytes = (count: number) => new Uint8Array(randomBytes(count));

const settings = {
  tableName: 'closing',
  filesBucket: 'files',
  tasksBucket: 'tasks',
  journalBucket: 'journal',
  queueUrlPrefix: 'http://127.0.0.1:1/',
  publicUrl: 'http://127.0.0.1:1',
  policy,
  planLimits: standardPlanLimits,
  leaseTokenKey: bytes(32),
  idleRetrySeconds: 1,
  liveDuty: { vehiclesPerModel: 1, waitSeconds: 1 },
  stripeWebhooks: undefined,
  stripeLivemode: false,
};

/** A month that closes with a fault is no measurement. */
function fail(error: unknown, where: string): never {
  throw new Error(where, { cause: error });
}

async function clientsOf(dynamoUrl: string, { s3Url, stripePort }: { s3Url: string; stripePort: number }) {
  const aws = { region: localRegion, credentials: localCredentials };
  const s3 = new S3Client({ endpoint: s3Url, forcePathStyle: true, ...aws });
  await s3.send(new CreateBucketCommand({ Bucket: settings.journalBucket }));
  const db = new DynamoDBClient({ endpoint: dynamoUrl, ...aws });
  // What the stream would tell is noted at the commits.
  await createMarketTable(db, settings.tableName, { streamed: false });
  return {
    db,
    s3,
    sqs: new SQSClient(aws),
    stripe: new Stripe(['sk', 'test', 'x'.repeat(24)].join('_'), {
      host: '127.0.0.1',
      port: stripePort,
      protocol: 'http',
      telemetry: false,
    }),
  };
}

/** Notes what commits post, which is what the stream's one reader would dispatch by. */
function noting(made: Deps): { deps: Deps; takePosted: () => Posted[] } {
  let posted: Posted[] = [];
  const commit: Commit = async (writes) => {
    await made.commit(writes);
    for (const write of writes) {
      if (!('put' in write)) continue;
      const { sk, businessKey, kind } = write.put.Item;
      if (String(sk).startsWith('ENTRY#'))
        posted.push({ businessKey: String(businessKey), kind: String(kind) });
    }
  };
  return {
    // Over, not a copy: some of what it gives is looked up only where it may be.
    deps: Object.create(made, { commit: { value: commit, enumerable: true } }) as Deps,
    takePosted: () => {
      const taken = posted;
      posted = [];
      return taken;
    },
  };
}
