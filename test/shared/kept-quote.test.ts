import { describe, expect, test } from 'vitest';
import { type KeptQuote, quoteLifeMillis, windowOfQuote } from '../../shared/kept-quote.ts';
import { demoPolicy, standardPolicy } from '../../shared/policy.ts';
import { chargeWithin } from '../../shared/quote-charge.ts';
import { termsFrom, termsNow } from '../../shared/terms.ts';
import { seeded } from '../support/seeded.ts';
import { refusalCode, startedAt } from './sample-task.ts';

const quote = (changes: Partial<KeptQuote> = {}): KeptQuote => ({
  customerId: 'cus_1',
  quoteId: 'quote_1',
  endpoint: '/v1/embeddings',
  inputFileId: 'file_1',
  windows: ['1h', '4h', '24h'],
  judged: {
    findings: [],
    findingsCount: 0,
    model: 'parkade-embed-1',
    requests: 1,
    ceilingMicros: 1,
    likelyMicros: 1,
    runningMicros: 1,
    inputTokens: 1,
    outputTokens: 0,
    pages: 0,
  },
  terms: termsNow(standardPolicy),
  createdAt: startedAt,
  expiresAt: startedAt + quoteLifeMillis,
  ...changes,
});

describe('the window of a quote', () => {
  test('is the one that is named, or the only one', () => {
    expect(windowOfQuote(quote(), { window: '4h' }, startedAt)).toBe('4h');
    expect(windowOfQuote(quote({ windows: ['1h'] }), {}, startedAt)).toBe('1h');
  });

  test.each<[string, Partial<KeptQuote>, Parameters<typeof windowOfQuote>[1], string]>([
    ['several and none named', {}, {}, 'invalid_request'],
    ['another than was quoted', { windows: ['24h'] }, { window: '1h' }, 'quote_mismatch'],
    ['another endpoint', {}, { window: '1h', endpoint: '/v1/chat/completions' }, 'quote_mismatch'],
    ['another file', {}, { window: '1h', inputFileId: 'file_2' }, 'quote_mismatch'],
    ['requests in place of a file', {}, { window: '1h', inlineSha256: 'a' }, 'quote_mismatch'],
    [
      'other requests',
      { inline: { sha256: 'b', bytes: 1 } },
      { window: '1h', inlineSha256: 'a' },
      'quote_mismatch',
    ],
    ['its end', { expiresAt: startedAt }, { window: '1h' }, 'quote_expired'],
    ['a batch that was made of it', { batchId: 'batch_1' }, { window: '1h' }, 'quote_used'],
  ])('is refused for %s', (_what, changes, beside, code) => {
    expect(refusalCode(() => windowOfQuote(quote(changes), beside, startedAt))).toBe(code);
  });

  test('holds to the last millisecond', () => {
    expect(windowOfQuote(quote(), { window: '1h' }, startedAt + quoteLifeMillis - 1)).toBe('1h');
  });
});

describe('a charge within a window', () => {
  test('is likely at most its ceiling, at least the minimum, and owners never get of what lifts it there', () => {
    const next = seeded(9);
    for (let round = 0; round < 500; round++) {
      const ceilingMicros = next(1_000_000_000);
      const likelyMicros = next(1_000_000_000);
      const terms = termsNow(round % 2 ? standardPolicy : demoPolicy);
      const charge = chargeWithin('1h', { likelyMicros, ceilingMicros }, terms);
      expect(charge.likelyMicroUsd).toBeLessThanOrEqual(charge.ceilingMicroUsd);
      expect(charge.likelyMicroUsd).toBeGreaterThanOrEqual(terms.minimumMicroUsd);
      const exact = (BigInt(ceilingMicros) * 90n + 999_999n) / 1_000_000n;
      expect(charge.owners.ceilingMicroUsd).toBe((exact * 75n) / 100n);
    }
  });

  test('is each part of it by the price of its window, the share of owners rounded down', () => {
    const terms = {
      pricesMicroUsd: { '1h': 90, '4h': 75, '24h': 61 },
      minimumMicroUsd: 100n,
      ownerSharePercent: 75,
    };
    const micros = { likelyMicros: 2_000_000, ceilingMicros: 4_000_001 };
    expect(chargeWithin('1h', micros, terms)).toEqual({
      likelyMicroUsd: 180n,
      ceilingMicroUsd: 361n,
      owners: { likelyMicroUsd: 135n, ceilingMicroUsd: 270n },
    });
    // What lifts it to the minimum is the platform's alone.
    expect(chargeWithin('24h', { likelyMicros: 1_000_000, ceilingMicros: 1_000_000 }, terms)).toEqual({
      likelyMicroUsd: 100n,
      ceilingMicroUsd: 100n,
      owners: { likelyMicroUsd: 45n, ceilingMicroUsd: 45n },
    });
  });

  test('never tells owners of more than their part of the ceiling, however much is thought likely', () => {
    const terms = termsNow(demoPolicy);
    const charge = chargeWithin('24h', { likelyMicros: 9_000_000, ceilingMicros: 1_000_000 }, terms);
    expect(charge).toEqual({
      likelyMicroUsd: 60n,
      ceilingMicroUsd: 60n,
      owners: { likelyMicroUsd: 45n, ceilingMicroUsd: 45n },
    });
  });

  test('is by the terms that were kept, as the table gives them back', () => {
    const kept = { ...termsNow(standardPolicy), minimumMicroUsd: 10_000 as unknown as bigint };
    expect(termsFrom(kept)).toEqual(termsNow(standardPolicy));
  });
});
