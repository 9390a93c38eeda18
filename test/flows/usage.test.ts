import OpenAI, { toFile } from 'openai';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { demoPolicy } from '../../shared/policy.ts';
import { dayOf } from '../../shared/usage.ts';
import { type CustomerApi, customerApi, newCustomer } from '../support/customer-api.ts';
import { definitionLine, embeddingLine, type Market, startMarket } from '../support/market-rig.ts';
import type { TestVehicle } from '../support/test-vehicle.ts';

type Row = Record<string, string | number>;

let market: Market;
let vehicle: TestVehicle;
let organization: CustomerApi;
let project: { id: string; keyId: string; api: CustomerApi };
beforeAll(async () => {
  // At the batch's end only: then what is used is counted to the micro-dollar whatever the rounding.
  market = await startMarket({ policy: { ...demoPolicy, auditShare: 0, minimumBatchMicroUsd: 7_001n } });
  vehicle = await market.vehicle(0, ['parkade-embed-1', 'parkade-dictionary-1']);
  organization = customerApi(market, market.customerKey);
  const { body: made } = await organization.post('/projects', { name: 'Search' });
  const { body: key } = await organization.post('/api_keys', {
    name: 'Search',
    project_id: made.id,
    scopes: ['inference', 'files.write', 'files.read', 'batches.write', 'batches.read', 'usage.read'],
  });
  project = { id: made.id, keyId: key.id, api: customerApi(market, key.value) };
  await run();
});
afterAll(async () => {
  await market.expectSound();
  await market.close();
});

/** Two batches of the organisation, one of them with a line that the engine refuses, and one of the project. */
async function run() {
  await submit(organization, [embeddingLine('a', 'a parked car'), embeddingLine('b', 'car '.repeat(2_000))]);
  await submit(organization, [definitionLine('a', 'harbor'), definitionLine('b', 'horse')], '1h');
  await submit(project.api, [embeddingLine('a', 'an automobile')]);
  await market.cloud.events.drain();
  await market.work(vehicle);
}

async function submit({ openai }: CustomerApi, lines: readonly object[], window = '24h') {
  const file = await openai.files.create({
    file: await toFile(Buffer.from(lines.map((line) => JSON.stringify(line)).join('\n')), 'input.jsonl'),
    purpose: 'batch',
  });
  await openai.batches.create({
    input_file_id: file.id,
    endpoint: (lines[0] as { url: '/v1/embeddings' }).url,
    completion_window: window as '24h',
  });
}

const usage = async (query: string, api = organization) => (await api.get(`/usage?${query}`)).body;
const sum = (rows: readonly Row[], of: string) => rows.reduce((total, row) => total + Number(row[of]), 0);

/** What the ledger says was charged to this customer. */
async function chargedByLedger(): Promise<bigint> {
  let charged = 0n;
  for await (const root of market.cloud.deps.ledger.roots())
    for await (const { kind, postings, memo } of market.cloud.deps.ledger.entriesUnder(root))
      if (kind === 'settle' && memo.customerId === market.customerId)
        charged -= postings.find(({ account }) => account.startsWith('hold/'))?.amountMicroUsd ?? 0n;
  return charged;
}

