import { randomBytes } from 'node:crypto';
import pMap from 'p-map';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { leaksIn, rawText } from '../support/leak-watch.ts';
import {
  definitionLine,
  definitions,
  embeddingLine,
  type Market,
  startMarket,
} from '../support/market-rig.ts';
import { type Receiver, startReceiver } from '../support/webhook-receiver.ts';
import { type DescribedRoute, describedRoutes, type Folder, routers } from './described-routes.ts';
import { withKey } from './foreign-things.ts';
import { marketThings, strictPolicy } from './market-things.ts';
import { type MarketThings, requestOf, withField } from './requests.ts';
import { mayStand, storedFields } from './stored-fields.ts';
import { type CustomerTenant, newTenant, type OwnerTenant, ownersThings } from './things.ts';
import { vehicleSender } from './vehicle-sender.ts';
import { hearWritten, type WrittenText } from './written-places.ts';
import type { Apis } from './wrong-roles.ts';

let market: Market;
let receiver: Receiver;
let apis: Apis;
let customer: CustomerTenant;
let owner: OwnerTenant;
let named: MarketThings;
let written: WrittenText[];
const canaries = new Map<string, { route: string; field: string }>();
const logged: string[] = [];

beforeAll(async () => {
  market = await startMarket({ policy: strictPolicy });
  receiver = await startReceiver();
  const { deps, clients, events } = market.cloud;
  apis = {
    customer: routers.customer(deps),
    vehicle: routers.vehicle(deps),
    owner: routers.owner(deps),
    finance: routers.finance(deps),
    operator: routers.operator(deps),
    stripe: routers.stripe(deps),
  };
  customer = await newTenant(market, receiver);
  await events.drain();
  owner = await ownersThings(market, 0, 1);
  named = await marketThings(market, customer);
  // No vehicle is there any more: a live call is refused at once, instead of waiting for one.
  market.advanceSeconds(300);
  for (const name of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, name).mockImplementation((...words: unknown[]) => void logged.push(words.join(' ')));
  written = hearWritten(clients);
});
afterAll(async () => {
  vi.restoreAllMocks();
  await receiver.close();
  await market.close();
});

const canary = (about: { route: string; field: string }) => {
  const text = `canary${randomBytes(9).toString('hex')}`;
  canaries.set(text, about);
  return text;
};

/** It takes any text: a customer, an owner, a vehicle or a person of finance may write anything there. */
const freeTexts = ({ fields }: DescribedRoute): string[] => [
  ...new Set(
    fields
      .filter(
        ({ at, schema: { type, enum: words, const: word, format, pattern, maxLength = 100 } }) =>
          type === 'string' &&
          words === undefined &&
          word === undefined &&
          (format === undefined || format === 'email') &&
          (pattern === undefined || format === 'email' || wordy.test(at)) &&
          maxLength >= 24 &&
          !at.startsWith('header.'),
      )
      .map(({ at }) => at),
  ),
];

/** Patterns that a canary fits. */
const wordy = /grant_id|json_schema\.name|function\.name/;

test('a canary in every field of every request is nowhere but where that field may stand', async () => {
  const things = { ...customer.things, ...owner.things };
  const senders = {
    customer: withKey(customer.apiKey),
    owner: withKey(owner.apiKey),
    finance: withKey(market.financeKey),
    operator: withKey(market.operatorKey),
    vehicle: vehicleSender(market, owner.vehicle),
  };
  const failed: string[] = [];
  const plantsOf = (route: DescribedRoute) => {
    const send = senders[route.folder as keyof typeof senders];
    if (!send || endsIt.test(route.name)) return [];
    return freeTexts(route).map((field) => async () => {
      const text = canary({ route: route.name, field: `${route.folder} ${field}` });
      const request = withField(route, requestOf(route, things, named), field, fitted(field, text));
      const reply = await send(apis[route.folder], route, request);
      const told = await reply.text();
      if (reply.status >= 500 && reply.status !== 503) failed.push(`${route.name} ${field}: ${told}`);
    });
  };
  const ofRoutes = (isWanted: (route: DescribedRoute) => boolean) =>
    describedRoutes().filter(isWanted).flatMap(plantsOf);
  const plants = ofRoutes(({ folder }) => folder !== 'vehicle');
  expect(plants.length).toBeGreaterThan(150);
  await pMap(plants, (plant) => plant(), { concurrency: 16 });
  // A vehicle's calls are numbered, and made one after the other.
  for (const plant of ofRoutes(({ folder }) => folder === 'vehicle')) await plant();
  expect(failed).toEqual([]);
  await market.cloud.events.drain();
});

/** As the field takes it. */
function fitted(field: string, text: string): string {
  if (field.endsWith('email')) return `${text}@example.com`;
  return field.endsWith('.url') ? `${receiver.url}/${text}` : text;
}

/** What ends what the others are planted through. */
const endsIt = /^POST \/v1\/owner\/erasure|^DELETE |\/(revoke|quarantine)$/;

