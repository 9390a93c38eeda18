import { describe, expect, test } from 'vitest';
import { askedDelayMillis, failureOf, isSuccess, type WebhookAnswer } from '../../shared/webhook-answer.ts';
import {
  afterAttempt,
  claimed,
  type Delivery,
  delaySecondsOf,
  isDue,
  isExhausted,
  newDelivery,
  replayed,
  retryDelaysMillis,
} from '../../shared/webhook-delivery.ts';
import { eventBody, type WebhookEvent } from '../../shared/webhook-event.ts';

const now = Date.UTC(2027, 0, 8);
const hour = 3_600_000;
const event: WebhookEvent = {
  eventId: 'evt_1',
  type: 'batch.completed',
  createdAt: now + 999,
  subjectId: 'batch_1',
};
const fresh = newDelivery({ customerId: 'cus_1', endpointId: 'whe_1', deliveryId: 'whd_1', event }, now);
const answered = (status: number, retryAfter?: string): WebhookAnswer => ({
  kind: 'answered',
  status,
  latencyMillis: 12,
  ...(retryAfter && { retryAfter }),
});
const attempt = (delivery: Delivery, answer: WebhookAnswer, chance = 0) => {
  const at = delivery.nextAttemptAt ?? now;
  return afterAttempt(delivery, answer, { at, now: at, chance });
};

describe('the schedule', () => {
  const roundOf = (chance: number) => {
    const waits: number[] = [];
    let delivery = fresh;
    while (delivery.state === 'pending') {
      const at = delivery.nextAttemptAt ?? 0;
      delivery = attempt(delivery, answered(500), chance);
      if (delivery.nextAttemptAt) waits.push(delivery.nextAttemptAt - at);
    }
    return { waits, delivery };
  };

  test('is that of Standard Webhooks: ten tries in about three days, then failed for good', () => {
    const { waits, delivery } = roundOf(0);
    expect(waits).toEqual([
      5_000,
      300_000,
      hour / 2,
      2 * hour,
      5 * hour,
      10 * hour,
      14 * hour,
      20 * hour,
      24 * hour,
    ]);
    expect(delivery).toMatchObject({ state: 'failed', failures: 10 });
    expect(delivery.attempts).toHaveLength(10);
    expect(delivery.nextAttemptAt).toBeUndefined();
    expect(isExhausted(delivery)).toBe(true);
  });

  test('is stretched by a tenth at most, never shortened', () => {
    for (const chance of [0, 0.25, 0.5, 0.996])
      for (const [no, wait] of roundOf(chance).waits.entries()) {
        const least = retryDelaysMillis[no + 1] ?? 0;
        expect(wait).toBeGreaterThanOrEqual(least);
        expect(wait).toBeLessThanOrEqual(least * 1.1);
      }
    expect(roundOf(0.5).waits[1]).not.toBe(roundOf(0).waits[1]);
  });

  test('begins anew with a replay, which keeps the log', () => {
    const again = replayed(roundOf(0).delivery, now);
    expect(isDue(again, now)).toBe(true);
    const failed = attempt(again, answered(500));
    expect(failed).toMatchObject({ state: 'pending', failures: 1, nextAttemptAt: now + 5_000 });
    expect(failed.attempts).toHaveLength(11);
  });

  test('asks SQS to hold back a message for the wait that was decided', () => {
    expect(delaySecondsOf(fresh)).toBe(0);
    expect(delaySecondsOf(attempt(fresh, answered(500)))).toBe(5);
    expect(delaySecondsOf(attempt(fresh, answered(500), 0.5))).toBe(6);
    expect(delaySecondsOf(attempt(fresh, answered(200)))).toBeUndefined();
  });
});

test.each([
  [200, true],
  [204, true],
  [299, true],
  [199, false],
  [300, false],
  [301, false],
  [400, false],
  [410, false],
  [500, false],
])('an answer of %i is success: %s', (status, isOne) => {
  expect(isSuccess(answered(status))).toBe(isOne);
  expect(failureOf(answered(status)) === undefined).toBe(isOne);
  expect(attempt(fresh, answered(status)).state === 'delivered').toBe(isOne);
});

test('410 ends the delivery at once, and so does the one try of a test', () => {
  expect(attempt(fresh, answered(410))).toMatchObject({ state: 'failed', failures: 1 });
  expect(attempt({ ...fresh, isTest: true }, answered(500)).state).toBe('failed');
  expect(isExhausted(attempt(fresh, answered(410)))).toBe(false);
});

test.each([
  ['120', 120_000],
  ['  7 ', 7_000],
  ['0', 0],
  ['Fri, 08 Jan 2027 01:00:00 GMT', hour],
  ['Thu, 07 Jan 2027 01:00:00 GMT', 0],
  ['-5', 0],
  ['1e9', 0],
  ['soon', 0],
  ['99999999999999999999', 0],
  ['2027-01-09', 0],
  ['', 0],
])('Retry-After: %j asks for %i ms', (text, millis) => {
  expect(askedDelayMillis(answered(429, text), now)).toBe(millis);
});

test('Retry-After never brings a try forward, and never puts it off by more than a day', () => {
  const waitOf = (text: string) => (attempt(fresh, answered(503, text)).nextAttemptAt ?? 0) - now;
  expect(waitOf('1')).toBe(5_000);
  expect(waitOf('600')).toBe(600_000);
  expect(waitOf('999999999')).toBe(24 * hour);
});

test('one that is claimed is not due until the claim runs out, and an attempt ends the claim', () => {
  const own = claimed(fresh, now);
  expect([isDue(fresh, now), isDue(own, now), isDue(own, now + 59_999), isDue(own, now + 60_000)]).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect(attempt(own, answered(500)).claimedUntil).toBeUndefined();
});

test('the log keeps the latest twenty attempts', () => {
  let delivery = fresh;
  for (let no = 0; no < 50; no++) delivery = replayed(attempt(delivery, answered(500 + (no % 50))), now);
  expect(delivery.attempts.map(({ status }) => status)).toEqual(
    Array.from({ length: 20 }, (_, no) => 530 + no),
  );
});

test('the body is OpenAI’s, in Unix seconds', () => {
  expect(eventBody(event)).toBe(
    '{"id":"evt_1","object":"event","created_at":1799366400,"type":"batch.completed","data":{"id":"batch_1"}}',
  );
});
