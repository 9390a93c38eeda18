import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { deliverWebhook } from '../../functions/market/deliver-webhook.ts';
import { embeddingLine, type Market } from '../support/market-rig.ts';
import { status, verified } from '../support/webhook-receiver.ts';
import { type Endpoint, startWebhookRig, type WebhookRig } from '../support/webhook-rig.ts';

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

test('a completed batch is told once, signed, as OpenAI tells it', async () => {
  const endpoint = await rig.newEndpoint();
  const batchId = await rig.completedBatch();
  const [received, ...more] = rig.receiver.take();
  expect(more).toEqual([]);
  if (!received) throw new Error('nothing was received');
  const event = {
    id: received.headers['webhook-id'],
    object: 'event',
    created_at: (await market.batch(batchId)).completed_at,
    type: 'batch.completed',
    data: { id: batchId },
  };
  expect(verified(endpoint.signing_secret, received, market.now())).toEqual(event);
  expect(received.headers['content-type']).toBe('application/json');
  const unwrapped = await market.openai.webhooks.unwrap(
    received.body,
    received.headers as Record<string, string>,
    endpoint.signing_secret,
  );
  expect(unwrapped).toEqual(event);
  await expect(
    market.openai.webhooks.unwrap(
      received.body.replace('completed', 'cancelled'),
      received.headers as Record<string, string>,
      endpoint.signing_secret,
    ),
  ).rejects.toThrow();
  expect(await rig.deliveriesOf(endpoint)).toEqual([
    expect.objectContaining({
      object: 'webhook_delivery',
      status: 'delivered',
      test: false,
      next_attempt_at: null,
      event: expect.objectContaining({ id: event.id, type: 'batch.completed', data: { id: batchId } }),
      attempts: [{ at: expect.any(Number), status_code: 200, latency_ms: expect.any(Number), error: null }],
    }),
  ]);
});

test('told by the sweep and the queue again, it is still told once', async () => {
  await rig.newEndpoint();
  const batchId = await rig.completedBatch();
  const name = { customerId: market.customerId, batchId };
  await market.cloud.deps.queues.send('announce', [name, name]);
  await market.cloud.events.drain();
  await market.sweep();
  expect(rig.receiver.take()).toHaveLength(1);
});

test('what no message stands for any more, the sweep announces', async () => {
  await rig.newEndpoint();
  const { queues } = market.cloud.deps;
  const { send } = queues;
  queues.send = (name, messages) => (name === 'announce' ? Promise.resolve() : send(name, messages));
  await rig.completedBatch();
  queues.send = send;
  expect(rig.receiver.take()).toEqual([]);
  market.advanceSeconds(15);
  await market.sweep();
  expect(rig.receiver.take()).toHaveLength(1);
});

