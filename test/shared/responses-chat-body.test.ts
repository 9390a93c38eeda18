import { expect, test } from 'vitest';
import { responseRequest } from '../../shared/contract/responses.ts';
import { parsedRequest } from '../../shared/parsed-request.ts';
import { isRefusal, Refusal } from '../../shared/refusal.ts';
import { chatBodyOf, responseNames } from '../../shared/responses/chat-body.ts';
import { itemsOf } from '../../shared/responses/conversation.ts';
import { translated } from '../../shared/translated-refusal.ts';

const model = 'parkade-dictionary-1';

function chatBody(json: object) {
  const request = parsedRequest(responseRequest, { model, ...json });
  return chatBodyOf(request, itemsOf(request.input, 'resp_1'));
}

function refusal(json: object) {
  try {
    chatBody(json);
  } catch (error) {
    if (isRefusal(error)) return { code: error.code, param: error.details.param, message: error.message };
    throw error;
  }
  throw new Error('it was not refused');
}

test('a text with instructions becomes a system and a user message', () => {
  expect(chatBody({ input: 'Define harbor.', instructions: 'Be short.', max_output_tokens: 48 })).toEqual({
    model,
    messages: [
      { role: 'system', content: 'Be short.' },
      { role: 'user', content: 'Define harbor.' },
    ],
    max_completion_tokens: 48,
  });
});

test('messages keep their roles, and an image stands where it stood', () => {
  const { messages } = chatBody({
    input: [
      { role: 'developer', content: 'Read.' },
      {
        type: 'message',
        role: 'user',
        content: [
          { type: 'input_text', text: 'This:' },
          { type: 'input_image', image_url: 'data:image/png;base64,AA==', detail: 'high' },
        ],
      },
      { role: 'assistant', content: [{ type: 'output_text', text: 'Done.', annotations: [] }] },
    ],
  });
  expect(messages).toEqual([
    { role: 'developer', content: 'Read.' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'This:' },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==', detail: 'high' } },
      ],
    },
    { role: 'assistant', content: 'Done.' },
  ]);
});

test('what an assistant says and the functions it calls are one message; each output is a tool’s', () => {
  const call = (id: string) => ({ type: 'function_call', call_id: id, name: 'look', arguments: '{}' });
  const { messages } = chatBody({
    input: [
      { role: 'user', content: 'Look.' },
      { role: 'assistant', content: 'I look.' },
      call('a'),
      call('b'),
      { type: 'function_call_output', call_id: 'a', output: 'x' },
      { type: 'function_call_output', call_id: 'b', output: [{ type: 'input_text', text: 'y' }] },
    ],
  });
  const toolCall = (id: string) => ({ id, type: 'function', function: { name: 'look', arguments: '{}' } });
  expect(messages).toEqual([
    { role: 'user', content: 'Look.' },
    { role: 'assistant', content: 'I look.', tool_calls: [toolCall('a'), toolCall('b')] },
    { role: 'tool', tool_call_id: 'a', content: 'x' },
    { role: 'tool', tool_call_id: 'b', content: 'y' },
  ]);
});

test('tools, their choice and a schema move to where chat completions have them', () => {
  const schema = { type: 'object', properties: { word: { type: 'string' } } };
  const body = chatBody({
    input: 'x',
    tools: [{ type: 'function', name: 'look', parameters: schema, strict: true, description: null }],
    tool_choice: { type: 'function', name: 'look' },
    parallel_tool_calls: false,
    text: { format: { type: 'json_schema', name: 'word', schema, strict: true } },
  });
  expect(body).toMatchObject({
    tools: [{ type: 'function', function: { name: 'look', parameters: schema, strict: true } }],
    tool_choice: { type: 'function', function: { name: 'look' } },
    parallel_tool_calls: false,
    response_format: { type: 'json_schema', json_schema: { name: 'word', schema, strict: true } },
  });
  expect(chatBody({ input: 'x', text: { format: { type: 'json_object' } } }).response_format).toEqual({
    type: 'json_object',
  });
});

test.each([
  ['an unknown parameter', { frequency_penalty: 1 }, 'frequency_penalty'],
  ['a built-in tool', { tools: [{ type: 'web_search' }] }, 'tools.0.type'],
  ['a conversation', { conversation: 'conv_1' }, 'conversation'],
  ['an include', { include: ['file_search_call.results'] }, 'include'],
  ['reasoning', { reasoning: { effort: 'high' } }, 'reasoning.effort'],
  ['truncation', { truncation: 'auto' }, 'truncation'],
  ['an item that is none of ours', { input: [{ type: 'item_reference', id: 'x' }] }, 'input.0.type'],
  [
    'a part that is none of ours',
    { input: [{ role: 'user', content: [{ type: 'input_file', file_id: 'x' }] }] },
    'input.0.content.0.type',
  ],
])('%s is refused by its name', (_, json, param) => {
  expect(refusal({ input: 'x', ...json })).toMatchObject({ code: 'unsupported_parameter', param });
});

test.each([
  ['no input', { input: undefined }, 'input'],
  [
    'an output of a call that nobody made',
    { input: [{ type: 'function_call_output', call_id: 'a', output: '' }] },
    'input',
  ],
  ['a choice without tools', { tool_choice: 'required' }, 'tool_choice'],
  [
    'an image that an assistant says',
    { input: [{ role: 'assistant', content: [{ type: 'input_image', image_url: 'data:' }] }] },
    'input.0.content.0',
  ],
  [
    '17 pairs of metadata',
    { metadata: Object.fromEntries(Array.from({ length: 17 }, (_, at) => [at, ''])) },
    'metadata',
  ],
])('%s is refused', (_, json, param) => {
  expect(refusal({ input: 'x', ...json })).toMatchObject({ code: 'invalid_request', param });
});

test('null is the same as nothing said', () => {
  const json = {
    input: 'x',
    temperature: null,
    reasoning: null,
    conversation: null,
    max_output_tokens: null,
  };
  expect(chatBody(json)).toEqual({ model, messages: [{ role: 'user', content: 'x' }] });
});

test.each([
  ['messages.0.content', 'input'],
  ['max_completion_tokens', 'max_output_tokens'],
  ['response_format.json_schema.schema', 'text.format.schema'],
  ['tools.3.function.name', 'tools.3.name'],
  ['tool_choice.function.name', 'tool_choice.name'],
  ['model', 'model'],
])('a refusal of %s is told as one of %s', (from, to) => {
  const error = new Refusal('invalid_request', `${from}: is wrong`, { param: from });
  expect(translated(error, responseNames)).toMatchObject({
    details: { param: to },
    message: `${to}: is wrong`,
  });
});
