import { describe, expect, test } from 'vitest';
import type { WebhookAnswer } from '../../shared/webhook-answer.ts';
import { type Delivery, newDelivery } from '../../shared/webhook-delivery.ts';
import {
  healthAfter,
  rotated,
  signingSecrets,
  updated,
  type WebhookEndpoint,
  wants,
} from '../../shared/webhook-endpoint.ts';
import { endEventOf, type WebhookEvent } from '../../shared/webhook-event.ts';
import { secretText, webhookHeaders } from '../../shared/webhook-signature.ts';
import { sampleBatch } from './sample-task.ts';

const now = Date.UTC(2027, 0, 8);
const day = 86_400_000;
const bytes = (value: number) => new Uint8Array(32).fill(value);
const endpoint: WebhookEndpoint = {
  version: 0,
  customerId: 'cus_1',
  endpointId: 'whe_1',
  name: 'Accounts',
  url: 'https://hook.example.com/',
  eventTypes: ['batch.completed'],
  wrappedSecret: bytes(1),
  secretHint: '',
  state: 'enabled',
  createdAt: now,
  updatedAt: now,
};
const event: WebhookEvent = {
  eventId: 'evt_1',
  type: 'batch.completed',
  createdAt: now,
  subjectId: 'batch_1',
};
const pending = newDelivery({ customerId: 'cus_1', endpointId: 'whe_1', deliveryId: 'whd_1', event }, now);
const answered = (status: number): WebhookAnswer => ({ kind: 'answered', status, latencyMillis: 1 });

describe('health', () => {
  const healthOf = (changes: Partial<WebhookEndpoint>, status: number, delivery: Delivery = pending) =>
    healthAfter({ ...endpoint, ...changes }, answered(status), delivery, now);
  const exhausted: Delivery = { ...pending, state: 'failed', failures: 10 };

  test('counts from the first failure, and is written only where it changes', () => {
    expect(healthOf({}, 200)).toBeUndefined();
    expect(healthOf({}, 500)).toEqual({ state: 'enabled', failingSince: now });
    expect(healthOf({ failingSince: now - 1 }, 500)).toBeUndefined();
    expect(healthOf({ failingSince: now - 1 }, 200)).toEqual({ state: 'enabled' });
  });

  test('is failing when a schedule was used up, until a success', () => {
    const failing = healthOf({ failingSince: now - 3 * day }, 500, exhausted);
    expect(failing).toMatchObject({ state: 'failing', failingSince: now - 3 * day });
    expect(healthOf({ ...failing }, 500, exhausted)).toBeUndefined();
    expect(healthOf({ ...failing }, 204)).toEqual({ state: 'enabled' });
  });

  test('ends after 5 days without a success, or with 410', () => {
    expect(healthOf({ failingSince: now - 5 * day + 1 }, 500)).toBeUndefined();
    expect(healthOf({ state: 'failing', failingSince: now - 5 * day }, 500)).toMatchObject({
      state: 'disabled',
    });
    expect(healthOf({}, 410)).toMatchObject({ state: 'disabled', failingSince: now });
    expect(healthOf({ state: 'disabled' }, 200)).toBeUndefined();
  });
});

test('an endpoint is told what it asked for, from when it was made, while it is not disabled', () => {
  expect(wants(endpoint, event)).toBe(true);
  expect(wants({ ...endpoint, state: 'failing' }, event)).toBe(true);
  expect(wants({ ...endpoint, state: 'disabled' }, event)).toBe(false);
  expect(wants({ ...endpoint, createdAt: now + 1 }, event)).toBe(false);
  expect(wants(endpoint, { ...event, type: 'batch.expired' })).toBe(false);
});

test('settings that change nothing leave the very endpoint; enabling forgets the failures', () => {
  const settings = { name: undefined, url: undefined, eventTypes: undefined, enabled: undefined };
  expect(updated(endpoint, { ...settings, name: 'Accounts', enabled: true }, now + 1)).toBe(endpoint);
  const disabled = updated(endpoint, { ...settings, enabled: false }, now + 1);
  expect(disabled).toMatchObject({ state: 'disabled', stateReason: 'You disabled it.', updatedAt: now + 1 });
  const enabled = updated({ ...disabled, failingSince: now }, { ...settings, enabled: true }, now + 2);
  expect(enabled).toEqual({ ...endpoint, updatedAt: now + 2 });
});

test('the secret before the last rotation signs for 24 hours, an older one not at all', () => {
  const rotate = (from: WebhookEndpoint, value: number, at: number) =>
    rotated(from, { wrapped: bytes(value), hint: '' }, { keepsOld: true, now: at });
  const twice = rotate(rotate(endpoint, 2, now), 3, now + 1_000);
  expect(signingSecrets(twice, now + 1_000)).toEqual([bytes(3), bytes(2)]);
  expect(signingSecrets(twice, now + day + 999)).toEqual([bytes(3), bytes(2)]);
  expect(signingSecrets(twice, now + day + 1_000)).toEqual([bytes(3)]);
  const atOnce = rotated(twice, { wrapped: bytes(4), hint: '' }, { keepsOld: false, now });
  expect(signingSecrets(atOnce, now)).toEqual([bytes(4)]);
});

test('the signature is that of the example in the Standard Webhooks libraries', async () => {
  const secret = new Uint8Array(Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64'));
  const headers = await webhookHeaders([secret], {
    eventId: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    sentAt: 1_614_265_330_000,
    body: '{"test": 2432232314}',
  });
  expect(headers).toEqual({
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  });
  expect(secretText(secret)).toBe(`whsec_${'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'}`);
});

describe('the end of a batch', () => {
  test.each(['completed', 'expired', 'cancelled'] as const)(
    'that is %s is one event, always the same',
    (status) => {
      const batch = sampleBatch({ kind: 'file', status, endedAt: now });
      expect(endEventOf(batch)).toEqual({
        eventId: `evt_batch_${status}_1`,
        type: `batch.${status}`,
        createdAt: now,
        subjectId: 'batch_1',
      });
      expect(endEventOf(batch)).toEqual(endEventOf({ ...batch, version: 9 }));
    },
  );

  test('is none while it runs, nor where it is of live calls', () => {
    for (const status of ['validating', 'in_progress', 'cancelling', 'finalizing'] as const)
      expect(endEventOf(sampleBatch({ kind: 'file', status }))).toBeUndefined();
    expect(endEventOf(sampleBatch({ kind: 'live', status: 'completed' }))).toBeUndefined();
  });
});
