import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import words from '../../agent/models/dictionary/words.json' with { type: 'json' };
import { builtInEngines, contentOf, refusal } from './support/built-in-engines.ts';

const engines = builtInEngines();
const model = 'parkade-dictionary-1';
const ajv = new Ajv2020();
addFormats.default(ajv);

const tool = (name: string, properties: object, more: object = {}) => ({
  type: 'function',
  function: {
    name,
    description: `What ${name} does`,
    parameters: {
      type: 'object',
      properties,
      required: Object.keys(properties),
      additionalProperties: false,
      ...more,
    },
  },
});
const lookup = tool('lookup', { word: { type: 'string' } });
const pay = tool('pay', {
  amount: { type: 'number', minimum: 0, maximum: 10 },
  currency: { enum: ['EUR', 'USD'] },
});
const plan = tool('plan', {
  stops: {
    type: 'array',
    items: { type: 'object', properties: { place: { type: 'string' } }, required: ['place'] },
    maxItems: 2,
  },
  leave: { anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] },
});
const tools = [lookup, pay, plan];

type Call = { id: string; type: string; function: { name: string; arguments: string } };
type Reply = {
  choices: { message: { content: string | null; tool_calls?: Call[] }; finish_reason: string }[];
};

const ask = async (content: string, more: Record<string, unknown>) => {
  const reply = await (await engines.get(model)).run({
    model,
    messages: [{ role: 'user', content }],
    ...more,
  });
  return { ...reply, choices: (reply.body as Reply).choices };
};

/** The one call of an answer; its arguments are judged by a library of its own. */
function callOf({ choices }: { choices: Reply['choices'] }) {
  const [choice] = choices;
  expect(choice).toMatchObject({ message: { content: null }, finish_reason: 'tool_calls' });
  const calls = choice?.message.tool_calls ?? [];
  expect(calls).toHaveLength(1);
  const [call] = calls;
  if (!call) throw new Error('There is no call.');
  expect(call).toMatchObject({ id: expect.stringMatching(/^call_/), type: 'function' });
  const known = tools.find((each) => each.function.name === call.function.name);
  const given = JSON.parse(call.function.arguments);
  expect(ajv.validate(known?.function.parameters ?? false, given), call.function.arguments).toBe(true);
  return { id: call.id, name: call.function.name, given };
}

const someWords = Object.keys(words).filter((_, index) => index % 200 === 0);

test('a required call is made for each question, most often of the right function with the right word', async () => {
  let right = 0;
  for (const word of someWords) {
    const { name, given } = callOf(
      await ask(`Define ${word}.`, { tools, tool_choice: 'required', max_tokens: 150 }),
    );
    if (name === 'lookup' && given.word === word) right++;
  }
  expect(right / someWords.length).toBeGreaterThanOrEqual(0.8);
});

test.each(tools.map((each) => [each.function.name]))('a call of %s can be demanded by name', async (name) => {
  for (const word of someWords.slice(0, 4)) {
    const choice = { type: 'function', function: { name } };
    const call = callOf(
      await ask(`Define ${word}.`, { tools, tool_choice: choice, temperature: 1, max_tokens: 150 }),
    );
    expect(call.name).toBe(name);
  }
});

test('with auto the model chooses: a call where it was told of functions, no sign of one in a text', async () => {
  for (const content of ['Define harbor.', 'Good morning!', 'horse']) {
    const answer = await ask(content, { tools: [lookup] });
    const [choice] = answer.choices;
    if (choice?.message.tool_calls) callOf(answer);
    else expect(choice?.message.content).not.toContain('||call');
  }
  expect(callOf(await ask('Define harbor.', { tools: [lookup] })).given).toEqual({ word: 'harbor' });
});

test('with none the answer is as if there were no tools', async () => {
  const [choice] = (await ask('Define harbor.', { tools, tool_choice: 'none' })).choices;
  expect(choice?.message).toEqual({ role: 'assistant', content: words.harbor, refusal: null });
});

test('the result of a call is read, and the answer is text again', async () => {
  const { id, name, given } = callOf(await ask('Define harbor.', { tools: [lookup] }));
  const call = { id, type: 'function', function: { name, arguments: JSON.stringify(given) } };
  const messages = [
    { role: 'user', content: 'Define harbor.' },
    { role: 'assistant', content: null, tool_calls: [call] },
    { role: 'tool', tool_call_id: id, content: words.harbor },
  ];
  const first = await ask('', { tools: [lookup], messages, tool_choice: 'none' });
  expect(first.choices).toMatchObject([
    { message: { content: expect.stringMatching(/./) }, finish_reason: 'stop' },
  ]);
  const other = messages.map((each) =>
    'tool_call_id' in each ? { ...each, content: 'no such word' } : each,
  );
  const second = await ask('', { tools: [lookup], messages: other, tool_choice: 'none' });
  expect(second.units.inputTokens).not.toBe(first.units.inputTokens);
});

test('a tool without parameters takes an object', async () => {
  const ping = { type: 'function', function: { name: 'ping' } };
  const { choices } = await ask('Define harbor.', {
    tools: [ping],
    tool_choice: 'required',
    max_tokens: 200,
  });
  expect(typeof JSON.parse(choices[0]?.message.tool_calls?.[0]?.function.arguments ?? '')).toBe('object');
});

test('a call that max_tokens cuts says length', async () => {
  const { choices } = await ask('Define harbor.', {
    tools: [lookup],
    tool_choice: 'required',
    max_tokens: 14,
  });
  expect(choices).toMatchObject([
    { finish_reason: 'length', message: { tool_calls: [{ function: { name: 'lookup' } }] } },
  ]);
});

test('the same request calls under the same id; another choice under another', async () => {
  const asked = { tools, tool_choice: 'required', n: 2, max_tokens: 150 };
  const ids = async () =>
    (await ask('Define harbor.', asked)).choices.map(({ message }) => message.tool_calls?.[0]?.id);
  const [first, again] = [await ids(), await ids()];
  expect(again).toEqual(first);
  expect(new Set(first).size).toBe(2);
});

test('an answer in JSON where there are tools is a call or fits the schema', async () => {
  const schema = { type: 'object', properties: { word: { type: 'string' } }, required: ['word'] };
  for (const content of ['Define harbor.', 'x']) {
    const { body, choices } = await ask(content, {
      tools: [lookup],
      response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } },
      max_tokens: 150,
    });
    if (!choices[0]?.message.tool_calls)
      expect(ajv.validate(schema, JSON.parse(contentOf(body) ?? ''))).toBe(true);
  }
});

test('arguments that no grammar keeps are refused and cost nothing', async () => {
  const odd = tool('odd', { n: { type: 'integer', multipleOf: 3 } });
  expect(await ask('x', { tools: [odd] })).toMatchObject(refusal('unsupported_parameter'));
});
