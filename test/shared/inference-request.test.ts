import { describe, expect, test } from 'vitest';
import { catalogue, getModel } from '../../shared/catalogue.ts';
import { inferenceRequest } from '../../shared/inference-request.ts';
import { Refusal } from '../../shared/refusal.ts';

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
const pages = (changes: object) =>
  chat({ model: 'tesseract-eng', messages: [{ role: 'user', content: [page] }], ...changes });

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
    [
      'two limits that differ',
      chat({ max_tokens: 3, max_completion_tokens: 4 }),
      'invalid_request',
      'max_tokens',
    ],
    ['five stop strings', chat({ stop: ['a', 'b', 'c', 'd', 'e'] }), 'invalid_request', 'stop'],
    [
      'stop strings that could cut JSON',
      chat({ stop: 'a', response_format: { type: 'json_object' } }),
      'invalid_request',
      'stop',
    ],
    ['kept completions', chat({ store: true }), 'unsupported_parameter', 'store'],
    ['a tier that is none', chat({ service_tier: 'scale' }), 'invalid_request', 'service_tier'],
    [
      'options of a stream that is none',
      chat({ stream_options: { include_usage: true } }),
      'invalid_request',
      'stream_options',
    ],
    [
      'an unknown option of a stream',
      chat({ stream: true, stream_options: { x: 1 } }),
      'unsupported_parameter',
      'stream_options.x',
    ],
    ['deprecated functions', chat({ functions: [] }), 'unsupported_parameter', 'functions'],
    [
      'a tool that is no function',
      chat({ tools: [{ type: 'web_search' }] }),
      'unsupported_parameter',
      'tools.0.type',
    ],
    ['two tools of one name', chat({ tools: [tool(), tool()] }), 'invalid_request', 'tools.1.function.name'],
    ['a choice without tools', chat({ tool_choice: 'required' }), 'invalid_request', 'tool_choice'],
    [
      'the choice of a tool that is not there',
      chat({ tools: [tool()], tool_choice: { type: 'function', function: { name: 'other' } } }),
      'invalid_request',
      'tool_choice.function.name',
    ],
    [
      'arguments that no grammar keeps, even where the tool can not be called',
      chat({ tools: [tool({ type: 'object', minProperties: 4 })], tool_choice: 'none' }),
      'unsupported_parameter',
      'tools.0.function.parameters.minProperties',
    ],
    [
      'arguments that are no object',
      chat({ tools: [tool({ type: 'string' })] }),
      'invalid_request',
      'tools.0.function.parameters.type',
    ],
    [
      'a schema that no grammar keeps',
      chat({
        response_format: {
          type: 'json_schema',
          json_schema: { name: 'a', schema: { type: 'object', not: {} } },
        },
      }),
      'unsupported_parameter',
      'response_format.json_schema.schema.not',
    ],
    ['a result without its call', chat({ messages: [result] }), 'invalid_request', 'messages.0.tool_call_id'],
    ['a call without its result', chat({ messages: [call] }), 'invalid_request', 'messages'],
    [
      'a question before the result of a call',
      chat({ messages: [call, { role: 'user', content: 'a' }, result] }),
      'invalid_request',
      'messages.1',
    ],
    [
      'an assistant that said nothing',
      chat({ messages: [{ role: 'assistant' }] }),
      'invalid_request',
      'messages.0.content',
    ],
    ['tools for a model of pages', pages({ tools: [tool()] }), 'unsupported_parameter', 'tools'],
    ['two readings of a page', pages({ n: 2 }), 'unsupported_parameter', 'n'],
    [
      'JSON of a page',
      pages({ response_format: { type: 'json_object' } }),
      'unsupported_parameter',
      'response_format',
    ],
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
    ['token numbers beyond the vocabulary', [[1], [23_631]]],
    ['more token numbers than the model reads', Array.from({ length: 513 }, () => 7)],
    ['more texts than 2,048', Array.from({ length: 2_049 }, () => 'a')],
    ['texts and token numbers together', ['a', 1]],
    ['no input', undefined],
  ])('for %s to embed', (_what, input) => {
    expect(refusalOf('/v1/embeddings', { model: embed.id, input }).details.param).toMatch(/^input/);
  });

  test.each([0, 63, 129, 64.5])('for vectors of %d numbers', (dimensions) => {
    const body = { model: embed.id, input: 'a', dimensions };
    expect(refusalOf('/v1/embeddings', body).details.param).toBe('dimensions');
  });

  test('with all models on sale named, where its own is not', () => {
    const { message } = refusalOf('/v1/chat/completions', chat({ model: 'gpt-9' }));
    for (const { id } of catalogue) expect(message).toContain(id);
  });
});

test('what changes nothing is accepted, and kept for those who need it', () => {
  const more = {
    user: 'u',
    safety_identifier: 's',
    prompt_cache_key: 'k',
    metadata: { a: 'b' },
    store: false,
    service_tier: 'flex',
    stream: true,
    stream_options: { include_usage: true, include_obfuscation: false },
    parallel_tool_calls: true,
    logprobs: false,
    modalities: ['text'],
    frequency_penalty: 0.5,
  };
  expect(inferenceRequest('/v1/chat/completions', chat(more)).body).toMatchObject(more);
});
