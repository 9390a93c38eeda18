import { toFile } from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ParkadeBatch } from '../../local/demo/run-batches.ts';
import { demoPolicy } from '../../shared/policy.ts';
import { availableOf } from '../support/available-of.ts';
import { type CustomerApi, customerApi, newCustomer, topUp } from '../support/customer-api.ts';
import { embeddingLine, type Market, startMarket } from '../support/market-rig.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

/** Every batch here holds and costs exactly the minimum. */
const costMicroUsd = 10_000;

let market: Market;
let vehicle: TestVehicle;
let organization: CustomerApi;
beforeAll(async () => {
  market = await startMarket({
    policy: { ...demoPolicy, auditShare: 0, minimumBatchMicroUsd: BigInt(costMicroUsd) },
  });
  vehicle = await market.vehicle(0, ['parkade-embed-1']);
  organization = customerApi(market, market.customerKey);
});
afterAll(async () => {
  await market.work(vehicle);
  await market.expectSound();
  await market.close();
});

async function newProject(asked: object) {
  const { status, body: project } = await organization.post('/projects', { name: 'A project', ...asked });
  expect(status).toBe(200);
  const { body: key } = await organization.post('/api_keys', { name: 'Its key', project_id: project.id });
  return {
    id: project.id as string,
    object: project,
    api: customerApi(market, key.value),
    now: async () => (await organization.get(`/projects/${project.id}`)).body,
    alerts: async () => (await organization.get(`/projects/${project.id}/alerts`)).body.data,
  };
}

async function submit({ openai }: CustomerApi): Promise<ParkadeBatch> {
  const file = await openai.files.create({
    file: await toFile(Buffer.from(JSON.stringify(embeddingLine('a', 'a parked car'))), 'input.jsonl'),
    purpose: 'batch',
  });
  const batch = await openai.batches.create({
    input_file_id: file.id,
    endpoint: '/v1/embeddings',
    completion_window: '24h',
  });
  return batch as ParkadeBatch;
}

const overCap = {
  status: 429,
  code: 'insufficient_quota',
  param: 'project.monthly_cap_micro_usd',
};

