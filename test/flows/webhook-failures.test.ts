import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { Market } from '../support/market-rig.ts';
import { startReceiver, status } from '../support/webhook-receiver.ts';
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

test('after the last try it is failed and its endpoint failing; after 5 days disabled; enabled, it works', async () => {
  const endpoint = await rig.newEndpoint();
  rig.receiver.answerWith(status(503));
  const batchId = await rig.completedBatch();
  for (const seconds of [6, 331, 1_981, 7_921, 19_801, 39_601, 55_441, 79_201, 95_041])
    await rig.pass(seconds);
  expect(rig.receiver.take()).toHaveLength(10);
  expect((await rig.deliveriesOf(endpoint))[0]).toMatchObject({ status: 'failed', next_attempt_at: null });
  expect(await rig.stateOf(endpoint)).toMatchObject({ state: 'failing' });
  await rig.pass(86_400 * 2);
  expect(rig.receiver.take()).toEqual([]);

  await rig.completedBatch();
  expect(rig.receiver.take()).toHaveLength(1);
  const disabled = await rig.stateOf(endpoint);
  expect(disabled).toMatchObject({ state: 'disabled', failing_since: expect.any(Number) });
  expect(disabled.state_reason).toMatch(/5 days.*enable the endpoint again/);
  await rig.pass(6);
  const [abandoned] = await rig.deliveriesOf(endpoint);
  expect(abandoned).toMatchObject({ status: 'failed' });
  expect(abandoned?.attempts.at(-1)?.error).toBe('Not sent: the endpoint was disabled meanwhile.');
  await rig.completedBatch();
  expect(rig.receiver.take()).toEqual([]);
  await expect(rig.replay(endpoint, abandoned)).rejects.toThrow(/disabled: enable it first/);

  rig.receiver.answerWith(status(200));
  await market.openai.webhooks.update(endpoint.id, { enabled: true } as object);
  expect(await rig.stateOf(endpoint)).toEqual({
    state: 'enabled',
    state_reason: null,
    failing_since: null,
    previous_secret_until: null,
  });
  const first = (await rig.deliveriesOf(endpoint)).find(({ event }) => event.data.id === batchId);
  expect(await rig.replay(endpoint, first)).toMatchObject({ status: 'pending' });
  await market.cloud.events.drain();
  expect(rig.receiver.take().map(({ headers }) => headers['webhook-id'])).toEqual([first?.event.id]);
});

test('410 disables the endpoint at once, with the reason', async () => {
  const endpoint = await rig.newEndpoint();
  rig.receiver.answerWith(status(410));
  await rig.completedBatch();
  expect(await rig.stateOf(endpoint)).toMatchObject({
    state: 'disabled',
    state_reason: 'It answered 410 Gone to a webhook.',
  });
  expect((await rig.deliveriesOf(endpoint))[0]).toMatchObject({ status: 'failed', next_attempt_at: null });
  await rig.pass(86_400);
  expect(rig.receiver.take()).toHaveLength(1);
});

test('a redirect is a failure, and is not followed', async () => {
  const elsewhere = await startReceiver();
  const endpoint = await rig.newEndpoint();
  for (const code of [301, 302, 303, 307, 308]) {
    rig.receiver.answerWith(status(code, { location: elsewhere.url }));
    const result = await market.openai.webhooks.test(endpoint.id, { event_type: 'batch.completed' });
    expect(result.status_code).toBe(code);
  }
  expect(elsewhere.received).toEqual([]);
  await elsewhere.close();
  const deliveries = await rig.deliveriesOf(endpoint);
  expect(deliveries).toHaveLength(5);
  for (const { status: state, attempts } of deliveries) {
    expect(state).toBe('failed');
    expect(attempts[0]?.error).toMatch(/redirects are not followed/);
  }
});
