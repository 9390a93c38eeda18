import OpenAI from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { call } from '../../local/demo/api.ts';
import type { Market } from '../support/market-rig.ts';
import { status, verified } from '../support/webhook-receiver.ts';
import { startWebhookRig, type WebhookRig } from '../support/webhook-rig.ts';

let rig: WebhookRig;
let market: Market;
beforeAll(async () => {
  rig = await startWebhookRig();
  ({ market } = rig);
});
afterEach(async () => {
  await rig.renew();
  await market.expectSound();
});
afterAll(() => rig.close());

describe('a secret', () => {
  test('that was rotated signs beside the new one for 24 hours, then no more', async () => {
    const endpoint = await rig.newEndpoint();
    const rotated = await market.openai.webhooks.rotateSecret(endpoint.id);
    expect(rotated.signing_secret).not.toBe(endpoint.signing_secret);
    await rig.completedBatch();
    const received = rig.takeOne();
    expect(String(received.headers['webhook-signature']).split(' ')).toHaveLength(2);
    for (const secret of [endpoint.signing_secret, rotated.signing_secret])
      verified(secret, received, market.now());
    market.advanceSeconds(86_401);
    await rig.completedBatch();
    const later = rig.takeOne();
    verified(rotated.signing_secret, later, market.now());
    expect(() => verified(endpoint.signing_secret, later, market.now())).toThrow('No matching signature');
  });

  test('that leaked can be ended at once', async () => {
    const endpoint = await rig.newEndpoint();
    await market.openai.webhooks.rotateSecret(endpoint.id, { keep_old_secret_active_for_24_hours: false });
    await market.openai.webhooks.test(endpoint.id, { event_type: 'batch.completed' });
    const received = rig.takeOne();
    expect(() => verified(endpoint.signing_secret, received, market.now())).toThrow('No matching signature');
  });
});

test('a secret is rotated by a call without a body too', async () => {
  const endpoint = await rig.newEndpoint();
  const reply = await fetch(`${market.cloud.url}/v1/webhook_endpoints/${endpoint.id}/rotate_secret`, {
    method: 'POST',
    headers: { authorization: `Bearer ${market.customerKey}` },
  });
  expect(reply.status).toBe(200);
  const rotated = await reply.json();
  expect(rotated.signing_secret).toMatch(/^whsec_[\w+/]{43}=$/);
  expect(rotated.x_parkade.previous_secret_until).toBe(rotated.updated_at + 86_400);
});

test('the log is listed in pages, newest first', async () => {
  const endpoint = await rig.newEndpoint();
  for (let no = 0; no < 3; no++)
    await market.openai.webhooks.test(endpoint.id, { event_type: 'batch.failed' });
  type Page = { data: { id: string }[]; has_more: boolean; last_id: string };
  const page = (query: object) =>
    market.openai.get<Page>(`/webhook_endpoints/${endpoint.id}/deliveries`, { query: { ...query } });
  const first = await page({ limit: 2 });
  const second = await page({ limit: 2, after: first.last_id });
  expect([first.data.length, first.has_more, second.data.length, second.has_more]).toEqual([
    2,
    true,
    1,
    false,
  ]);
  const ids = [...first.data, ...second.data].map(({ id }) => id);
  expect(ids).toEqual([...new Set(ids)].sort().reverse());
});

