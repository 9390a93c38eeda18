import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import Stripe from 'stripe';
import { credentialWrites } from '../../functions/adapters/credentials.ts';
import { everyDuty } from '../../functions/adapters/stripe-api.ts';
import { localVault } from '../../functions/adapters/vault.ts';
import { depsOver } from '../../functions/edge/deps.ts';
import type { Api } from '../../functions/edge/http.ts';
import { newApiKey } from '../../functions/edge/new-secret.ts';
import { financeRouter } from '../../functions/finance/router.ts';
import { ownerRouter } from '../../functions/owner/router.ts';
import { stripeRouter } from '../../functions/stripe/router.ts';
import { createMarketTable, localCredentials, localRegion, startDynamo } from '../../local/dynamo.ts';
import { meterClients, newMeter } from '../../local/meter.ts';
import { startS3 } from '../../local/s3/server.ts';
import { startStripe } from '../../local/stripe/server.ts';
import { standardPlanLimits } from '../../shared/plan.ts';
import { demoPolicy, type Policy } from '../../shared/policy.ts';
import { journalAll } from './journal-rig.ts';

export const webhookSecret = ['whsec', 'x'.repeat(32)].join('_');
export const connectedSecret = ['whsec', 'c'.repeat(32)].join('_');

type Options = { policy?: Policy; availabilityDelaySeconds?: number };

export type MoneyRig = Awaited<ReturnType<typeof startMoney>>;

/** The market's money on a real table and a Stripe of its own, with a clock that stands until it is moved. */
export async function startMoney({ policy = demoPolicy, availabilityDelaySeconds = 0 }: Options = {}) {
  const dynamo = await startDynamo({});
  let clock = Date.UTC(2027, 0, 1);
  const now = () => clock;
  const standIn = await startStripe({ port: 0, now, availabilityDelaySeconds });
  const dir = mkdtempSync(join(tmpdir(), 'money-'));
  const s3Server = await startS3({ dir, port: 0, credentials: localCredentials });
  const aws = { region: localRegion, credentials: localCredentials };
  const s3 = new S3Client({ endpoint: s3Server.url, forcePathStyle: true, ...aws });
  await s3.send(new CreateBucketCommand({ Bucket: 'journal' }));
  const stripe = new Stripe(['sk', 'test', 'x'.repeat(24)].join('_'), {
    host: '127.0.0.1',
    port: standIn.port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
  });
  const bytes = (count: number) => new Uint8Array(randomBytes(count));
  const faults: string[] = [];
  const db = new DynamoDBClient({ endpoint: dynamo.url, ...aws });
  const sqs = new SQSClient(aws);
  const meter = newMeter();
  meterClients(meter, { db, sqs, s3 });
  const depsOf = (tableName: string) =>
    depsOver(
      {
        db: DynamoDBDocumentClient.from(db, {
          marshallOptions: { removeUndefinedValues: true },
        }),
        s3,
        sqs,
        stripe: everyDuty(stripe),
        vault: localVault(bytes(32), bytes),
      },
      {
        tableName,
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
        stripeWebhooks: { platform: webhookSecret, connected: connectedSecret },
        stripeLivemode: false,
      },
      {
        now,
        pause: setTimeout,
        randomBytes: bytes,
        reportFault: (error, where) => void faults.push(`${where}: ${error}`),
      },
    );
  const deps = depsOf('market');
  const financeKey = newApiKey(bytes);
  await deps.commit([
    credentialWrites.create(financeKey.sha256, { role: 'finance', principalId: 'finance' }),
  ]);
  return {
    deps,
    /** The same, over a table of its own that is empty. */
    withTable: async (tableName: string) => {
      await createMarketTable(db, tableName, { streamed: false });
      return depsOf(tableName);
    },
    /** What AWS would bill of what is done here. */
    meter,
    stripe,
    standIn,
    faults,
    advanceSeconds: (seconds: number) => {
      clock += seconds * 1_000;
    },
    financeKey: financeKey.secret,
    finance: callerOf(financeRouter(deps), financeKey.secret),
    owner: (apiKey: string) => callerOf(ownerRouter(deps), apiKey),
    webhook: stripeRouter(deps),
    /** One of the stand-in's own routes: being the customer, the owner, the network. */
    atStripe: (path: string, body: object = {}) =>
      fetch(`${standIn.url}/_test${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }).then((reply) => reply.json()),
    close: async () => {
      await standIn.close();
      await s3Server.close();
      await dynamo.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Calls an API with a key; answers the status and the parsed body. */
export const callerOf = (api: Api, apiKey: string) => async (method: string, path: string, body?: object) => {
  const reply = await api.request(path, {
    method,
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: reply.status, body: await reply.json() };
};

export async function newOwner(rig: MoneyRig, { onboarded = true } = {}) {
  const { body } = await rig.finance('POST', '/v1/finance/owners', {
    name: 'Olga',
    tariffMicroUsdPerKwh: 187_000,
  });
  if (onboarded) await rig.atStripe(`/accounts/${body.stripeAccountId}/onboard`);
  return body as { ownerId: string; stripeAccountId: string; apiKey: string };
}

export async function newCustomer(rig: MoneyRig) {
  const { body } = await rig.finance('POST', '/v1/finance/customers', { name: 'Acme' });
  return body as { customerId: string; apiKey: string };
}

/** The customer goes through Stripe's page: the money is on the platform's balance, the ledger may not know. */
export async function payIn(
  rig: Pick<MoneyRig, 'deps' | 'atStripe'>,
  customerId: string,
  cents: number,
  method = 'pm_card_visa',
) {
  const checkout = await rig.deps.stripe.checkout.createCheckout({
    customerId,
    cents,
    publicUrl: 'http://127.0.0.1:1',
  });
  const paid = await rig.atStripe(`/checkout/sessions/${checkout.id}/pay`, { payment_method: method });
  return (paid as { payment_intent: string }).payment_intent;
}

/** With all entries chained, as the stream brings it about. */
export async function proofOf(rig: MoneyRig) {
  await journalAll(rig.deps);
  const { body } = await rig.finance('GET', '/v1/finance/proof');
  return body;
}
