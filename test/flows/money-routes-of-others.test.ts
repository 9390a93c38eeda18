import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialWrites } from '../../functions/adapters/credentials.ts';
import { customerRouter } from '../../functions/customer/router.ts';
import { newApiKey } from '../../functions/edge/new-secret.ts';
import { financeRouter } from '../../functions/finance/router.ts';
import { ownerRouter } from '../../functions/owner/router.ts';
import type { FinanceRight } from '../../shared/finance-right.ts';
import { callerOf, newCustomer, newOwner } from '../support/money-rig.ts';
import { type PayoutsRig, startPayouts } from '../support/payouts-rig.ts';

let rig: PayoutsRig;
beforeAll(async () => {
  rig = await startPayouts();
});
afterAll(() => rig.close());

type Route = { method: string; path: string };

const routesOf = ({ routes }: { routes: readonly Route[] }): Route[] => [
  ...new Map(
    routes
      // What an API tells of itself needs no key.
      .filter(({ method, path }) => method !== 'ALL' && !path.endsWith('/openapi.json'))
      .map(({ method, path }) => [`${method} ${path}`, { method, path }]),
  ).values(),
];

const named = (path: string, ids: Readonly<Record<string, string>>) =>
  path.replace(/:(\w+)/g, (_whole, name: string) => ids[name] ?? 'x');

/** A person of finance with these rights, as what every route answers to them. */
async function statusesFor(may: readonly FinanceRight[]): Promise<Map<string, number>> {
  const api = financeRouter(rig.deps);
  const key = newApiKey(rig.deps.randomBytes);
  await rig.deps.commit([
    credentialWrites.create(key.sha256, { role: 'finance', principalId: `fin_${may.join('_')}`, may }),
  ]);
  return statusesOf(api, key.secret);
}

async function statusesOf(api: ReturnType<typeof financeRouter>, secret: string) {
  const statuses = new Map<string, number>();
  for (const { method, path } of routesOf(api)) {
    const reply = await api.request(named(path, {}), {
      method,
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      ...(method !== 'GET' && { body: '{}' }),
    });
    await reply.text();
    statuses.set(`${method} ${path}`, reply.status);
  }
  return statuses;
}

const namesWith = (statuses: Map<string, number>, status: number) =>
  [...statuses].filter(([, each]) => each === status).map(([name]) => name);

const isDecision = (name: string) => /\/(approve|reject)$/.test(name);
const isReject = (name: string) => name.endsWith('/reject');
const isOfPeople = (name: string) => /^(POST|DELETE) \/v1\/finance\/people/.test(name);

test('every route of finance asks for its right: who may only look changes nothing, who makes decides on nothing', async () => {
  const all = routesOf(financeRouter(rig.deps)).map(({ method, path }) => `${method} ${path}`);
  expect(all.length).toBeGreaterThan(55);
  const changes = all.filter((name) => !name.startsWith('GET '));
  const refused = async (...may: FinanceRight[]) => namesWith(await statusesFor(may), 403);
  expect(await refused('read')).toEqual(changes);
  expect(await refused('read', 'make')).toEqual(
    // Who makes may take an own proposal back.
    changes.filter((name) => (isDecision(name) && !isReject(name)) || isOfPeople(name)),
  );
  expect(await refused('read', 'approve')).toEqual(
    changes.filter((name) => !isDecision(name) || isOfPeople(name)),
  );
  expect(await refused('read', 'people')).toEqual(changes.filter((name) => !isOfPeople(name)));
  // Without the right to look nothing is seen either.
  expect(await refused('make')).toEqual(
    expect.arrayContaining(all.filter((name) => name.startsWith('GET '))),
  );
});

test("no route of finance takes a customer's or an owner's key", async () => {
  const keys = [(await newCustomer(rig)).apiKey, (await newOwner(rig)).apiKey];
  for (const key of keys) {
    const statuses = await statusesOf(financeRouter(rig.deps), key);
    expect(new Set(statuses.values())).toEqual(new Set([401]));
  }
});

test("another's top-up, refund or invoice is not there for a stranger, whatever is asked of it", async () => {
  const api = customerRouter(rig.deps);
  const [victim, stranger] = [await newCustomer(rig), await newCustomer(rig)];
  const mine = callerOf(api, victim.apiKey);
  const { body: topUp } = await mine('POST', '/v1/top_ups', { amount_usd: 20 });
  await rig.atStripe(`/checkout/sessions/${topUp.checkout_session}/pay`);
  await rig.poll();
  const { body: refunds } = await mine('POST', '/v1/refunds', { amount_usd: 1 });
  await rig.maker('PUT', `/v1/finance/customers/${victim.customerId}/terms`, {
    credit_limit_micro_usd: 1_000_000,
    invoice: 'monthly',
    email: 'books@example.com',
  });
  const ids: Record<string, string> = { topUpId: topUp.id, refundId: refunds.data[0].id };
  const isOfMoney = ({ path }: Route) =>
    /^\/v1\/(balance|top_ups|auto_top_up|refunds|invoices)(\/|$)/.test(path);
  const routes = routesOf(api).filter(isOfMoney);
  expect(routes.length).toBeGreaterThan(9);
  const before = await seenBy(mine);
  const theirs = callerOf(api, stranger.apiKey);
  for (const { method, path } of routes) {
    const reply = await theirs(method, named(path, ids), method === 'GET' ? undefined : {});
    if (path.includes(':')) expect([method, path, reply.status]).toEqual([method, path, 404]);
    expect(JSON.stringify(reply.body)).not.toContain(victim.customerId);
  }
  for (const [path, after] of [
    ['/v1/top_ups', topUp.id],
    ['/v1/refunds', refunds.data[0].id],
    ['/v1/invoices', `${victim.customerId}-1`],
  ])
    expect((await theirs('GET', `${path}?after=${after}`)).status).toBe(400);
  expect(await seenBy(mine)).toEqual(before);
});

async function seenBy(call: ReturnType<typeof callerOf>) {
  const paths = ['balance', 'top_ups', 'auto_top_up', 'refunds', 'invoices'];
  return Promise.all(paths.map(async (path) => (await call('GET', `/v1/${path}`)).body));
}

test('an owner sees the payouts of its own alone, wherever the list begins', async () => {
  const [victim, other] = [await newOwner(rig), await newOwner(rig)];
  await rig.earn(victim.ownerId, 40_000_000n);
  rig.advanceSeconds(15 * 86_400);
  await rig.payOut();
  const api = ownerRouter(rig.deps);
  expect((await callerOf(api, victim.apiKey)('GET', '/v1/owner/payouts')).body.data).toHaveLength(1);
  const theirs = callerOf(api, other.apiKey);
  for (const query of ['', '?after=2', '?after=100&limit=100', `?owner_id=${victim.ownerId}`])
    expect((await theirs('GET', `/v1/owner/payouts${query}`)).body).toMatchObject({
      data: [],
      has_more: false,
    });
});