describe('endpoints', () => {
  test('are listed newest first, changed, and gone when deleted', async () => {
    const first = await rig.newEndpoint();
    const second = await rig.newEndpoint({ name: 'Second' });
    const page = await market.openai.webhooks.list({ limit: 1 });
    expect(page.data.map(({ id }) => id)).toEqual([second.id]);
    expect(page.hasNextPage()).toBe(true);
    const all = await Array.fromAsync(market.openai.webhooks.list({ limit: 1 }));
    expect(all.map(({ id }) => id)).toEqual([second.id, first.id]);

    const same = await market.openai.webhooks.update(first.id, { name: 'Accounts' });
    expect(same.updated_at).toBe(first.updated_at);
    market.advanceSeconds(5);
    const changed = await market.openai.webhooks.update(first.id, { name: 'Renamed' });
    expect(changed).toMatchObject({ name: 'Renamed', url: first.url, event_types: first.event_types });
    expect(changed.updated_at).toBeGreaterThan(first.updated_at ?? 0);

    expect(await market.openai.webhooks.delete(first.id)).toEqual({
      id: first.id,
      object: 'webhook_endpoint.deleted',
      deleted: true,
    });
    await expect(market.openai.webhooks.retrieve(first.id)).rejects.toMatchObject({ status: 404 });
    await expect(market.openai.webhooks.delete(first.id)).rejects.toMatchObject({ status: 404 });
    expect((await market.openai.webhooks.eventTypes.list()).data).toContain('batch.completed');
  });

  test('that are deleted get nothing that is on its way', async () => {
    const endpoint = await rig.newEndpoint();
    rig.receiver.answerWith(status(500));
    await rig.completedBatch();
    rig.receiver.take();
    await market.openai.webhooks.delete(endpoint.id);
    await rig.pass(86_400);
    expect(rig.receiver.take()).toEqual([]);
  });

  test('are ten at most, also when many are asked for at once', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 14 }, () => rig.newEndpoint()));
    const refused = asked.filter((each) => each.status === 'rejected');
    expect(refused).toHaveLength(4);
    for (const { reason } of refused)
      expect(reason).toMatchObject({ status: 400, message: expect.stringContaining('delete one first') });
    const [first] = (await market.openai.webhooks.list()).data;
    await market.openai.webhooks.delete(first?.id ?? '');
    await rig.newEndpoint();
    await expect(rig.newEndpoint()).rejects.toThrow(/delete one first/);
  });

  test.each([
    ['a private address', { url: 'https://10.0.0.1/' }, 'url'],
    ['plain http', { url: 'http://hook.example.com/' }, 'url'],
    ['2,049 characters', { url: `https://hook.example.com/${'a'.repeat(2_024)}` }, 'url'],
    ['no URL', { url: 'hook' }, 'url'],
    ['an unknown event', { event_types: ['batch.started'] }, 'event_types.0'],
    ['no event', { event_types: [] }, 'event_types'],
    ['an event twice', { event_types: ['batch.failed', 'batch.failed'] }, 'event_types'],
    ['an unknown parameter', { headers: {} }, ''],
  ])('with %s are refused by name', async (_, changes, param) => {
    await expect(rig.newEndpoint(changes as object)).rejects.toMatchObject({
      status: 400,
      param: param || null,
    });
  });

  test("of another customer are not found, and neither are another endpoint's deliveries", async () => {
    const endpoint = await rig.newEndpoint();
    const other = await rig.newEndpoint();
    await rig.completedBatch();
    const [delivery] = await rig.deliveriesOf(endpoint);
    const { apiKey } = await call<{ apiKey: string }>(`${market.cloud.url}/v1/finance/customers`, {
      key: market.financeKey,
      body: { name: 'Stranger' },
    });
    const stranger = new OpenAI({ apiKey, baseURL: `${market.cloud.url}/v1`, maxRetries: 0 });
    const { webhooks } = stranger;
    const path = `/webhook_endpoints/${endpoint.id}/deliveries`;
    for (const attempt of [
      () => webhooks.retrieve(endpoint.id),
      () => webhooks.update(endpoint.id, { name: 'Mine' }),
      () => webhooks.rotateSecret(endpoint.id),
      () => webhooks.test(endpoint.id, { event_type: 'batch.completed' }),
      () => webhooks.delete(endpoint.id),
      () => stranger.get(path),
      () => stranger.post(`${path}/${delivery?.id}/replay`),
      () => rig.replay(other, delivery),
      () => rig.replay(endpoint, undefined),
    ])
      await expect(attempt()).rejects.toMatchObject({ status: 404 });
    expect((await webhooks.list()).data).toEqual([]);
    expect((await market.openai.webhooks.retrieve(endpoint.id)).name).toBe('Accounts');
  });
});
