import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { builtInEngines, contentOf, refusal } from './support/built-in-engines.ts';

const engines = builtInEngines();
const model = 'parkade-dictionary-1';
const ask = async (schema: object, more: object = {}) =>
  (await engines.get(model)).run({
    model,
    messages: [{ role: 'user', content: 'Define harbor.' }],
    response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
    max_tokens: 400,
    ...more,
  });

/** Independent of the engine's own validator. */
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);

const object = (properties: Record<string, unknown>, more: object = {}) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});
const text = { type: 'string' };
const of = (schema: object) => object({ value: schema });

const schemas: Record<string, object> = {
  'a string': of(text),
  'two strings': object({ word: text, definition: text }),
  'an optional property': object({ word: text, definition: text }, { required: ['word'] }),
  'no required properties': object({ word: text, definition: text }, { required: [] }),
  'a required property without a schema': { type: 'object', required: ['word'] },
  'an integer': of({ type: 'integer' }),
  'an integer within bounds': of({ type: 'integer', minimum: -17, maximum: 1234 }),
  'an integer with exclusive bounds': of({ type: 'integer', exclusiveMinimum: 41, exclusiveMaximum: 43 }),
  'a safe integer': of({ type: 'integer', minimum: -9007199254740991, maximum: 9007199254740991 }),
  'a number': of({ type: 'number' }),
  'a share': of({ type: 'number', minimum: 0, maximum: 1 }),
  'a positive number': of({ type: 'number', exclusiveMinimum: 0 }),
  'a negative number': of({ type: 'number', minimum: -5, exclusiveMaximum: 0 }),
  'a number that is one': of({ type: 'number', minimum: 7, maximum: 7 }),
  'a boolean and null': object({ yes: { type: 'boolean' }, nothing: { type: 'null' } }),
  'a string or null': of({ type: ['string', 'null'] }),
  'words from a list': of({ enum: ['noun', 'verb', 'adjective'] }),
  'values of each kind': of({ enum: [1, 'one', null, true, -2.5e-7] }),
  'signs of other scripts': of({ enum: ['€5 – “x”', '日本語', '🙂'] }),
  'signs that JSON escapes': object({ 'a"b\\c\n\u0001': { enum: ['"', '\\', '\u007f', '\t'] } }),
  'spaces before commas': of({ enum: ["it 's , so", 'a . b ? c'] }),
  'a constant': of({ const: 'fixed' }),
  'an enum with its type': of({ type: ['integer', 'null'], enum: [1, 2, null, 'x'] }),
  'a long string': of({ type: 'string', minLength: 40, maxLength: 45 }),
  'a short string': of({ type: 'string', maxLength: 3 }),
  'an exact length': of({ type: 'string', minLength: 120, maxLength: 120 }),
  'a date': of({ type: 'string', format: 'date' }),
  'a time': of({ type: 'string', format: 'time' }),
  'a date and time': of({ type: 'string', format: 'date-time' }),
  'a uuid': of({ type: 'string', format: 'uuid' }),
  'an address': of({ type: 'string', format: 'ipv4' }),
  'an email address': of({ type: 'string', format: 'email' }),
  'a list': of({ type: 'array', items: text, maxItems: 4 }),
  'a list of three': of({ type: 'array', items: { type: 'integer' }, minItems: 3, maxItems: 3 }),
  'an empty list': of({ type: 'array', maxItems: 0 }),
  'a tuple': of({ type: 'array', prefixItems: [text, { type: 'integer' }], items: false }),
  'a tuple that goes on': of({
    type: 'array',
    prefixItems: [text],
    items: { type: 'boolean' },
    minItems: 3,
    maxItems: 5,
  }),
  'a list of anything': of({ type: 'array', minItems: 2, maxItems: 2 }),
  'nested objects': of(object({ inner: object({ word: text }) })),
  'a map': of({
    type: 'object',
    additionalProperties: { type: 'integer' },
    minProperties: 1,
    maxProperties: 3,
  }),
  'an empty object': of({ type: 'object', additionalProperties: false }),
  alternatives: of({ anyOf: [object({ word: text }), { type: 'integer' }, { type: 'null' }] }),
  'alternatives that are told apart': of({
    oneOf: [
      object({ kind: { const: 'a' }, n: { type: 'integer' } }),
      object({ kind: { const: 'b' }, s: text }),
    ],
  }),
  'a definition': { ...of({ $ref: '#/$defs/word' }), $defs: { word: { type: 'string', maxLength: 9 } } },
  'a tree': {
    type: 'object',
    properties: { word: text, kids: { type: 'array', items: { $ref: '#' }, maxItems: 1 } },
    required: ['word', 'kids'],
  },
  'a linked list': {
    $ref: '#/definitions/node',
    definitions: {
      node: object({ v: { type: 'boolean' }, next: { $ref: '#/definitions/node' } }, { required: ['v'] }),
    },
  },
  'one schema in allOf': of({ allOf: [{ type: 'string', maxLength: 10 }] }),
  'words about itself': of({ ...text, title: 'Word', description: 'a word', default: 'x', examples: ['y'] }),
};

describe('the answer is valid against a schema of', () => {
  test.each(Object.entries(schemas))('%s', async (_, schema) => {
    const validate = ajv.compile(schema);
    for (const temperature of [0, 1.8]) {
      for (const content of ['Define harbor.', 'What is a carport?']) {
        const { status, body } = await ask(schema, {
          temperature,
          seed: 5,
          messages: [{ role: 'user', content }],
        });
        expect(status, JSON.stringify(body)).toBe(200);
        expect(body).toMatchObject({ choices: [{ finish_reason: 'stop' }] });
        const answer = JSON.parse(contentOf(body) ?? '');
        expect(validate(answer), `${JSON.stringify(answer)} ${ajv.errorsText(validate.errors)}`).toBe(true);
      }
    }
  });
});

test('json_object gives some object', async () => {
  const { body } = await ask({}, { response_format: { type: 'json_object' } });
  expect(JSON.parse(contentOf(body) ?? '')).toEqual({ word: 'harbor' });
});

test('an answer cut by max_tokens says length, and is the beginning of JSON', async () => {
  const { body } = await ask(object({ word: text, definition: text }), { max_tokens: 8 });
  expect(body).toMatchObject({
    choices: [{ finish_reason: 'length', message: { content: '{"word":"harbor"' } }],
  });
});

test.each([
  ['a schema that is none', of({ type: 'nonsense' }), 'invalid_request'],
  ['a pattern', of({ type: 'string', pattern: '^(a+)+$' }), 'unsupported_parameter'],
  ['a reference to nowhere', of({ $ref: '#/secret' }), 'unsupported_parameter'],
])('%s is refused and costs nothing', async (_, schema, code) => {
  expect(await ask(schema)).toMatchObject(refusal(code));
});

test.each([
  ['a thousand words', of({ enum: Array.from({ length: 1_000 }, (_, index) => `word ${index}`) })],
  [
    '900 optional properties',
    object(Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`p${index}`, text])), {
      required: [],
    }),
  ],
  ['thirty objects in one another', Array.from({ length: 30 }).reduce<object>((inner) => of(inner), text)],
  ['a string of up to a thousand characters', of({ type: 'string', maxLength: 1_000 })],
])(
  '%s are kept within seconds',
  async (_, schema) => {
    const { body } = await ask(schema);
    expect(ajv.compile(schema)(JSON.parse(contentOf(body) ?? ''))).toBe(true);
  },
  20_000,
);