test('a webhook that fails for a day is retried by the schedule, under one id, until it is accepted', async () => {
  const endpoint = await rig.newEndpoint();
  rig.receiver.answerWith(status(500));
  await rig.completedBatch();
  for (const seconds of [6, 331, 1_981, 7_921, 19_801, 39_601]) await rig.pass(seconds);
  const failed = rig.receiver.take();
  expect(failed).toHaveLength(7);
  rig.receiver.answerWith(status(204));
  await rig.pass(55_441);
  const [accepted, ...more] = rig.receiver.take();
  if (!accepted) throw new Error('nothing was received');
  expect(more).toEqual([]);
  const all = [...failed, accepted];
  expect(new Set(all.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  expect(new Set(all.map(({ body }) => body)).size).toBe(1);
  const sentAt = all.map(({ headers }) => Number(headers['webhook-timestamp']));
  const gaps = sentAt.slice(1).map((at, no) => at - (sentAt[no] ?? 0));
  for (const [no, least] of [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400].entries())
    expect(gaps[no], `before try ${no + 2}`).toBeGreaterThanOrEqual(least);
  verified(endpoint.signing_secret, accepted, market.now());
  const [delivery] = await rig.deliveriesOf(endpoint);
  expect(delivery).toMatchObject({ status: 'delivered', next_attempt_at: null });
  expect(delivery?.attempts.map(({ status_code }) => status_code)).toEqual([...Array(7).fill(500), 204]);
  expect(delivery?.attempts[0]?.error).toBe(
    'The endpoint answered 500; any status from 200 to 299 is success.',
  );
  expect(await rig.stateOf(endpoint)).toMatchObject({ state: 'enabled', failing_since: null });
});

test('a try is not made before its time, whoever asks', async () => {
  const endpoint = await rig.newEndpoint();
  rig.receiver.answerWith(status(500));
  await rig.completedBatch();
  await rig.pass(6);
  expect(rig.receiver.take()).toHaveLength(2);
  const [{ id: deliveryId = '' } = {}] = await rig.deliveriesOf(endpoint);
  const message = { customerId: market.customerId, endpointId: endpoint.id, deliveryId, delaySeconds: 0 };
  await market.cloud.deps.queues.send('deliver', [message, message]);
  await rig.pass(290);
  expect(rig.receiver.take()).toEqual([]);
});

test('of many messages at once for one delivery one sends', async () => {
  const endpoint = await rig.newEndpoint();
  rig.receiver.answerWith(status(500));
  await rig.completedBatch();
  rig.receiver.take();
  const [{ id: deliveryId = '' } = {}] = await rig.deliveriesOf(endpoint);
  market.advanceSeconds(6);
  rig.receiver.answerWith((response) => void setTimeout(() => response.writeHead(200).end(), 300));
  const message = { customerId: market.customerId, endpointId: endpoint.id, deliveryId, delaySeconds: 0 };
  await Promise.allSettled(Array.from({ length: 8 }, () => deliverWebhook(market.cloud.deps)(message)));
  expect(rig.receiver.take()).toHaveLength(1);
  expect((await rig.deliveriesOf(endpoint))[0]?.status).toBe('delivered');
});

test('a receiver that asks for more time gets it', async () => {
  const endpoint = await rig.newEndpoint();
  rig.receiver.answerWith(status(429, { 'retry-after': '3600' }));
  await rig.completedBatch();
  const [delivery] = await rig.deliveriesOf(endpoint);
  const wait = (delivery?.next_attempt_at ?? 0) - (delivery?.attempts[0]?.at ?? 0);
  expect(wait).toBeGreaterThanOrEqual(3_600);
  expect(wait).toBeLessThan(3_660);
  await rig.pass(3_500);
  expect(rig.receiver.take()).toHaveLength(1);
  rig.receiver.answerWith(status(200));
  await rig.pass(200);
  expect(rig.receiver.take()).toHaveLength(1);
});

test('a receiver that is not there is told so in words', async () => {
  const endpoint = await rig.newEndpoint();
  await rig.receiver.close();
  await rig.completedBatch();
  expect((await rig.deliveriesOf(endpoint))[0]?.attempts).toEqual([
    expect.objectContaining({ status_code: null, error: 'The connection was refused.' }),
  ]);
  const test = market.openai.webhooks.test(endpoint.id, { event_type: 'batch.completed' });
  await expect(test).rejects.toMatchObject({
    status: 400,
    code: 'webhook_unanswered',
    message: expect.stringContaining('The connection was refused.'),
  });
});

test('a test event is sent at once, told in the log, and never retried', async () => {
  const endpoint = await rig.newEndpoint();
  rig.receiver.answerWith(status(500));
  const result = await market.openai.webhooks.test(endpoint.id, { event_type: 'batch.expired' });
  expect(result).toEqual({
    object: 'webhook_endpoint.test',
    webhook_endpoint_id: endpoint.id,
    event_type: 'batch.expired',
    status_code: 500,
    success: true,
  });
  const received = rig.takeOne();
  expect(verified(endpoint.signing_secret, received, market.now())).toMatchObject({ type: 'batch.expired' });
  expect(await rig.deliveriesOf(endpoint)).toEqual([
    expect.objectContaining({ test: true, status: 'failed' }),
  ]);
  await rig.pass(86_400);
  expect(rig.receiver.take()).toEqual([]);
});

test('a delivered event can be replayed, under its id, as often as wanted', async () => {
  const endpoint = await rig.newEndpoint();
  await rig.completedBatch();
  const [delivery] = await rig.deliveriesOf(endpoint);
  await rig.replay(endpoint, delivery);
  await rig.replay(endpoint, delivery);
  const ids = rig.receiver.take().map(({ headers }) => headers['webhook-id']);
  expect(ids).toEqual([delivery?.event.id, delivery?.event.id, delivery?.event.id]);
  expect((await rig.deliveriesOf(endpoint))[0]?.attempts).toHaveLength(3);
});

test('each endpoint is told what it asked for and nothing else', async () => {
  const cancelledOnly = await rig.newEndpoint({ event_types: ['batch.cancelled'] });
  const completedOnly = await rig.newEndpoint({ event_types: ['batch.completed'] });
  const cancelled = await market.submit([embeddingLine('a', 'a parked car')]);
  await market.openai.batches.cancel(cancelled.id);
  await market.cloud.events.drain();
  const expired = await market.submit([embeddingLine('a', 'a parked car')]);
  market.advanceSeconds(86_401);
  await market.sweep();
  expect((await market.batch(expired.id)).status).toBe('expired');
  const types = async (endpoint: Endpoint) =>
    (await rig.deliveriesOf(endpoint)).map(({ event }) => event.type);
  expect(await types(cancelledOnly)).toEqual(['batch.cancelled']);
  expect(await types(completedOnly)).toEqual([]);
  await market.openai.webhooks.update(completedOnly.id, { event_types: ['batch.expired'] });
  await market.submit([embeddingLine('a', 'a parked car')]);
  market.advanceSeconds(86_401);
  await market.sweep();
  expect(await types(completedOnly)).toEqual(['batch.expired']);
});
