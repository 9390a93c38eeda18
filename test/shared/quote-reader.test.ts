import { describe, expect, test } from 'vitest';
import { parseBatchLine } from '../../shared/batch-line.ts';
import type { Endpoint } from '../../shared/catalogue.ts';
import { demoPolicy } from '../../shared/policy.ts';
import { type InputParam, quoteReader } from '../../shared/quote.ts';
import type { Refusal } from '../../shared/refusal.ts';
import { refusalOf as refusalIn } from './sample-task.ts';

const lineOf = (customId: string, url: Endpoint, body: object) =>
  JSON.stringify({ custom_id: customId, method: 'POST', url, body });
const embedding = (customId: string) =>
  lineOf(customId, '/v1/embeddings', { model: 'parkade-embed-1', input: 'a text' });

function read(
  lines: readonly string[],
  endpoint: Endpoint = '/v1/embeddings',
  param: InputParam = 'input_file_id',
) {
  const reader = quoteReader(endpoint, param);
  for (const text of lines) reader.read(text);
  return reader;
}

function refusalOf(act: () => unknown): Refusal {
  const refusal = refusalIn(act);
  if (!refusal) throw new Error('it was not refused');
  return refusal;
}

describe('whoever is refused a batch is told', () => {
  const quoted = (lines: readonly string[], param?: InputParam) =>
    refusalOf(() => read(lines, '/v1/embeddings', param).quote(demoPolicy, '24h'));
  const bad = (count: number) => Array.from({ length: count }, () => 'no');

  test('of the first bad line, and how many more there are, all of them counted', () => {
    expect([1, 2, 3, 150].map((count) => quoted(bad(count)).message)).toEqual([
      'Line 1 is not valid JSON. Nothing was queued or charged.',
      'Line 1 is not valid JSON. There is one more finding. Nothing was queued or charged.',
      'Line 1 is not valid JSON. There are 2 more findings. Nothing was queued or charged.',
      'Line 1 is not valid JSON. There are 149 more findings. Nothing was queued or charged.',
    ]);
  });

  test('which line is of the same name, and which of another model', () => {
    expect(quoted([embedding('a'), embedding('a')]).details.findings).toEqual([
      {
        code: 'duplicate_custom_id',
        message: "Line 2: the custom_id 'a' is that of an earlier line.",
        param: 'custom_id',
        line: 2,
      },
    ]);
    const chat = (model: string, content: unknown) =>
      JSON.stringify({
        custom_id: model,
        method: 'POST',
        url: '/v1/chat/completions',
        body: { model, messages: [{ role: 'user', content }] },
      });
    const page = [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } }];
    const mixed = [chat('parkade-dictionary-1', 'dig'), chat('tesseract-eng', page)];
    expect(read(mixed, '/v1/chat/completions').judged().findings).toEqual([
      {
        code: 'model_mismatch',
        message: "Line 2 is for the model 'tesseract-eng', the first line for 'parkade-dictionary-1'.",
        param: 'body.model',
        line: 2,
      },
    ]);
  });

  test('that there are no lines, in the words of where they came from', () => {
    for (const param of ['input_file_id', 'requests'] as const) {
      const none = quoted([], param);
      expect([none.code, none.message, none.details]).toEqual([
        'invalid_batch',
        'The file has no lines, so there is nothing to run.',
        {
          param,
          findings: [{ code: 'empty_batch', message: 'The file has no lines.', param: null, line: null }],
        },
      ]);
      expect(quoted(['no'], param).details.param).toBe(param);
    }
  });
});

test('what was read is judged without being refused: sums of the good lines, and what is wrong with the others', () => {
  const chat = (customId: string, maxTokens: number) =>
    JSON.stringify({
      custom_id: customId,
      method: 'POST',
      url: '/v1/chat/completions',
      body: {
        model: 'parkade-dictionary-1',
        max_tokens: maxTokens,
        messages: [{ role: 'user', content: 'Define dig.' }],
      },
    });
  const lines = [chat('a', 8), chat('b', 20)];
  const requests = lines.map((text, at) => {
    const parsed = parseBatchLine(text, at + 1, '/v1/chat/completions');
    if (!('customId' in parsed)) throw new Error(parsed.message);
    return parsed;
  });
  const sum = (of: (request: (typeof requests)[number]) => number) =>
    requests.reduce((total, request) => total + of(request), 0);
  const judged = read([lines[0] ?? '', 'no', lines[1] ?? ''], '/v1/chat/completions').judged();
  expect(judged).toEqual({
    findings: [{ code: 'invalid_json_line', message: 'Line 2 is not valid JSON.', param: null, line: 2 }],
    findingsCount: 1,
    model: 'parkade-dictionary-1',
    requests: 3,
    ceilingMicros: sum(({ ceilingMicros }) => ceilingMicros),
    runningMicros: sum(({ runningMicros }) => runningMicros),
    likelyMicros: sum(({ likely }) => 80 * likely.inputTokens + 1_000 * likely.outputTokens),
    inputTokens: sum(({ likely }) => likely.inputTokens),
    outputTokens: 4 + 10,
    pages: 0,
  });
  expect(judged.inputTokens).toBeGreaterThan(0);
  const none = read([]).judged();
  expect([none.findingsCount, none.findings.map(({ code }) => code)]).toEqual([1, ['empty_batch']]);
  expect(none).not.toHaveProperty('model');
});

test('pages are counted', () => {
  const page = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };
  const ocr = (customId: string) =>
    JSON.stringify({
      custom_id: customId,
      method: 'POST',
      url: '/v1/chat/completions',
      body: { model: 'tesseract-eng', messages: [{ role: 'user', content: [page] }] },
    });
  expect(read([ocr('a'), ocr('b'), ocr('c')], '/v1/chat/completions').judged()).toMatchObject({
    pages: 3,
    likelyMicros: 45_000_000,
  });
});
