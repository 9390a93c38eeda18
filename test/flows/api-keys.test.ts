import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { workScopes } from '../../shared/scope.ts';
import {
  type CustomerApi,
  customerApi,
  newKey as keyMadeBy,
  newCustomer,
  refusedWith,
} from '../support/customer-api.ts';
import { type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
let organization: CustomerApi;
beforeAll(async () => {
  market = await startMarket();
  organization = customerApi(market, market.customerKey);
});
afterAll(async () => {
  await market.expectSound();
  await market.close();
});

const unix = () => Math.floor(market.now() / 1_000);

const newKey = (asked: object = {}, by = organization) => keyMadeBy(market, by, asked);

describe('a key', () => {
  test('is shown once, kept as a hash, and told by its prefix and last four characters', async () => {
    const key = await newKey();
    expect(key.value).toMatch(/^pk_test_[\w-]{32}$/);
    const { body } = await organization.get(`/api_keys/${key.id}`);
    expect(body).toMatchObject({
      object: 'api_key',
      redacted: `pk_test_...${key.value.slice(-4)}`,
      status: 'active',
      reach: 'organization',
      project_id: 'default',
      scopes: workScopes,
      expires_at: null,
      last_used_at: null,
    });
    expect(JSON.stringify(body)).not.toContain(key.value);
    expect((await organization.get('/api_keys?limit=1')).body.data[0]).toEqual(body);
  });

  test('tells when it was last used, to a quarter of an hour', async () => {
    const key = await newKey();
    await key.api.openai.files.list();
    const first = (await organization.get(`/api_keys/${key.id}`)).body.last_used_at;
    expect(first).toBeGreaterThanOrEqual(unix() - 60);
    market.advanceSeconds(14 * 60);
    await key.api.openai.files.list();
    expect((await organization.get(`/api_keys/${key.id}`)).body.last_used_at).toBe(first);
    market.advanceSeconds(2 * 60);
    await key.api.openai.files.list();
    expect((await organization.get(`/api_keys/${key.id}`)).body.last_used_at).toBeGreaterThan(first);
  });

  test('that expired is refused and says so', async () => {
    const key = await newKey({ expires_at: unix() + 60 });
    await key.api.openai.files.list();
    market.advanceSeconds(61);
    expect(await refusedWith(key.api.openai.files.list().then())).toMatchObject({
      status: 401,
      code: 'invalid_api_key',
      message: expect.stringContaining('expired'),
    });
    expect((await organization.get(`/api_keys/${key.id}`)).body.status).toBe('expired');
    expect((await organization.post(`/api_keys/${key.id}/rotate`)).status).toBe(409);
  });

  test('that is revoked is refused from the next call on, in its grace too, and stays in the list', async () => {
    const key = await newKey();
    const rotated = customerApi(market, (await organization.post(`/api_keys/${key.id}/rotate`)).body.value);
    await Promise.all([key.api.openai.files.list(), rotated.openai.files.list()]);
    for (const _twice of [1, 2])
      expect(await organization.delete(`/api_keys/${key.id}`)).toMatchObject({
        status: 200,
        body: { id: key.id, object: 'api_key', deleted: true },
      });
    for (const { openai } of [key.api, rotated])
      expect(await refusedWith(openai.files.list().then())).toMatchObject({
        status: 401,
        code: 'invalid_api_key',
      });
    expect((await organization.get(`/api_keys/${key.id}`)).body).toMatchObject({
      status: 'revoked',
      previous: null,
    });
  });
});

describe('a rotated key', () => {
  test('has two secrets until the grace ends, then the new one alone; it is the same key', async () => {
    const key = await newKey();
    const rotated = (await organization.post(`/api_keys/${key.id}/rotate`, { grace_seconds: 3_600 })).body;
    expect(rotated).toMatchObject({ id: key.id, previous: { redacted: key.redacted } });
    expect(rotated.value).not.toBe(key.value);
    const successor = customerApi(market, rotated.value);
    await Promise.all([key.api.openai.files.list(), successor.openai.files.list()]);
    market.advanceSeconds(3_601);
    expect(await refusedWith(key.api.openai.files.list().then())).toMatchObject({
      status: 401,
      message: expect.stringContaining('rotated'),
    });
    await successor.openai.files.list();
  });

  test('that is rotated again ends the secret that was in its grace: two live, not three', async () => {
    const key = await newKey();
    const second = (await organization.post(`/api_keys/${key.id}/rotate`)).body;
    const third = (await organization.post(`/api_keys/${key.id}/rotate`)).body;
    const statuses = await Promise.all(
      [key, second, third].map(async ({ value }) => (await customerApi(market, value).get('/files')).status),
    );
    expect(statuses).toEqual([401, 200, 200]);
  });

  test('with no grace ends the leaked secret at once', async () => {
    const key = await newKey();
    await organization.post(`/api_keys/${key.id}/rotate`, { grace_seconds: 0 });
    expect((await key.api.get('/files')).status).toBe(401);
  });

  test('of ten rotations at once the losers are told, and exactly two secrets live', async () => {
    const key = await newKey();
    const all = await Promise.all(
      Array.from({ length: 10 }, () => organization.post(`/api_keys/${key.id}/rotate`)),
    );
    const made = all.filter(({ status }) => status === 200).map(({ body }) => body.value as string);
    expect(all.every(({ status }) => status === 200 || status === 409)).toBe(true);
    const alive = await Promise.all(
      [key.value, ...made].map(async (value) => (await customerApi(market, value).get('/files')).status),
    );
    expect(alive.filter((status) => status === 200)).toHaveLength(2);
  });
});

describe('bad input', () => {
  test.each([
    ['without a name', {}, 'name'],
    ['with an unknown scope', { name: 'x', scopes: ['everything'] }, 'scopes.0'],
    ['with no scope at all', { name: 'x', scopes: [] }, 'scopes'],
    ['with a past expiry', { name: 'x', expires_at: 1_000 }, 'expires_at'],
    ['with an unknown parameter', { name: 'x', role: 'admin' }, ''],
  ])('a key %s is refused', async (_what, body, param) => {
    expect(await organization.post('/api_keys', body)).toMatchObject({
      status: 400,
      body: { error: { param: param || null } },
    });
  });

  test('the last key that can make keys can’t be revoked', async () => {
    const alone = customerApi(market, (await newCustomer(market)).apiKey);
    const [first] = (await alone.get('/api_keys')).body.data;
    await newKey({}, alone);
    expect(await alone.delete(`/api_keys/${first.id}`)).toMatchObject({
      status: 409,
      body: { error: { code: 'conflict' } },
    });
    await newKey({ scopes: ['keys.write'] }, alone);
    expect((await alone.delete(`/api_keys/${first.id}`)).status).toBe(200);
  });

  test('another customer’s key and project are not found', async () => {
    const stranger = customerApi(market, (await newCustomer(market)).apiKey);
    const key = await newKey();
    expect((await stranger.get(`/api_keys/${key.id}`)).status).toBe(404);
    expect((await stranger.post(`/api_keys/${key.id}/rotate`)).status).toBe(404);
    expect((await stranger.delete(`/api_keys/${key.id}`)).status).toBe(404);
    const project = (await organization.post('/projects', { name: 'Mine' })).body.id;
    expect((await stranger.post('/api_keys', { name: 'x', project_id: project })).status).toBe(404);
    expect((await key.api.get('/files')).status).toBe(200);
  });

  test('a replay under an Idempotency-Key never shows the secret again', async () => {
    const headers = { 'idempotency-key': 'make-a-key' };
    const first = await organization.post('/api_keys', { name: 'Once' }, headers);
    const again = await organization.post('/api_keys', { name: 'Once' }, headers);
    expect(first.body.value).toMatch(/^pk_test_/);
    expect(again.headers.get('idempotent-replayed')).toBe('true');
    expect(again.body).toEqual({ ...first.body, value: null });
  });
});
