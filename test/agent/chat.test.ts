import { expect, test } from 'vitest';
import { chatLines, expectedAnswer } from '../../local/demo/batches.ts';
import { builtInEngines, contentOf, refusal } from './support/built-in-engines.ts';

const engines = builtInEngines();
const model = 'parkade-dictionary-1';
const ask = async (content: unknown, more: Record<string, unknown> = {}) =>
  (await engines.get(model)).run({ model, messages: [{ role: 'user', content }], ...more });

test('a third of the demo questions have exactly the answer of words.json', async () => {
  const lines = chatLines();
  expect(lines.length).toBeGreaterThanOrEqual(240);
  const engine = await engines.get(model);
  for (const [index, { custom_id, body }] of lines.entries()) {
    if (index % 3 !== 0) continue;
    const reply = await engine.run(body);
    expect(contentOf(reply.body)).toBe(expectedAnswer(custom_id));
  }
});

test('the same request gives the same reply, id included, with its usage', async () => {
  const [first, again] = [await ask('Define harbor.'), await ask('Define harbor.')];
  expect(again).toEqual(first);
  expect(first.body).toMatchObject({
    object: 'chat.completion',
    created: 1_750_000_000,
    choices: [{ finish_reason: 'stop' }],
    usage: { prompt_tokens: 5, completion_tokens: 12, total_tokens: 17 },
  });
  expect(first.units).toEqual({ inputTokens: 5, outputTokens: 12, pages: 0 });
});

test('max_tokens ends an answer with finish_reason length, a stop string with stop', async () => {
  const cut = await ask('Define harbor.', { max_completion_tokens: 4 });
  expect(cut.body).toMatchObject({
    choices: [{ message: { content: 'a sheltered port where' }, finish_reason: 'length' }],
  });
  const stopped = await ask('Define harbor.', { stop: ['ships'] });
  expect(stopped.body).toMatchObject({
    choices: [{ message: { content: 'a sheltered port where ' }, finish_reason: 'stop' }],
  });
});

test('text parts, system messages and earlier turns are read', async () => {
  const engine = await engines.get(model);
  const { body } = await engine.run({
    model,
    messages: [
      { role: 'system', content: 'You are a dictionary.' },
      { role: 'user', content: [{ type: 'text', text: 'Define horse.' }] },
      {
        role: 'assistant',
        content: 'solid-hoofed herbivorous quadruped domesticated since prehistoric times',
      },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Define ' },
          { type: 'text', text: 'harbor.' },
        ],
      },
    ],
  });
  expect(contentOf(body)).toBe('a sheltered port where ships can take on or discharge cargo');
});

test('a JSON schema shapes the answer', async () => {
  const schema = {
    type: 'object',
    properties: { word: { type: 'string' }, definition: { type: 'string' } },
    required: ['word', 'definition'],
  };
  const { body } = await ask('Define harbor.', {
    response_format: { type: 'json_schema', json_schema: { name: 'entry', schema } },
    max_tokens: 120,
  });
  expect(JSON.parse(contentOf(body) ?? '')).toEqual({
    word: 'harbor',
    definition: 'a sheltered port where ships can take on or discharge cargo',
  });
});

test('an aborted run throws, and the next one is as if it had not been', async () => {
  const engine = await engines.get(model);
  const body = { model, messages: [{ role: 'user', content: 'Define harbor.' }] };
  await expect(engine.run(body, AbortSignal.abort())).rejects.toThrow();
  expect(contentOf((await engine.run(body)).body)).toMatch(/^a sheltered port/);
});

test.each([
  ['more messages than the context holds', 'car '.repeat(1_100), {}, 'context_length_exceeded'],
  ['an answer longer than the context', 'car', { max_tokens: 1_024 }, 'context_length_exceeded'],
  ['an answer nobody offers', 'car', { logprobs: true }, 'unsupported_parameter'],
  ['no content', undefined, {}, 'invalid_request'],
  ['another model', 'car', { model: 'tesseract-eng' }, 'invalid_request'],
  [
    'an image',
    [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } }],
    {},
    'invalid_request',
  ],
])('%s is refused and costs nothing', async (_, content, more, code) => {
  expect(await ask(content, more)).toMatchObject(refusal(code));
});
