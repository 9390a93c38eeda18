import { describe, expect, test } from 'vitest';
import { standardPolicy } from '../../shared/policy.ts';
import {
  askedTokens,
  type Bucket,
  covers,
  durationText,
  emptyBucket,
  isTooMuch,
  limitsOf,
  newLease,
  pour,
  roomIn,
  standingOf,
  toTake,
  withTaken,
  withUsed,
} from '../../shared/rate-limit.ts';

const now = 1_800_000_000_000;
const limits = { requests: 60, tokens: 6_000 };
const one = { requests: 1, tokens: 100 };

function fill(bucket: Bucket, times: number, at = now): Bucket {
  let filled = bucket;
  for (let no = 0; no < times; no++) {
    const poured = pour(filled, one, limits, at);
    if (isTooMuch(poured)) throw new Error(`number ${no} does not fit`);
    filled = poured;
  }
  return filled;
}

describe('a bucket', () => {
  test('takes a minute’s worth at once and not one more, and says when the next fits', () => {
    const full = fill(emptyBucket, 60);
    expect(pour(full, one, limits, now)).toEqual({ limitedBy: 'requests', retryAfterMillis: 1_000 });
    expect(isTooMuch(pour(full, one, limits, now + 999))).toBe(true);
    expect(isTooMuch(pour(full, one, limits, now + 1_000))).toBe(false);
  });

  test('drips as fast as its limit: after a minute it is empty', () => {
    const full = fill(emptyBucket, 60);
    expect(roomIn(full, 'requests', { limit: 60, now })).toBe(0);
    expect(roomIn(full, 'requests', { limit: 60, now: now + 30_000 })).toBe(30);
    expect(fill(full, 60, now + 60_000)).toBeTruthy();
  });

  test('is limited by tokens where they run out first, and leaves the requests as they were', () => {
    const bucket = fill(emptyBucket, 1);
    expect(pour(bucket, { requests: 1, tokens: 5_901 }, limits, now)).toEqual({
      limitedBy: 'tokens',
      retryAfterMillis: 10,
    });
    expect(isTooMuch(pour(bucket, { requests: 1, tokens: 5_900 }, limits, now))).toBe(false);
  });

  test('can never hold more than a minute’s worth, and says so instead of a time', () => {
    expect(pour(emptyBucket, { requests: 1, tokens: 6_001 }, limits, now)).toEqual({
      limitedBy: 'tokens',
      retryAfterMillis: undefined,
    });
  });
});

describe('what an instance lets in by itself', () => {
  const large = { requests: 6_000, tokens: 4_000_000 };

  test('is free up to a thousandth of the limit, and nothing where the limit is small', () => {
    expect(newLease(large, now).left).toEqual({ requests: 6, tokens: 4_000 });
    expect(covers(newLease(limits, now), one)).toBe(false);
  });

  test('doubles while it is used up, to a fiftieth of the limit at the most', () => {
    let lease = newLease(large, now);
    const taken: number[] = [];
    for (let no = 0; no < 1_000; no++) {
      if (!covers(lease, { requests: 1, tokens: 0 })) {
        const { ahead } = toTake(lease, { requests: 1, tokens: 0 }, large);
        taken.push(ahead.requests);
        lease = withTaken(lease, ahead, now);
      }
      lease = withUsed(lease, { requests: 1, tokens: 0 });
    }
    expect(taken.slice(0, 5)).toEqual([6, 12, 24, 48, 96]);
    expect(Math.max(...taken)).toBe(120);
    expect(taken.length).toBeLessThan(14);
  });

  test('asks for no requests ahead where only tokens are short', () => {
    const lease = { ...newLease(large, now), used: { requests: 50, tokens: 50_000 } };
    const { least, ahead } = toTake(lease, { requests: 1, tokens: 5_000 }, large);
    expect(least).toEqual({ requests: 0, tokens: 1_000 });
    expect(ahead).toEqual({ requests: 0, tokens: 50_000 });
  });

  test('is told in what remains', () => {
    const lease = withUsed(newLease(large, now), { requests: 2, tokens: 500 });
    expect(standingOf(emptyBucket, lease, large, now)).toEqual({
      requests: { limit: 6_000, remaining: 5_998, resetMillis: 20 },
      tokens: { limit: 4_000_000, remaining: 3_999_500, resetMillis: 7.5 },
    });
  });
});

test.each([
  [0, '0ms'],
  [7.2, '8ms'],
  [1_000, '1s'],
  [1_500, '1.5s'],
  [59_999, '1m0s'],
  [360_000, '6m0s'],
  [61_250, '1m1.25s'],
])('%d ms is written %s', (millis, text) => {
  expect(durationText(millis)).toBe(text);
});

describe('the tokens that a call asks for', () => {
  const chat = { model: 'parkade-dictionary-1', messages: [{ role: 'user', content: 'x'.repeat(396) }] };

  test.each([
    ['texts and the answer’s maximum', { ...chat, max_tokens: 48 }, 100 + 48],
    ['the model’s own maximum where none is named', chat, 100 + 64],
    ['each of several answers', { ...chat, max_completion_tokens: 10, n: 3 }, 100 + 30],
    ['a token id as a token', { model: 'parkade-embed-1', input: [[1, 2, 3], [4]] }, 4],
    ['every text of a list', { model: 'parkade-embed-1', input: ['abcd', 'efgh'] }, 2],
    [
      'no image',
      {
        ...chat,
        messages: [{ content: [{ image_url: { url: `data:${'x'.repeat(9_000)}` } }] }],
        max_tokens: 1,
      },
      1,
    ],
    ['nothing of what is no request', 'text', 0],
    ['nothing of what is no number', { max_tokens: 'many', n: -1, input: null }, 0],
  ])('are those of %s', (_what, body, tokens) => {
    expect(askedTokens(body)).toBe(tokens);
  });

  test('end at some depth, whatever is sent', () => {
    let deep: unknown = 'x';
    for (let level = 0; level < 5_000; level++) deep = [deep];
    expect(askedTokens({ input: deep })).toBe(0);
  });
});

test('a customer’s own limits stand before those of its tier', () => {
  const { rateLimits } = standardPolicy;
  expect(limitsOf({}, rateLimits)).toEqual(rateLimits.standard);
  expect(limitsOf({ tier: 'high', limits: { enqueuedTokens: 5 } }, rateLimits)).toEqual({
    ...rateLimits.high,
    enqueuedTokens: 5,
  });
});
