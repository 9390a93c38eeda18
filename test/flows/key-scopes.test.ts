import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { customerRouter } from '../../functions/customer/router.ts';
import { neededScope, scopes } from '../../shared/scope.ts';
import { type CustomerApi, customerApi, newKey, refusedWith } from '../support/customer-api.ts';
import { type Market, startMarket } from '../support/market-rig.ts';

let market: Market;
let organization: CustomerApi;
beforeAll(async () => {
  market = await startMarket();
  organization = customerApi(market, market.customerKey);
});
afterAll(() => market.close());

const keyBy = (by: CustomerApi, asked: object = {}) => newKey(market, by, asked);

describe('scopes', () => {
  test('a key without the scope is refused, and told which one it lacks', async () => {
    const reader = await keyBy(organization, { scopes: ['files.read'] });
    await reader.api.openai.files.list();
    await reader.api.openai.models.list();
    const embedding = reader.api.openai.embeddings.create({ model: 'parkade-embed-1', input: 'a car' });
    expect(await refusedWith(embedding.then())).toMatchObject({
      status: 403,
      code: 'missing_scope',
      message: expect.stringContaining('inference'),
    });
    for (const path of ['/batches', '/api_keys', '/projects', '/usage', '/balance'])
      expect((await reader.api.get(path)).status).toBe(403);
    expect((await reader.api.post('/top_ups', { amount_usd: 20 })).status).toBe(403);
  });

  test('every route has a rule, and a path without one is closed to a key that may do everything', async () => {
    const routes = customerRouter(market.cloud.deps).routes.filter(
      ({ method, path }) => method !== 'ALL' && path.startsWith('/v1/') && path !== '/v1/openapi.json',
    );
    expect(routes.length).toBeGreaterThan(20);
    const open = routes.filter(({ method, path }) => neededScope(method, path) === undefined);
    expect(open.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
    expect((await organization.get('/no_such_route')).status).toBe(404);
    expect(neededScope('GET', '/v1/filesystem')).toBeUndefined();
  });

  test('a key can’t make or rotate a key that may do more than itself', async () => {
    const manager = await keyBy(organization, { scopes: ['keys.read', 'keys.write', 'files.read'] });
    expect(
      await manager.api.post('/api_keys', { name: 'More', scopes: ['files.read', 'inference'] }),
    ).toMatchObject({
      status: 403,
      body: {
        error: { code: 'missing_scope', param: 'scopes', message: expect.stringContaining('inference') },
      },
    });
    const strong = await keyBy(organization, { scopes: [...scopes] });
    expect((await manager.api.post(`/api_keys/${strong.id}/rotate`)).status).toBe(403);
    const made = await keyBy(manager.api);
    expect(made.scopes).toEqual(['files.read']);
  });
});

describe('a key of one project', () => {
  test('makes keys of that project alone, and sees no others', async () => {
    const [mine, other] = await Promise.all(
      ['Mine', 'Other'].map(
        async (name) => (await organization.post('/projects', { name })).body.id as string,
      ),
    );
    const all = { scopes: [...scopes] };
    const key = await keyBy(organization, { ...all, project_id: mine });
    const foreign = await keyBy(organization, { ...all, project_id: other });
    expect(key).toMatchObject({ reach: 'project', project_id: mine });
    expect((await keyBy(key.api)).project_id).toBe(mine);
    expect((await key.api.post('/api_keys', { name: 'x', project_id: other })).status).toBe(404);
    for (const id of [foreign.id, (await organization.get('/api_keys')).body.last_id]) {
      expect((await key.api.get(`/api_keys/${id}`)).status).toBe(404);
      expect((await key.api.delete(`/api_keys/${id}`)).status).toBe(404);
      expect((await key.api.post(`/api_keys/${id}/rotate`)).status).toBe(404);
    }
    const seen = (await key.api.get('/api_keys')).body.data as { project_id: string }[];
    expect(new Set(seen.map(({ project_id }) => project_id))).toEqual(new Set([mine]));
    expect((await key.api.post('/projects', { name: 'New' })).status).toBe(403);
    expect((await key.api.post(`/projects/${mine}/archive`)).status).toBe(403);
    expect((await key.api.get('/projects')).body.data.map(({ id }: { id: string }) => id)).toEqual([mine]);
  });
});