describe('a project’s cap', () => {
  test('is kept by what is held, before anything runs, and told with what is left', async () => {
    const project = await newProject({ monthly_cap_micro_usd: 25_000 });
    await submit(project.api);
    await submit(project.api);
    expect(await project.now()).toMatchObject({
      monthly_cap_micro_usd: 25_000,
      spend: { charged_micro_usd: 0, held_micro_usd: 20_000, left_micro_usd: 5_000 },
    });
    const third = submit(project.api);
    await expect(third).rejects.toMatchObject(overCap);
    await expect(third).rejects.toThrow(/\$0\.025000 a month.*\$0\.020000 is held/);
    expect((await project.now()).spend.held_micro_usd).toBe(20_000);
  });

  test('gives back what was held and not charged', async () => {
    const project = await newProject({ monthly_cap_micro_usd: costMicroUsd });
    const batch = await submit(project.api);
    await market.cloud.events.drain();
    await project.api.openai.batches.cancel(batch.id);
    await market.cloud.events.drain();
    expect((await project.now()).spend).toMatchObject({
      charged_micro_usd: 0,
      held_micro_usd: 0,
      left_micro_usd: costMicroUsd,
    });
    await submit(project.api);
  });

  test('of many batches at once lets through what it covers and not one more', async () => {
    const project = await newProject({ monthly_cap_micro_usd: 3 * costMicroUsd });
    const all = await Promise.allSettled(Array.from({ length: 8 }, () => submit(project.api)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    for (const refused of all.filter(({ status }) => status === 'rejected'))
      expect((refused as PromiseRejectedResult).reason).toMatchObject(overCap);
    expect((await project.now()).spend.left_micro_usd).toBe(0);
  });

  test('of nothing lets nothing through, and null is no cap', async () => {
    const project = await newProject({ monthly_cap_micro_usd: 0 });
    await expect(submit(project.api)).rejects.toMatchObject(overCap);
    await organization.post(`/projects/${project.id}`, { monthly_cap_micro_usd: null });
    await submit(project.api);
    expect((await project.now()).spend.left_micro_usd).toBeNull();
  });

  test('is the project’s alone: the organisation’s others go on', async () => {
    const project = await newProject({ monthly_cap_micro_usd: 0 });
    await expect(submit(project.api)).rejects.toMatchObject(overCap);
    await submit(organization);
  });

  test('holds for live calls, which take it in slices', async () => {
    const project = await newProject({ monthly_cap_micro_usd: 0 });
    await vehicle.workUntilIdle();
    const call = project.api.openai.embeddings.create({ model: 'parkade-embed-1', input: 'a car' });
    await expect(call).rejects.toMatchObject(overCap);
  });
});

test('each threshold is told once a month, when so much is charged', async () => {
  const project = await newProject({ monthly_cap_micro_usd: 40_000, alert_percents: [25, 50, 90] });
  await submit(project.api);
  expect(await project.alerts()).toEqual([]);
  await market.cloud.events.drain();
  await market.work(vehicle);
  expect(await project.alerts()).toMatchObject([
    {
      object: 'project.spend_alert',
      project_id: project.id,
      percent: 25,
      cap_micro_usd: 40_000,
      charged_micro_usd: 10_000,
    },
  ]);
  for (const _more of [2, 3]) await submit(project.api);
  await market.cloud.events.drain();
  await market.work(vehicle);
  expect((await project.alerts()).map(({ percent }: { percent: number }) => percent)).toEqual([25, 50]);
  // A lower cap is crossed already.
  await organization.post(`/projects/${project.id}`, { monthly_cap_micro_usd: 30_000 });
  await organization.post(`/projects/${project.id}`, { name: 'Renamed' });
  const alerts = await project.alerts();
  expect(alerts.map(({ percent }: { percent: number }) => percent)).toEqual([25, 50, 90]);
  expect((await project.now()).spend).toMatchObject({ charged_micro_usd: 30_000, held_micro_usd: 0 });
});

describe('an archived project', () => {
  test('refuses its keys, takes no new ones and can’t be changed; twice is as once', async () => {
    const project = await newProject({});
    await submit(project.api);
    for (const _twice of [1, 2])
      expect(await organization.post(`/projects/${project.id}/archive`)).toMatchObject({
        status: 200,
        body: { status: 'archived' },
      });
    await expect(project.api.openai.files.list().then()).rejects.toMatchObject({ status: 401 });
    expect((await organization.post('/api_keys', { name: 'x', project_id: project.id })).status).toBe(409);
    expect((await organization.post(`/projects/${project.id}`, { name: 'x' })).status).toBe(409);
    expect((await project.now()).spend.held_micro_usd).toBe(costMicroUsd);
  });

  test('is not the default one', async () => {
    expect((await organization.post('/projects/default/archive')).status).toBe(409);
    expect((await organization.get('/projects/default')).body).toMatchObject({
      id: 'default',
      name: 'Default',
    });
  });
});

test('projects come in pages, the default one first, each once', async () => {
  const { apiKey } = await newCustomer(market);
  const api = customerApi(market, apiKey);
  for (let no = 0; no < 4; no++) await api.post('/projects', { name: `Project ${no}` });
  const names: string[] = [];
  for (let after = '', more = true; more; ) {
    const { body } = await api.get(`/projects?limit=2${after && `&after=${after}`}`);
    expect(body.data.length).toBeLessThanOrEqual(2);
    names.push(...body.data.map(({ name }: { name: string }) => name));
    after = body.last_id;
    more = body.has_more;
  }
  expect(names).toEqual(['Default', 'Project 0', 'Project 1', 'Project 2', 'Project 3']);
  expect((await api.get('/projects?limit=101')).status).toBe(400);
});

test('a project of another customer is not found', async () => {
  const project = await newProject({});
  const stranger = customerApi(market, (await newCustomer(market)).apiKey);
  for (const path of ['', '/alerts'])
    expect((await stranger.get(`/projects/${project.id}${path}`)).status).toBe(404);
  expect((await stranger.post(`/projects/${project.id}`, { name: 'x' })).status).toBe(404);
  expect((await stranger.post(`/projects/${project.id}/archive`)).status).toBe(404);
  expect((await stranger.get('/projects')).body.data.map(({ id }: { id: string }) => id)).toEqual([
    'default',
  ]);
});

test.each([
  ['a negative cap', { monthly_cap_micro_usd: -1 }],
  ['a part of a micro-dollar', { monthly_cap_micro_usd: 0.5 }],
  ['thresholds that fall', { alert_percents: [80, 50] }],
  ['a threshold above the cap', { alert_percents: [101] }],
  ['an unknown parameter', { budget: 5 }],
])('%s is refused', async (_what, asked) => {
  expect((await organization.post('/projects', { name: 'x', ...asked })).status).toBe(400);
});

test('a flood with one key spends no more than its project’s cap, and another customer is served', async () => {
  const project = await newProject({ monthly_cap_micro_usd: 50_000 });
  const other = await newCustomer(market);
  await topUp(market, other.apiKey);
  const before = await availableOf(market.cloud.deps, market.customerId);
  const flood = Promise.allSettled(Array.from({ length: 60 }, () => submit(project.api)));
  const served = submit(customerApi(market, other.apiKey));
  const all = await flood;
  expect((await served).status).toBe('validating');
  expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  const after = await availableOf(market.cloud.deps, market.customerId);
  expect(before - after).toBe(50_000n);
});
