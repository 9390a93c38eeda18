import { readFileSync } from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';
import { describe, expect, test } from 'vitest';
import { embeddingLines } from '../../local/demo/batches.ts';
import { getModel } from '../../shared/catalogue.ts';
import { inferenceRequest } from '../../shared/inference-request.ts';
import { referenceMicrosOf } from '../../shared/metering.ts';
import { seeded } from '../support/seeded.ts';

const embed = getModel('parkade-embed-1');
const page = { type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } };
const chat = (changes: object = {}) => ({
  model: 'parkade-dictionary-1',
  messages: [{ role: 'user', content: 'Define dig.' }],
  ...changes,
});

const tool = (parameters: object = { type: 'object', properties: {} }) => ({
  type: 'function',
  function: { name: 'look', parameters },
});
const call = {
  role: 'assistant',
  content: null,
  tool_calls: [{ id: 'a', type: 'function', function: { name: 'look', arguments: '{}' } }],
};
const result = { role: 'tool', tool_call_id: 'a', content: 'b' };

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

test('the ceiling counts each choice, and all that enters the prompt', () => {
  const ceiling = (changes: object) => inferenceRequest('/v1/chat/completions', chat(changes)).ceilingMicros;
  expect(ceiling({ n: 3, max_tokens: 10 }) - ceiling({ max_tokens: 10 })).toBe(20_000);
  const conversation = (text: string) => [
    { role: 'user', content: 'a' },
    {
      ...call,
      tool_calls: [
        { ...call.tool_calls[0], function: { name: 'look', arguments: JSON.stringify({ text }) } },
      ],
    },
    { ...result, content: text },
  ];
  const long = 'x'.repeat(100);
  expect(ceiling({ messages: conversation(long) }) - ceiling({ messages: conversation('') })).toBe(200 * 80);
  const described = (description: string) => ({
    tools: [{ ...tool(), function: { ...tool().function, description } }],
  });
  expect(ceiling(described(long)) - ceiling(described(''))).toBe(100 * 80);
});
