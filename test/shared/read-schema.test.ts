import { describe, expect, test } from 'vitest';
import { isRefusal } from '../../shared/refusal.ts';
import { readSchema } from '../../shared/structured/read-schema.ts';
import { seeded } from '../support/seeded.ts';

const object = (properties: object, more: object = {}) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});
const of = (schema: unknown) => object({ a: schema });

function refused(schema: Record<string, unknown>): [string, string] {
  try {
    readSchema(schema, 'schema');
  } catch (error) {
    if (isRefusal(error)) return [error.code, error.details.param ?? ''];
    throw error;
  }
  throw new Error('it was not refused');
}

describe('what no grammar keeps is refused by the path of its keyword:', () => {
  test.each<[string, unknown]>([
    ['pattern', { type: 'string', pattern: '^(a|a)*$' }],
    ['format', { type: 'string', format: 'hostname' }],
    ['minLength', { type: 'string', format: 'date', minLength: 3 }],
    ['multipleOf', { type: 'integer', multipleOf: 5 }],
    ['minimum', { type: 'number', minimum: 0.5 }],
    ['uniqueItems', { type: 'array', uniqueItems: true }],
    ['contains', { type: 'array', contains: {} }],
    ['items', { type: 'array', items: [{ type: 'string' }] }],
    ['maxItems', { type: 'array', maxItems: 1_001 }],
    ['patternProperties', { type: 'object', patternProperties: { x: {} } }],
    ['minProperties', { type: 'object', minProperties: 2 }],
    ['maxProperties', { ...of({}), maxProperties: 0 }],
    ['not', { type: 'string', not: { const: 'x' } }],
    ['if', { if: {}, else: {} }],
    ['dependentRequired', { type: 'object', dependentRequired: {} }],
    ['allOf', { allOf: [{ type: 'string' }, { maxLength: 3 }] }],
    ['oneOf', { oneOf: [{ type: 'string' }, { type: 'string', maxLength: 3 }] }],
    ['minLength', { enum: ['a'], minLength: 1 }],
    ['type', { anyOf: [{ type: 'string' }], type: 'object' }],
    ['$ref', { $ref: '#/$defs/none' }],
    ['$ref', { $ref: 'https://example.com/schema' }],
    ['$defs', { type: 'string', $defs: {} }],
    ['nullable', { type: 'string', nullable: true }],
    ['unknownKeyword', { type: 'string', unknownKeyword: 1 }],
  ])('%s', (keyword, schema) => {
    expect(refused(of(schema))).toEqual(['unsupported_parameter', `schema.properties.a.${keyword}`]);
  });
});

describe('what is no schema, or one that no value fits, is refused where it stands:', () => {
  test.each<[string, unknown, string]>([
    ['an unknown type', { type: 'text' }, 'properties.a.type'],
    ['no type beside a keyword of one', { minLength: 1 }, 'properties.a.type'],
    ['a list for a schema', [], 'properties.a'],
    ['false', false, 'properties.a'],
    ['an enum without values', { enum: [] }, 'properties.a.enum'],
    ['an object in an enum', { enum: [{}] }, 'properties.a.enum'],
    ['an enum of another type', { type: 'string', enum: [1] }, 'properties.a'],
    ['half a character', { const: '\ud83d' }, 'properties.a.const'],
    ['a length below zero', { type: 'string', minLength: -1 }, 'properties.a.minLength'],
    ['a length above its maximum', { type: 'string', minLength: 3, maxLength: 2 }, 'properties.a'],
    [
      'bounds without a number between',
      { type: 'integer', exclusiveMinimum: 1, exclusiveMaximum: 2 },
      'properties.a',
    ],
    ['a minimum that is a word', { type: 'integer', minimum: '1' }, 'properties.a.minimum'],
    ['properties that are a list', { type: 'object', properties: [] }, 'properties.a.properties'],
    [
      'a required property that is forbidden',
      { type: 'object', required: ['x'], additionalProperties: false },
      'properties.a.required',
    ],
    [
      'more items than the tuple has',
      { type: 'array', prefixItems: [{}], items: false, minItems: 2 },
      'properties.a',
    ],
  ])('%s', (_, schema, path) => {
    expect(refused(of(schema))).toEqual(['invalid_request', `schema.${path}`]);
  });

  test('an object that requires itself', () => {
    expect(refused({ ...of({ $ref: '#' }) })[0]).toBe('invalid_request');
  });

  test('a definition that is itself', () => {
    const $defs = { x: { anyOf: [{ $ref: '#/$defs/x' }, { type: 'null' }] } };
    expect(refused({ ...of({ $ref: '#/$defs/x' }), $defs })[0]).toBe('invalid_request');
  });
});

describe('a schema that would make a grammar huge or slow is refused:', () => {
  test('too deep', () => {
    expect(
      refused(Array.from({ length: 40 }).reduce<Record<string, unknown>>((inner) => of(inner), {}))[0],
    ).toBe('invalid_request');
  });

  test('too many schemas', () => {
    const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`p${index}`, {}]));
    expect(refused(object(many))[0]).toBe('invalid_request');
  });

  test('too long an enum', () => {
    expect(refused(of({ enum: Array.from({ length: 5_000 }, (_, index) => `value ${index}`) }))[0]).toBe(
      'invalid_request',
    );
  });

  test('alternatives of which each doubles the last', () => {
    const alike = (index: number) => ({
      anyOf: [of({ $ref: `#/$defs/d${index}` }), of({ $ref: `#/$defs/d${index}` })],
    });
    const $defs = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`d${index}`, index === 29 ? {} : alike(index + 1)]),
    );
    expect(refused({ ...of({ $ref: '#/$defs/d0' }), $defs })[0]).toBe('invalid_request');
  });

  test('but not one whose alternatives say at once which they are', () => {
    const $defs = {
      sum: object({
        kind: { const: 'sum' },
        left: { $ref: '#/$defs/term' },
        right: { $ref: '#/$defs/term' },
      }),
      number: object({ kind: { const: 'number' }, value: { type: 'number' } }),
      term: { anyOf: [{ $ref: '#/$defs/sum' }, { $ref: '#/$defs/number' }] },
    };
    expect(readSchema({ ...of({ $ref: '#/$defs/term' }), $defs }, 'schema').definitions.size).toBe(3);
  });
});

test('whatever a schema holds, it is read or refused', () => {
  const next = seeded(11);
  const keywords = [
    'type',
    'properties',
    'required',
    'items',
    'enum',
    'anyOf',
    'oneOf',
    '$ref',
    '$defs',
    'const',
    'minimum',
    'minItems',
    'prefixItems',
    'additionalProperties',
    '__proto__',
    'format',
  ];
  const atoms = [
    'object',
    'array',
    'string',
    'integer',
    '#',
    '#/$defs/type',
    'date',
    '__proto__',
    null,
    true,
    false,
    -1,
    0,
    3,
    1e300,
  ];
  const wild = (depth: number): unknown => {
    if (depth === 0 || next(3) === 0) return atoms[next(atoms.length)];
    if (next(3) === 0) return Array.from({ length: next(3) }, () => wild(depth - 1));
    return Object.fromEntries(
      Array.from({ length: next(4) }, () => [keywords[next(keywords.length)], wild(depth - 1)]),
    );
  };
  let read = 0;
  for (let round = 0; round < 20_000; round++) {
    const schema = { type: 'object', ...(wild(5) as object) };
    try {
      readSchema(schema, 'schema');
      read++;
    } catch (error) {
      if (!isRefusal(error, 'invalid_request', 'unsupported_parameter')) throw error;
    }
  }
  expect(read).toBeGreaterThan(100);
});