describe('usage', () => {
  test('agrees with the ledger to the micro-dollar, however it is grouped', async () => {
    const charged = Number(await chargedByLedger());
    expect(charged).toBe(3 * 7_001);
    for (const by of ['', 'day', 'key', 'project', 'model', 'window', 'day,key,project,model,window']) {
      const { data, total } = await usage(by && `group_by=${by}`);
      expect([sum(data, 'charged_micro_usd'), total.charged_micro_usd]).toEqual([charged, charged]);
    }
  });

  test('tells requests, tokens and reference seconds by model', async () => {
    const { data } = await usage('group_by=model');
    expect(data).toMatchObject([
      { model: 'parkade-dictionary-1', requests_succeeded: 2, requests_failed: 0, charged_micro_usd: 7_001 },
      { model: 'parkade-embed-1', requests_succeeded: 2, requests_failed: 1, output_tokens: 0 },
    ]);
    const [dictionary, embedding] = data;
    expect(dictionary.output_tokens).toBeGreaterThan(0);
    expect(embedding.reference_seconds).toBeCloseTo((embedding.input_tokens * 100) / 1e6, 9);
  });

  test('tells keys and projects apart, and a key of one project sees that one alone', async () => {
    const { data } = await usage('group_by=project,key');
    const other = (data as Row[]).find(({ project_id }) => project_id === project.id);
    expect(other).toMatchObject({ api_key_id: project.keyId, requests_succeeded: 1 });
    expect(data).toHaveLength(2);
    expect(await usage('group_by=project', project.api)).toMatchObject({
      data: [{ project_id: project.id, charged_micro_usd: 7_001 }],
    });
    expect((await usage('project_id=default', project.api)).data).toEqual([]);
    expect((await usage(`api_key_id=${project.keyId}`)).total.requests_succeeded).toBe(1);
  });

  test('counts live calls with their settlement, by their tier', async () => {
    await vehicle.workUntilIdle();
    let isAnswered = false;
    const answer = organization.openai.embeddings
      .create({ model: 'parkade-embed-1', input: 'a live car' })
      .finally(() => {
        isAnswered = true;
      });
    while (!isAnswered) await vehicle.workUntilIdle();
    await answer;
    await market.cloud.events.drain();
    market.advanceSeconds(3_600 + 7 * 60);
    for (let round = 0; round < 3; round++) await market.sweep();
    const live = ((await usage('group_by=window')).data as Row[]).find(({ window }) => window === 'live');
    expect(live).toMatchObject({ requests_succeeded: 1, requests_failed: 0 });
    expect((await usage('')).total.charged_micro_usd).toBe(Number(await chargedByLedger()));
    expect((await organization.get('/projects/default')).body.spend.held_micro_usd).toBe(0);
  });

  test('comes as CSV where that is asked for', async () => {
    const reply = await organization.get('/usage?group_by=model', { accept: 'text/csv' });
    expect(reply.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [head, ...rows] = reply.body.trim().split('\n');
    expect(head).toBe(
      'model,requests_succeeded,requests_failed,input_tokens,output_tokens,pages,reference_seconds,charged_micro_usd,credited_micro_usd',
    );
    expect(rows).toHaveLength(2);
  });

  test('of other days and other customers is none', async () => {
    expect((await usage('start=2020-01-01&end=2020-01-31&group_by=day')).data).toEqual([]);
    const stranger = customerApi(market, (await newCustomer(market)).apiKey);
    expect((await usage('group_by=model', stranger)).data).toEqual([]);
    expect((await usage(`project_id=${project.id}`, stranger)).total.requests_succeeded).toBe(0);
  });

  test.each([
    'start=yesterday',
    'start=2027-02-30',
    'start=2027-01-02&end=2027-01-01',
    'start=2020-01-01&end=2027-01-01',
    'group_by=colour',
    'group_by=day,',
  ])('is refused for %s', async (query) => {
    expect((await organization.get(`/usage?${query}`)).status).toBe(400);
  });
});

describe('OpenAI’s administration client', () => {
  const admin = () =>
    new OpenAI({ adminAPIKey: market.customerKey, baseURL: `${market.cloud.url}/v1`, maxRetries: 0 }).admin
      .organization.usage;
  const startTime = () => Math.floor(market.now() / 1_000) - 86_400;

  test('is told what was charged, day by day', async () => {
    const page = await admin().costs({ start_time: startTime(), group_by: ['project_id', 'line_item'] });
    expect(page).toMatchObject({ object: 'page', has_more: false, next_page: null });
    expect(page.data.length).toBeGreaterThanOrEqual(2);
    const results = page.data.flatMap(({ results }) => results) as {
      amount: { value: number };
      project_id: string;
      line_item: string;
    }[];
    const micros = results.reduce((total, { amount }) => total + Math.round(amount.value * 1e6), 0);
    expect(micros).toBe(Number(await chargedByLedger()));
    expect(results.find(({ project_id }) => project_id === project.id)).toMatchObject({
      amount: { value: 0.007001, currency: 'usd' },
      line_item: 'parkade-embed-1, 24h',
    });
  });

  test('is told what was used, embeddings apart', async () => {
    const chat = await admin().completions({ start_time: startTime(), group_by: ['model', 'batch'] });
    expect(chat.data.flatMap(({ results }) => results)).toMatchObject([
      {
        object: 'organization.usage.completions.result',
        model: 'parkade-dictionary-1',
        batch: true,
        num_model_requests: 2,
      },
    ]);
    const vectors = await admin().embeddings({ start_time: startTime(), project_ids: [project.id] });
    expect(vectors.data.flatMap(({ results }) => results)).toMatchObject([
      { num_model_requests: 1, model: null },
    ]);
  });

  test('pages through the days', async () => {
    const start_time = startTime() - 3 * 86_400;
    const first = await admin().costs({ start_time, limit: 2 });
    expect(first).toMatchObject({ has_more: true, next_page: dayOf(start_time * 1_000 + 2 * 86_400_000) });
    const second = await admin().costs({ start_time, limit: 10, page: first.next_page ?? '' });
    expect(second.data[0]?.start_time).toBe(first.data.at(-1)?.end_time);
    expect(second.has_more).toBe(false);
  });

  test('is refused what is not told apart', async () => {
    await expect(admin().costs({ start_time: startTime(), group_by: ['user_id'] })).rejects.toMatchObject({
      status: 400,
      param: 'group_by',
    });
  });
});
