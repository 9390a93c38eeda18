import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { stripeWebhookOver } from '../../functions/adapters/stripe-webhook.ts';

const secrets = { platform: ['whsec', 'a'].join('_'), connected: ['whsec', 'b'].join('_') };
const webhook = stripeWebhookOver({ secrets, livemode: false });
const now = Date.UTC(2027, 0, 8);

const rawBody = JSON.stringify({
  object: 'event',
  id: 'evt_1',
  type: 'charge.refunded',
  livemode: false,
  data: { object: { object: 'charge', id: 'ch_1' } },
});

const signed = (secondsAhead: number, secret = secrets.platform) =>
  Stripe.webhooks.generateTestHeaderString({
    payload: rawBody,
    secret,
    timestamp: now / 1_000 + secondsAhead,
  });

const read = (signature: string, endpoint: 'platform' | 'connected' = 'platform') =>
  webhook.read(endpoint, { rawBody, signature, now });

test('what is signed for now is read, by its names', () => {
  expect(read(signed(0))).toMatchObject({ eventId: 'evt_1', type: 'charge.refunded' });
  expect(read(signed(300)).eventId).toBe('evt_1');
});

test('a time of the present before the signed one does not hide that it is in the future', () => {
  expect(() => read(signed(301))).toThrow('dated in the future');
  expect(() => read(`t=${now / 1_000},${signed(301)}`)).toThrow('dated in the future');
  expect(() => read(`${signed(301)},t=${now / 1_000}`)).toThrow("does not fit this endpoint's secret");
});

test("neither endpoint takes what is signed with the other's secret", () => {
  expect(() => read(signed(0, secrets.connected))).toThrow("does not fit this endpoint's secret");
  expect(() => read(signed(0), 'connected')).toThrow("does not fit this endpoint's secret");
});
