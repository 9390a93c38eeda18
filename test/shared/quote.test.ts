import { describe, expect, test } from 'vitest';
import { customIdOf, parseBatchLine } from '../../shared/batch-line.ts';
import type { Endpoint } from '../../shared/catalogue.ts';
import { demoPolicy, standardPolicy } from '../../shared/policy.ts';
import { batchLimits, quoteReader } from '../../shared/quote.ts';
import type { Refusal } from '../../shared/refusal.ts';
import { refusalOf as refusalIn } from './sample-task.ts';

type Parts = { custom_id?: unknown; method?: unknown; url?: unknown; body?: object; extra?: unknown };

const line = (customId: string, parts: Parts = {}) =>
  JSON.stringify({
    custom_id: customId,
    method: 'POST',
    url: '/v1/embeddings',
    ...parts,
    body: { model: 'parkade-embed-1', input: 'a text', ...parts.body },
  });

function read(lines: readonly string[], endpoint: Endpoint = '/v1/embeddings') {
  const reader = quoteReader(endpoint, 'input_file_id');
  for (const text of lines) reader.read(text);
  return reader;
}

function refusalOf(act: () => unknown): Refusal {
  const refusal = refusalIn(act);
  if (!refusal) throw new Error('it was not refused');
  return refusal;
}

const findingsIn = (lines: readonly string[], endpoint?: Endpoint) => {
  const { code, details } = refusalOf(() => read(lines, endpoint).quote(demoPolicy, '24h'));
  expect([code, details.param]).toEqual(['invalid_batch', 'input_file_id']);
  return details.findings?.map((finding) => [finding.line, finding.code, finding.param]);
};

describe('a batch is refused with each bad line named', () => {
  test('that is not JSON', () => {
    expect(findingsIn([line('a'), '{"custom_id":', line('c')])).toEqual([[2, 'invalid_json_line', null]]);
  });

  test.each([
    ['without a custom_id', line('', { custom_id: undefined }), 'custom_id'],
    ['with an empty custom_id', line(''), 'custom_id'],
    ['with another method', line('b', { method: 'GET' }), 'method'],
  ])('%s', (_what, bad, param) => {
    expect(findingsIn([line('a'), bad])).toEqual([[2, 'invalid_request', param]]);
  });

  test.each([
    ['for another endpoint', { url: '/v1/chat/completions' }, 'url_mismatch', 'url'],
    ['for an unknown model', { body: { model: 'gpt-9' } }, 'model_not_found', 'body.model'],
    ['with an unsupported parameter', { body: { truncate: true } }, 'unsupported_parameter', 'body.truncate'],
    ['with nothing to embed', { body: { input: '' } }, 'invalid_request', 'body.input'],
  ])('%s', (_what, parts, code, param) => {
    expect(findingsIn([line('a'), line('b'), line('c', parts)])).toEqual([[3, code, param]]);
  });

  test('whose custom_id is that of an earlier line', () => {
    expect(findingsIn([line('a'), line('b'), line('a')])).toEqual([[3, 'duplicate_custom_id', 'custom_id']]);
  });

  test('whose model is not that of the first line', () => {
    const chat = (customId: string, model: string, content: unknown) =>
      JSON.stringify({
        custom_id: customId,
        method: 'POST',
        url: '/v1/chat/completions',
        body: { model, messages: [{ role: 'user', content }] },
      });
    const page = [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }];
    const lines = [chat('a', 'parkade-dictionary-1', 'dig'), chat('b', 'tesseract-eng', page)];
    expect(findingsIn(lines, '/v1/chat/completions')).toEqual([[2, 'model_mismatch', 'body.model']]);
  });

  test('in the order of the lines, and all at once', () => {
    const lines = ['no', line('a', { url: 'x' }), line('b'), line('b'), 'null'];
    expect(findingsIn(lines)?.map(([no]) => no)).toEqual([1, 2, 4, 5]);
  });

  test('up to a hundred of them', () => {
    const lines = Array.from({ length: 150 }, () => 'no');
    expect(findingsIn(lines)?.length).toBe(batchLimits.findingsTold);
  });
});

test('a batch without lines is refused', () => {
  expect(findingsIn([])).toEqual([[null, 'empty_batch', null]]);
});

test('50,000 lines are taken, and the next one is refused at once', () => {
  const reader = read(Array.from({ length: 50_000 }, (_, no) => line(String(no))));
  expect(reader.quote(demoPolicy, '24h').requests).toBe(50_000);
  const { code, message, details } = refusalOf(() => reader.read(line('one more')));
  expect([code, message, details]).toEqual([
    'invalid_batch',
    'The file has more than 50000 lines; split it.',
    {
      param: 'input_file_id',
      findings: [
        {
          code: 'too_many_lines',
          message: 'Line 50001 is over the limit of 50000 lines.',
          param: null,
          line: 50_001,
        },
      ],
    },
  ]);
});

describe('a quote', () => {
  const single = parseBatchLine(line('a'), 1, '/v1/embeddings');
  const ceilingMicros = 'customId' in single ? single.ceilingMicros : 0;
  const thousand = Array.from({ length: 1_000 }, (_, no) => line(String(no)));

  test('sums its lines and rounds up once', () => {
    const quote = read(thousand).quote(demoPolicy, '24h');
    expect(quote).toMatchObject({
      model: 'parkade-embed-1',
      requests: 1_000,
      ceilingMicros: 1_000 * ceilingMicros,
    });
    expect(quote.ceilingMicroUsd).toBe(BigInt(Math.ceil((1_000 * ceilingMicros * 60) / 1e6)));
  });

  test('is dearer the sooner it is wanted', () => {
    const quotes = (['24h', '4h', '1h'] as const).map((window) => read(thousand).quote(demoPolicy, window));
    const [day, four, hour] = quotes.map(({ ceilingMicroUsd }) => Number(ceilingMicroUsd));
    expect(day).toBeLessThan(four ?? 0);
    expect(four).toBeLessThan(hour ?? 0);
  });

  test('says how many tokens it is likely to be, and nothing but what it sums', () => {
    const {
      likelyMicros: _likely,
      findings,
      findingsCount,
      pages: _pages,
      ...sums
    } = read(thousand).judged();
    expect([findings, findingsCount]).toEqual([[], 0]);
    expect(read(thousand).quote(standardPolicy, '4h')).toEqual({ ...sums, ceilingMicroUsd: 10_000n });
  });

  test('is never below the least that a batch is charged', () => {
    expect(read([line('a')]).quote(standardPolicy, '24h').ceilingMicroUsd).toBe(10_000n);
  });
});

test('the custom_id of a good line is read back from it', () => {
  expect(customIdOf(line('my id'))).toBe('my id');
});
