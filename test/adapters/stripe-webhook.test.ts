import Stripe from 'stripe';
import { expect, test } from 'vitest';
import { stripeWebhookOver } from '../../functions/adapters/stripe-webhook.ts';

const secrets = { platform: ['whsec', 'a'].join('_'), connected: ['whsec', 'b'].join('_') };
const webhook = stripeWebhookOver({ secrets, livemode: false });
const now = Date.UTC(2027, 0, 8);

const bodyOf = (changes: { livemode?: boolean; account?: string } = {}) =>
  JSON.stringify({
    object: 'event',
    id: 'evt_1',
    type: 'charge.refunded',
    livemode: false,
    data: { object: { object: 'charge', id: 'ch_1' } },
    ...changes,
  });
const rawBody = bodyOf();

const signed = (secondsAhead: number, secret = secrets.platform, payload = rawBody) =>
  Stripe.webhooks.generateTestHeaderString({
    payload,
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

test('an event of the other mode is refused, though Stripe signed it', () => {
  const live = bodyOf({ livemode: true });
  const signature = signed(0, secrets.platform, live);
  expect(() => webhook.read('platform', { rawBody: live, signature, now })).toThrow('test events only');
  const taking = stripeWebhookOver({ secrets, livemode: true });
  expect(taking.read('platform', { rawBody: live, signature, now }).eventId).toBe('evt_1');
  expect(() => taking.read('platform', { rawBody, signature: signed(0), now })).toThrow('live events only');
});

test('an event of an account is refused where the platform’s own come in, and the reverse', () => {
  const theirs = bodyOf({ account: 'acct_1' });
  const atPlatform = signed(0, secrets.platform, theirs);
  expect(() => webhook.read('platform', { rawBody: theirs, signature: atPlatform, now })).toThrow(
    'events of the platform itself only',
  );
  const atAccounts = signed(0, secrets.connected, theirs);
  expect(webhook.read('connected', { rawBody: theirs, signature: atAccounts, now }).account).toBe('acct_1');
  const ours = signed(0, secrets.connected);
  expect(() => webhook.read('connected', { rawBody, signature: ours, now })).toThrow(
    'connected accounts only',
  );
});
