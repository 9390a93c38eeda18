import type OpenAI from 'openai';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ParkadeBatch } from '../../local/demo/run-batches.ts';
import type { QuoteObject } from '../../shared/contract/quotes.ts';
import { availableOf } from '../support/available-of.ts';
import { embeddingLine, type Market, sentences, startMarket } from '../support/market-rig.ts';

let market: Market;
beforeAll(async () => {
  market = await startMarket();
});
afterAll(() => market.close());

const endpoint = '/v1/embeddings';
const inline = sentences(200).map((text, no) => {
  const { custom_id, body } = embeddingLine(`r${no}`, text);
  return { custom_id, body };
});

const quote = (body: object) => market.openai.post<QuoteObject>('/quotes', { body: { endpoint, ...body } });
const create = (body: object) => market.openai.post<ParkadeBatch>('/batches', { body });
const refusalOf = (body: object) =>
  create(body).then(
    () => expect.fail('it was not refused'),
    (error: InstanceType<typeof OpenAI.APIError>) => error,
  );
const balance = () => availableOf(market.cloud.deps, market.customerId);

/** Vehicles as their calls would report them. */
const park = (count: number, { busySeconds = 0 } = {}) =>
  Promise.all(
    Array.from({ length: count }, (_, no) =>
      market.cloud.deps.fleet.report({
        vehicleId: `veh_parked_${no}`,
        ownerId: 'own_1',
        hardwareClass: 'AI4',
        models: ['parkade-embed-1'],
        presentUntil: market.now() + 3_600_000,
        busyUntil: market.now() + busySeconds * 1_000,
      }),
    ),
  );
/** Until all that were parked have gone. */
const waitUntilGone = () => market.advanceSeconds(2 * 3_600);

test('vehicles that are parked give an ETA, sooner the more there are and the less they have to do', async () => {
  const etaOf = async () => {
    market.advanceSeconds(10);
    const quoted = await quote({ requests: inline, completion_window: '24h' });
    return quoted.windows?.[0]?.eta ?? { p50_seconds: null, p90_seconds: null };
  };
  waitUntilGone();
  await park(1, { busySeconds: 600 });
  const busy = await etaOf();
  await park(1);
  const idle = await etaOf();
  await park(6, { busySeconds: 10 });
  const more = await etaOf();
  for (const { p50_seconds, p90_seconds } of [busy, idle, more])
    expect(p50_seconds).toBeLessThanOrEqual(p90_seconds ?? 0);
  expect(busy.p50_seconds).toBeGreaterThan(590);
  expect(idle.p50_seconds).toBeLessThan(busy.p50_seconds ?? 0);
  expect(more.p50_seconds).toBeLessThanOrEqual(idle.p50_seconds ?? 0);
});

test('a window that the fleet can not keep is full: another is named, the longest stays open', async () => {
  waitUntilGone();
  await park(2, { busySeconds: 7_200 });
  const quoted = await quote({ requests: inline });
  expect(quoted.windows?.map((each) => each.is_full)).toEqual([true, false, false]);
  const before = await balance();
  const refusal = await refusalOf({ requests: inline, endpoint, completion_window: '1h' });
  expect(refusal).toMatchObject({ status: 503, code: 'window_full', param: 'completion_window' });
  expect(refusal.message).toContain('Available: 4h, 24h');
  expect(Number(refusal.headers?.get('retry-after'))).toBeGreaterThan(60);
  expect(refusal.headers?.get('x-should-retry')).toBe('false');
  expect(await balance()).toBe(before);
  expect(await refusalOf({ quote_id: quoted.id, completion_window: '1h' })).toMatchObject({
    code: 'window_full',
  });
  expect(await create({ quote_id: quoted.id, completion_window: '4h' })).toMatchObject({
    completion_window: '4h',
  });
});
