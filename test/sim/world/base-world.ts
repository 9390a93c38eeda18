import { createHash } from 'node:crypto';
import { enrolDevice } from '../../../agent/device-enrolment.ts';
import { makeKeyPairs } from '../../../agent/device-file.ts';
import { credentialWrites } from '../../../functions/adapters/credentials.ts';
import { financePersonWrites } from '../../../functions/adapters/finance-people.ts';
import { depsOver } from '../../../functions/edge/deps.ts';
import { newApiKey } from '../../../functions/edge/new-secret.ts';
import { financeRights } from '../../../shared/finance-right.ts';
import { type Car, deviceOf, marketOf } from '../actors/car.ts';
import { faultPlan } from '../faults/fault-plan.ts';
import { copyMapOut } from '../model/values.ts';
import { type Cloud, openCloud } from './cloud.ts';
import { beginsAt, type Environment, productBytes, reseed, takeOver } from './environment.ts';
import { marketUrl, settingsOf, simPolicy, stripeHost } from './settings.ts';
import { type StripeState, stripeState } from './stripe.ts';
import { newTrace } from './trace.ts';

/** Whom every seed finds: people of finance, customers with money, owners with accounts, cars that are enrolled. */
export type BaseWorld = {
  items: readonly Record<string, unknown>[];
  /** Of the journal: its segments, by their keys. */
  objects: readonly { Bucket: string; Key: string; Body: Uint8Array }[];
  stripe: StripeState;
  financeKeys: readonly [string, string];
  operatorKey: string;
  customers: readonly { customerId: string; apiKey: string }[];
  owners: readonly { ownerId: string; apiKey: string; stripeAccountId: string }[];
  cars: readonly Omit<Car, 'disk'>[];
};

const hourMillis = 3_600_000;
const customersCount = 3;
/** This one has paid nothing in: it may owe. */
export const onAccount = 2;
const creditMicroUsd = 60_000_000;
const ownersCount = 3;
/** By owner: each has a car that is fast at both models. */
const carOwners = [0, 1, 2, 0, 1];
export const models = ['parkade-embed-1', 'parkade-dictionary-1'];

/** Made once in a process, through the market's own API, an hour before any seed begins. */
export async function makeBaseWorld(): Promise<BaseWorld> {
  const env = takeOver(beginsAt - hourMillis);
  const { fetch: realFetch } = globalThis;
  try {
    reseed(0);
    const trace = newTrace(env.now, env.now(), false);
    const cloud = openCloud({
      env,
      seed: 0,
      faults: faultPlan({ seed: 0, share: 0 }),
      trace,
      settings: await settingsOf(simPolicy, async () => Buffer.alloc(32, 5).toString('base64url')),
      stripe: {},
      onStep: () => {},
      onFault: (error, where) => {
        throw new Error(`The base world could not be made: ${where}`, { cause: error });
      },
    });
    globalThis.fetch = cloud.network.fetch;
    return await running(env, populate(env, cloud));
  } finally {
    globalThis.fetch = realFetch;
    env.giveBack();
  }
}

/** Lets time go on until that has come about. */
async function running<Value>(env: Environment, value: Promise<Value>): Promise<Value> {
  let isDone = false;
  const ended = value.finally(() => {
    isDone = true;
  });
  ended.catch(() => undefined);
  while (!isDone) await env.turn();
  return ended;
}

async function populate(env: Environment, cloud: Cloud): Promise<BaseWorld> {
  const { financeKeys, operatorKey } = await makePeople(env, cloud);
  const [financeKey] = financeKeys;
  const customers: BaseWorld['customers'][number][] = [];
  for (let no = 0; no < customersCount; no++) {
    const customer = await ask<{ customerId: string; apiKey: string }>(financeKey, '/finance/customers', {
      name: `Customer ${no}`,
    });
    customers.push(customer);
    if (no === onAccount) {
      await lendTo(customer.customerId, financeKeys);
      continue;
    }
    // A new customer's first money is limited, for no time at all.
    await new Promise<void>((resolve) => env.after(1_000, resolve));
    const session = await ask<{ checkout_session: string }>(customer.apiKey, '/top_ups', {
      amount_usd: 10,
      save_card: true,
    });
    await stripeTest(`/_test/checkout/sessions/${session.checkout_session}/pay`);
  }
  const owners: BaseWorld['owners'][number][] = [];
  for (let no = 0; no < ownersCount; no++) {
    const owner = await ask<BaseWorld['owners'][number]>(financeKey, '/finance/owners', {
      name: `Owner ${no}`,
      tariffMicroUsdPerKwh: 150_000,
    });
    await stripeTest(`/_test/accounts/${owner.stripeAccountId}/onboard`);
    owners.push(owner);
  }
  // Of its own: what banks take back is taken from all, and nobody's pay waits for it.
  await cloud.atStripe('POST', '/v1/topups', { amount: 50_000, currency: 'usd' });
  const cars: Omit<Car, 'disk'>[] = [];
  for (const ownerNo of carOwners)
    cars.push(await enrolCar(env, ownerNo, cars.length, owners[ownerNo]?.apiKey ?? ''));
  await pollUntilQuiet(env, cloud);
  return {
    items: [...cloud.table.items()]
      .map((image) => copyMapOut(image))
      .filter(({ sk }) => isLasting(String(sk)))
      // All of Stripe's that is of this world has been seen.
      .map((item) => (item.takenUntil === undefined ? item : { ...item, takenUntil: beginsAt - 60_000 })),
    objects: cloud.objects.keys('journal').flatMap((Key) => {
      const [latest] = cloud.objects.versions('journal', Key);
      return latest?.bytes ? [{ Bucket: 'journal', Key, Body: latest.bytes }] : [];
    }),
    stripe: withoutEvents(stripeState()),
    financeKeys,
    operatorKey,
    customers,
    owners,
    cars,
  };
}

