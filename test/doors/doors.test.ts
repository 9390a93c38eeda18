import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Market, startMarket } from '../support/market-rig.ts';
import { ownerOf } from '../support/owner-api.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';
import { type Receiver, startReceiver } from '../support/webhook-receiver.ts';
import { describedRoutes, type Folder, routers } from './described-routes.ts';
import { foreignProblems, type Stranger, withKey } from './foreign-things.ts';
import { marketThings, strictPolicy } from './market-things.ts';
import { type Kind, looksLikeId, namedBy } from './named-fields.ts';
import { changesBetween, rawState } from './raw-state.ts';
import { type MarketThings, requestOf } from './requests.ts';
import { watchClients } from './seen-calls.ts';
import { type CustomerTenant, newTenant, type OwnerTenant, ownersThings } from './things.ts';
import { vehicleSender } from './vehicle-sender.ts';
import { type Apis, type Keys, keysOf, publicRoutes, wrongFor, wrongProblems } from './wrong-roles.ts';

const all = describedRoutes();
const of = (folder: Folder) => all.filter((route) => route.folder === folder);

let market: Market;
let receiver: Receiver;
let apis: Apis;
let customers: { victim: CustomerTenant; stranger: CustomerTenant };
let owners: { victim: OwnerTenant; stranger: OwnerTenant };
let revoked: TestVehicle;
let keys: Keys;
let named: MarketThings;

beforeAll(async () => {
  market = await startMarket({ policy: strictPolicy });
  receiver = await startReceiver();
  const { deps, clients, events, url } = market.cloud;
  apis = {
    customer: routers.customer(deps),
    vehicle: routers.vehicle(deps),
    owner: routers.owner(deps),
    finance: routers.finance(deps),
    operator: routers.operator(deps),
    stripe: routers.stripe(deps),
  };
  customers = { victim: await newTenant(market, receiver), stranger: await newTenant(market, receiver) };
  await events.drain();
  owners = { victim: await ownersThings(market, 0, 1), stranger: await ownersThings(market, 1, 1) };
  revoked = await market.vehicle(0, ['parkade-embed-1']);
  await ownerOf(url, owners.victim.apiKey)('POST', `/v1/owner/vehicles/${revoked.vehicleId}/revoke`);
  named = await marketThings(market, customers.victim);
  keys = await keysOf(market, { ...customers.victim, ...owners.victim });
  await events.drain();
  watchClients(clients);
});
afterAll(async () => {
  await receiver.close();
  await market.close();
});

/** Runs `calls`; what lies otherwise afterwards than before, but for what may. */
async function changesBy(calls: () => Promise<void>, mayChange: RegExp): Promise<string[]> {
  await market.cloud.events.drain();
  const before = await rawState(market);
  await calls();
  await market.cloud.events.drain();
  return changesBetween(before, await rawState(market), (name) => mayChange.test(name));
}

test('whatever looks like an id is known to be one, or known to be none', () => {
  const unknown = all.flatMap((route) =>
    route.fields
      .filter(({ at }) => looksLikeId(route, at) && namedBy(route, at) === undefined)
      .map(({ at }) => `${route.folder}: ${route.name}: ${at}`),
  );
  expect([...new Set(unknown)], 'They have no line in test/doors/named-fields.ts').toEqual([]);
  expect(all.length).toBeGreaterThan(160);
});