test('what is asked in batches and answered to them is sealed all along its way', async () => {
  const vehicle = await market.vehicle(0, ['parkade-embed-1', 'parkade-dictionary-1']);
  const of = (field: string) => canary({ route: 'a batch file', field: `line ${field}` });
  const chat = definitionLine(of('custom_id'), 'harbor');
  const embedding = embeddingLine(of('custom_id'), of('input'));
  await market.submit([{ ...chat, body: { ...chat.body, user: of('user') } }]);
  await market.submit([{ ...embedding, body: { ...embedding.body, user: of('user') } }]);
  const outputs = definitions().harbor ?? '';
  expect(outputs.length).toBeGreaterThan(20);
  canaries.set(outputs, { route: 'a batch file', field: 'line output' });
  await market.work(vehicle);
  await market.cloud.events.drain();
});

test('a secret in a header is told nowhere', async () => {
  const secret = canary({ route: 'any', field: 'header authorization' });
  const key = canary({ route: 'any', field: 'header idempotency-key' });
  for (const folder of ['customer', 'owner', 'finance', 'operator', 'vehicle', 'stripe'] as Folder[])
    for (const { path } of describedRoutes()
      .filter((route) => route.folder === folder)
      .slice(0, 3))
      await apis[folder].request(path, {
        method: 'POST',
        headers: {
          ...{ authorization: `Bearer ${secret}`, 'vehicle-proof': `${secret}.${secret}.${secret}` },
          ...{ 'stripe-signature': `t=1,v1=${secret}`, 'x-parkade-origin': secret, cookie: secret },
        },
        body: '{}',
      });
  const headers = { authorization: `Bearer ${customer.apiKey}`, 'idempotency-key': key };
  const init = {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: '{"name":"K"}',
  };
  expect((await apis.customer.request('/v1/api_keys', init)).status).toBe(200);
});

/** All that was heard, but what customers' files hold. */
const heard = (): WrittenText[] => [
  ...written,
  ...[...market.faults, ...logged].map((text) => ({ place: 'log' as const, text })),
  ...receiver.received.map(({ body }) => ({ place: 'webhook' as const, text: body })),
];

const leaksOf = ({ place, text }: WrittenText): string[] =>
  [...canaries].flatMap(([seen, { field, route }]) =>
    text.includes(seen) && !mayStand(field, place)
      ? [`${field} in ${place}, of ${route}: ${text.slice(0, 300)}`]
      : [],
  );

test('after all of this each canary stands only where its field may', () => {
  const all = heard();
  expect(all.filter(({ place }) => place === 'queue').length).toBeGreaterThan(10);
  expect(all.filter(({ place }) => place === 'tasks bucket').length).toBeGreaterThan(0);
  const byField = new Map(all.flatMap(leaksOf).map((leak) => [leak.split(', of')[0], leak]));
  expect([...byField.values()]).toEqual([]);
  expect(fieldsSeen(all)).toEqual(storedFields);
});

/** A field that is stored, and none that is not any more, has its line. */
const fieldsSeen = (all: readonly WrittenText[]) =>
  [
    ...new Set(
      [...canaries].flatMap(([seen, { field }]) =>
        all.some(({ text }) => text.includes(seen)) ? field : [],
      ),
    ),
  ].sort();

test('the look at the end of each market finds what leaked', async () => {
  const parts = (...words: string[]) => words.join('');
  const leaked = {
    'an API key': parts('pk_', 'test_', 'a'.repeat(32)),
    "a webhook's signing secret": parts('wh', 'sec_', 'b'.repeat(32)),
    "a key of Stripe's": parts('rk', '_test_', 'c'.repeat(24)),
    'the signature of a presigned URL': parts('?X-Amz-', 'Signature=00'),
    'an Authorization header': parts('Bea', 'rer ', 'd'.repeat(40)),
    "a device's private key": parts('"d":"', 'e'.repeat(43), '"'),
    'a payload (the heron waits)': 'the heron waits',
  };
  for (const [what, text] of Object.entries(leaked)) {
    const found = leaksIn(
      [{ where: 'queue', text: `{"x":"${text}"}` }],
      new Map([['the heron waits', 'a payload']]),
    );
    expect(found, what).toHaveLength(1);
    expect(found[0]).toContain(`${what} in queue`);
  }
  expect(leaksIn([{ where: 'queue', text: '{"keyId":"key_01"}' }], new Map())).toEqual([]);
});

test('a key among bytes is found, and bytes that look like one by chance, once they are encoded, are none', () => {
  const leaksOf = (bytes: Buffer) =>
    leaksIn([{ where: 'table', text: rawText({ it: new Uint8Array(bytes) }) }], new Map());
  const key = ['pk', 'test', 'a'.repeat(32)].join('_');
  expect(leaksOf(Buffer.from(`: ${key}`))).toHaveLength(1);
  const chance = Buffer.from(['-pk', 'a'.repeat(32)].join('_'), 'base64url');
  expect(chance.toString('base64url')).toContain(['-pk', 'a'].join('_'));
  expect(leaksOf(chance)).toEqual([]);
});
