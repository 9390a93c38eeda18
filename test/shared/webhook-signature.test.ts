import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { secretHint, secretText, webhookHeaders } from '../../shared/webhook-signature.ts';

const secret = (fill: number) => new Uint8Array(24).fill(fill);
const hmac = (fill: number, content: string) =>
  createHmac('sha256', secret(fill)).update(content).digest('base64');

test('an event is signed once with each secret in use, over its id, its second and its body', async () => {
  const body = '{"said":"grüezi"}';
  const sentAt = Date.UTC(2027, 0, 8) + 999;
  const content = `evt_1.1799366400.${body}`;
  expect(await webhookHeaders([secret(1), secret(2)], { eventId: 'evt_1', sentAt, body })).toEqual({
    'webhook-id': 'evt_1',
    'webhook-timestamp': '1799366400',
    'webhook-signature': `v1,${hmac(1, content)} v1,${hmac(2, content)}`,
  });
});

test('a hint tells secrets apart by their last four letters that say something, and says no more', () => {
  const bytes = new Uint8Array(32).map((_, at) => at);
  const text = secretText(bytes);
  expect(text).toBe(`whsec_${'AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8='}`);
  expect(secretHint(bytes)).toBe('whsec_...dHh8');
});