/** The stranger's own calls, each with one name of the victim's, changed nothing and told nothing. */
async function expectClosed(
  folder: Folder,
  tenants: { victim: Stranger; stranger: Stranger },
  {
    mayChange = /^(RATE#|CREDENTIAL#)/,
    ...more
  }: { mayChange?: RegExp; kinds?: readonly Kind[]; statuses?: readonly number[] } = {},
): Promise<void> {
  const problems: string[] = [];
  const changes = await changesBy(async () => {
    problems.push(
      ...(await foreignProblems(apis[folder], { routes: of(folder), market: named, ...more, ...tenants })),
    );
  }, mayChange);
  expect(problems).toEqual([]);
  expect(changes).toEqual([]);
}

test("another customer's thing is nobody's: the same answer, the same reads, no write", async () => {
  const { victim, stranger } = customers;
  const send = withKey(stranger.apiKey);
  await expectClosed('customer', { victim: { ...victim, send }, stranger: { ...stranger, send } });
});

test("another project's key or project is nobody's to a key of one project", async () => {
  const send = withKey(keys.ofOneProject);
  const { things } = customers.victim;
  const own = { ...things, project: 'default' };
  await expectClosed(
    'customer',
    { victim: { things, send }, stranger: { things: own, send } },
    // To archive one takes a key of the organisation, whichever it is.
    { kinds: ['key', 'project'], statuses: [403, 404] },
  );
});

test("another owner's vehicle, beneficiary or charter is nobody's", async () => {
  const { victim, stranger } = owners;
  const send = withKey(stranger.apiKey);
  const things = { ...victim.things, charter: '2' };
  await expectClosed('owner', { victim: { things, send }, stranger: { ...stranger, send } });
});

test("another vehicle's lease is nobody's", async () => {
  const { victim, stranger } = owners;
  const send = vehicleSender(market, stranger.vehicle);
  const ownState = new RegExp(`^(VEHICLE#${stranger.vehicle.vehicleId} |FLEET#)`);
  await expectClosed(
    'vehicle',
    { victim: { ...victim, send }, stranger: { ...stranger, send } },
    { mayChange: ownState },
  );
});

test('no route is carried out for a wrong role, right, scope, key or proof, and none leaves anything behind', async () => {
  const things = { ...customers.victim.things, ...owners.victim.things };
  const cars = { market, right: owners.victim.vehicle, other: owners.stranger.vehicle, revoked };
  const tries = all.flatMap((route) =>
    wrongFor(route, keys, cars).map((wrong) => ({ route, request: requestOf(route, things, named), wrong })),
  );
  const asking = new Set(tries.map(({ route }) => route.name));
  const open = all.map(({ name }) => name).filter((name) => !asking.has(name));
  expect(new Set(open), 'They ask for nothing').toEqual(publicRoutes);
  const problems: string[] = [];
  // Of finance, refusals are told in the trail.
  const changes = await changesBy(async () => {
    for (const each of tries) problems.push(...(await wrongProblems(apis, each)));
  }, /^(AUDIT#|CREDENTIAL#)/);
  expect(problems).toEqual([]);
  expect(changes).toEqual([]);
  expect(tries.length).toBeGreaterThan(1_200);
  expect(market.faults).toEqual([]);
});

/** A thing is looked at, then changed, then ended. */
const order = (name: string) =>
  ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].findIndex((method) => name.startsWith(method)) +
  (/\/(cancel|complete|archive|rotate|revoke|reject)$|\/erasure$/.test(name) ? 10 : 0);

test("the same requests with one's own names are carried out: none was refused for being no request", async () => {
  const things = { ...customers.stranger.things, ...owners.stranger.things };
  const senders: Partial<Record<Folder, Stranger['send']>> = {
    customer: withKey(customers.stranger.apiKey),
    owner: withKey(owners.stranger.apiKey),
    finance: withKey(market.financeKey),
    operator: withKey(keys.good.operator),
  };
  const refused = new Map<string, string>();
  for (const route of [...all].sort((a, b) => order(a.name) - order(b.name))) {
    const send = senders[route.folder];
    if (!send || isLive.test(route.name)) continue;
    const reply = await send(apis[route.folder], route, requestOf(route, things, named));
    const text = await reply.text();
    // In a state in which it can't be: that is judged after who asks.
    if (reply.status >= 400 && reply.status !== 409) refused.set(route.name, `${reply.status} ${text}`);
  }
  const unexpected = [...refused].filter(([name, told]) => !told.includes(refusedFor[name] ?? 'nothing'));
  expect(unexpected).toEqual([]);
});

/** A live call waits for a vehicle; that it is let in its own tests tell. */
const isLive = /^POST \/v1\/(chat\/completions|completions|embeddings|responses)$/;

/** Refused for how the thing stands, not for whose it is; most are decided on by another person than made them. */
const refusedFor: Readonly<Record<string, string>> = {
  'GET /v1/owner/statements/{month}': 'There are statements from',
  'GET /v1/owner/erasure': 'You did not ask to be erased',
  'POST /v1/uploads/{uploadId}/parts': 'The file is too large',
  'POST /v1/uploads/{uploadId}/cancel': 'is completed',
  'POST /v1/responses/{responseId}/cancel': '404',
  'POST /v1/finance/people/{person_id}/approve': 'second_person_wanted',
  'POST /v1/finance/invoices/{invoice_id}/void': 'No invoice found',
  'POST /v1/finance/invoices/{invoice_id}/uncollectible': 'No invoice found',
  'POST /v1/finance/customers/{customer_id}/thaw': 'is not frozen by finance',
  'POST /v1/finance/payout_runs/{run_id}/approve': 'second_person_wanted',
  'POST /v1/finance/charge_refunds/{refund_id}/approve': 'second_person_wanted',
  'POST /v1/finance/proposals/{proposal_id}/approve': 'second_person_wanted',
  'POST /v1/finance/exceptions/{exception_id}/approve': 'second_person_wanted',
};
