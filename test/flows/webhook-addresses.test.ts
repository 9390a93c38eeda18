import { afterAll, beforeAll, expect, test } from 'vitest';
import { webhookEndpointWrites } from '../../functions/adapters/webhook-endpoints.ts';
import type { WebhookEndpoint } from '../../shared/webhook-endpoint.ts';
import { forbiddenV4, spellingsOf } from '../support/forbidden-addresses.ts';
import { embeddingLine, type Market, startMarket } from '../support/market-rig.ts';
import { type Receiver, startReceiver } from '../support/webhook-receiver.ts';

let market: Market;
let receiver: Receiver;
beforeAll(async () => {
  [market, receiver] = await Promise.all([startMarket({ webhooksToLoopback: false }), startReceiver()]);
});
afterAll(async () => {
  await receiver.close();
  await market.close();
});

const create = (url: string) =>
  market.openai.webhooks.create({ url, name: 'Inside', event_types: ['batch.cancelled'] });

test('as on AWS, an endpoint at an address inside is refused, however it is spelled', async () => {
  const inside = [forbiddenV4.loopback, forbiddenV4["the cloud's metadata"], forbiddenV4.private];
  const urls = inside.flatMap(spellingsOf).map((host) => `https://${host}:${receiver.port}/`);
  for (const url of [...urls, receiver.url, 'https://localhost/', `https://user:${'word'}@hook.example.com/`])
    await expect(create(url), url).rejects.toMatchObject({ status: 400, param: 'url' });
  expect((await market.openai.webhooks.list()).data).toEqual([]);
  await market.expectSound();
});

test('as on AWS, what got into the table all the same is never connected to', async () => {
  const { deps, events } = market.cloud;
  const secret = await deps.webhookSender.newSecret('whe_inside');
  const endpoint: WebhookEndpoint = {
    version: 0,
    customerId: market.customerId,
    endpointId: 'whe_inside',
    name: 'Inside',
    url: receiver.url,
    eventTypes: ['batch.cancelled'],
    wrappedSecret: secret.wrapped,
    secretHint: secret.hint,
    state: 'enabled',
    createdAt: market.now(),
    updatedAt: market.now(),
  };
  await deps.commit(webhookEndpointWrites.create(endpoint));
  const test = market.openai.webhooks.test('whe_inside', { event_type: 'batch.cancelled' });
  await expect(test).rejects.toMatchObject({ status: 400, code: 'webhook_unanswered' });
  const batch = await market.submit([embeddingLine('a', 'a parked car')]);
  await market.openai.batches.cancel(batch.id);
  await events.drain();
  const log = await deps.webhookDeliveries.list(endpoint, { limit: 10 });
  expect(log).toHaveLength(2);
  for (const { attempts } of log)
    expect(attempts).toEqual([
      expect.objectContaining({ error: 'The webhook URL must begin with https://.' }),
    ]);
  expect(receiver.received).toEqual([]);
  await market.expectSound();
});