/** What they told of is taken over. */
const withoutEvents = ({ objects = [], replies: _answered, ...state }: StripeState): StripeState => ({
  ...state,
  objects: objects.filter(({ kind }) => kind !== 'event'),
});

/** Notes of what is over are nothing that a seed could meet. */
const isLasting = (sk: string): boolean => !/^(STRIPE-EVENT|ENROLMENT|EVENT#|\d{15}#)/.test(sk);

/** The first people's keys, and an operator's, can't come from an API that wants one. */
async function makePeople(env: Environment, cloud: Cloud) {
  const deps = depsOver(cloud.plainClients(), await settingsOf(simPolicy, async () => ''), {
    now: env.now,
    pause: async () => undefined,
    randomBytes: productBytes,
    reportFault: () => {},
  });
  const secrets: string[] = [];
  for (const personId of ['finance', 'approver']) {
    const { secret } = newApiKey(productBytes);
    const keySha256 = createHash('sha256').update(secret).digest('hex');
    const person = { personId, name: personId, email: `${personId}@example.com`, may: financeRights };
    await deps.commit(financePersonWrites.create({ ...person, keySha256, createdAt: env.now() }));
    secrets.push(secret);
  }
  const { secret: operatorKey } = newApiKey(productBytes);
  const keySha256 = createHash('sha256').update(operatorKey).digest('hex');
  await deps.commit([credentialWrites.create(keySha256, { role: 'operator', principalId: 'operator' })]);
  return { financeKeys: secrets as [string, string], operatorKey };
}

/** It takes two people. */
async function lendTo(customerId: string, [maker, approver]: BaseWorld['financeKeys']): Promise<void> {
  const { id } = await ask<{ id: string }>(
    maker,
    `/finance/customers/${customerId}/terms`,
    { credit_limit_micro_usd: creditMicroUsd, invoice: 'monthly', email: 'books@example.com' },
    'PUT',
  );
  await ask(approver, `/finance/proposals/${id}/approve`, {});
}

async function enrolCar(env: Environment, ownerNo: number, no: number, ownerKey: string) {
  const { code } = await ask<{ code: string }>(ownerKey, '/owner/enrolment_codes', {});
  const keys = await makeKeyPairs();
  const deviceFile = { text: JSON.stringify({ ...keys, identity: null, seqReservedTo: 0 }) };
  const device = await deviceOf({ deviceFile }, env.now);
  const market = marketOf(device, env.now, env.now);
  await enrolDevice(
    { device, market },
    {
      code,
      hardwareClass: 'AI4',
      models: [...models],
      softwareVersion: '1.0.0',
      benchmarks: models.map((model) => ({ model, speed: 1, memoryMegabytes: 100 })),
    },
  );
  const { vehicleId = '' } = device.identity ?? {};
  return { name: `vehicle-${no}`, ownerNo, vehicleId, models, deviceFile };
}

/** All that follows from it has followed: the money is on the balances, and every entry is in the chain. */
async function pollUntilQuiet(env: Environment, cloud: Cloud): Promise<void> {
  await cloud.marketRoleOf('poll-stripe').any().functions.timers.pollStripe();
  await new Promise<void>((resolve) => env.after(20 * 60_000, resolve));
}

async function ask<Reply>(key: string, path: string, body: object, method = 'POST'): Promise<Reply> {
  const reply = await fetch(`${marketUrl}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  return (await reply.json()) as Reply;
}

async function stripeTest(path: string): Promise<void> {
  const reply = await fetch(`https://${stripeHost}${path}`, { method: 'POST' });
  if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
}
