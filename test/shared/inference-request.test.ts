import { readFileSync } from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';
import { describe, expect, test } from 'vitest';
import { embeddingLines } from '../../local/demo/batches.ts';
import { catalogue, getModel } from '../../shared/catalogue.ts';
import { inferenceRequest } from '../../shared/inference-request.ts';
import { referenceMicrosOf } from '../../shared/metering.ts';
import { Refusal } from '../../shared/refusal.ts';
import { seeded } from '../support/seeded.ts';

const embed = getModel('parkade-embed-1');
const page = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };
const chat = (changes: object = {}) => ({
  model: 'parkade-dictionary-1',
  messages: [{ role: 'user', content: 'Define dig.' }],
  ...changes,
});

function refusalOf(endpoint: '/v1/embeddings' | '/v1/chat/completions', body: unknown): Refusal {
  try {
    inferenceRequest(endpoint, body);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('a request is refused', () => {
  test.each([
    [
      'an unsupported parameter, by its name',
      chat({ logit_bias: {} }),
      'unsupported_parameter',
      'logit_bias',
    ],
    [
      'an unsupported parameter of a message, by its path',
      chat({ messages: [{ role: 'user', content: 'a', tool_calls: [] }] }),
      'unsupported_parameter',
      'messages.0.tool_calls',
    ],
    ['more choices than eight', chat({ n: 9 }), 'invalid_request', 'n'],
    ['log probabilities', chat({ logprobs: true }), 'unsupported_parameter', 'logprobs'],
    ['no messages', chat({ messages: [] }), 'invalid_request', 'messages'],
    ['a temperature that is too high', chat({ temperature: 2.1 }), 'invalid_request', 'temperature'],
    ['an unknown model', chat({ model: 'gpt-9' }), 'model_not_found', 'model'],
    ['a model of another endpoint', chat({ model: 'parkade-embed-1' }), 'invalid_request', 'model'],
    [
      'an image for a model of words',
      chat({ messages: [{ role: 'user', content: [page] }] }),
      'invalid_request',
      'messages',
    ],
    ['no image for a model of pages', chat({ model: 'tesseract-eng' }), 'invalid_request', 'messages'],
    [
      'two images for a model of pages',
      chat({ model: 'tesseract-eng', messages: [{ role: 'user', content: [page, page] }] }),
      'invalid_request',
      'messages',
    ],
  ])('for %s', (_what, body, code, param) => {
    const { code: found, details } = refusalOf('/v1/chat/completions', body);
    expect([found, details.param]).toEqual([code, param]);
  });

  test.each([
    ['an empty input', ''],
    ['an empty list', []],
    ['a list with an empty input', ['a', '']],
    ['token numbers below zero', [-1]],
    ['no input', undefined],
  ])('for %s to embed', (_what, input) => {
    expect(refusalOf('/v1/embeddings', { model: embed.id, input }).details.param).toMatch(/^input/);
  });

  test('with all models on sale named, where its own is not', () => {
    const { message } = refusalOf('/v1/chat/completions', chat({ model: 'gpt-9' }));
    for (const { id } of catalogue) expect(message).toContain(id);
  });
});

describe('the ceiling of a chat', () => {
  const ceilingOf = (changes: object) =>
    inferenceRequest('/v1/chat/completions', chat(changes)).ceilingMicros;

  test('has the output that is asked for, by either name, and the default of the model without one', () => {
    const outputOf = (changes: object) => (ceilingOf(changes) - ceilingOf({ max_tokens: 1 })) / 1_000 + 1;
    expect([{ max_tokens: 9 }, { max_completion_tokens: 9 }, {}, { max_tokens: null }].map(outputOf)).toEqual(
      [9, 9, 64, 64],
    );
  });

  test('is never above what fits the context, however long the text', () => {
    const long = { messages: [{ role: 'user', content: 'a'.repeat(1e6) }], max_tokens: 1e6 };
    expect(ceilingOf(long)).toBe(1_024 * 80 + 1_024 * 1_000);
  });

  test('grows by each message, since the template does', () => {
    const messages = (count: number) => Array.from({ length: count }, () => ({ role: 'user', content: 'a' }));
    // llama.cpp counts 203 tokens for these 81 messages.
    expect(ceilingOf({ messages: messages(81), max_tokens: 1 })).toBeGreaterThanOrEqual(203 * 80 + 1_000);
  });

  test('of a page is one page', () => {
    const request = { model: 'tesseract-eng', messages: [{ role: 'user', content: [page] }] };
    expect(inferenceRequest('/v1/chat/completions', request)).toMatchObject({
      ceilingMicros: 15_000_000,
      runningMicros: 3_300_000,
    });
  });
});

describe('the ceiling of embeddings is never below what the tokenizer counts', () => {
  const json = readFileSync(new URL('../../agent/models/embed/tokenizer.json', import.meta.url), 'utf8');
  const tokenizer = new Tokenizer(JSON.parse(json), {});
  const counted = (inputs: readonly string[]) =>
    referenceMicrosOf(embed, {
      inputTokens: inputs.reduce((sum, input) => sum + tokenizer.encode(input).ids.length, 0),
      outputTokens: 0,
      pages: 0,
    });
  const quoted = (input: string | readonly string[]) =>
    inferenceRequest('/v1/embeddings', { model: embed.id, input }).ceilingMicros;
  const sentences = embeddingLines().map(({ body }) => String(body.input));

  test('for each sentence of the demo alone', () => {
    expect(sentences.length).toBe(300);
    for (const sentence of sentences) expect(quoted(sentence)).toBeGreaterThanOrEqual(counted([sentence]));
  });

  test('for many short inputs in one request, each with its special tokens', () => {
    const letters = [...'abcdefghijklmnopqrstuvwxyz!?,.'];
    expect(quoted(letters)).toBeGreaterThanOrEqual(counted(letters));
    expect(quoted(sentences)).toBeGreaterThanOrEqual(counted(sentences));
  });

  test('for characters that its normalizer may take apart', () => {
    const next = seeded(5);
    for (let round = 0; round < 3_000; round++) {
      const codes = Array.from({ length: 1 + next(3) }, () => 1 + next(round % 2 ? 0xffff : 0x3ff));
      const text = String.fromCodePoint(...codes).toWellFormed();
      expect(quoted(text), text).toBeGreaterThanOrEqual(counted([text]));
    }
  });

  test('for token numbers: each is one token', () => {
    const quotedIds = (input: unknown) =>
      inferenceRequest('/v1/embeddings', { model: embed.id, input }).ceilingMicros / 100;
    expect(quotedIds([1, 2, 3])).toBeGreaterThanOrEqual(3);
    expect(quotedIds([[1, 2], [3]])).toBeGreaterThanOrEqual(3);
    expect(quotedIds(Array.from({ length: 512 }, () => 7))).toBeLessThan(520);
  });
});
