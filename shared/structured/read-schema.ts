import type { JsonShape, Property, Shape } from './json-shape.ts';
import { refuseManyReadings } from './many-readings.ts';
import { literalShape, numberShape, stringShape } from './read-scalars.ts';
import {
  at,
  beginReading,
  countLiteral,
  countSchema,
  isSchema,
  malformed,
  type Reading,
  rangeOf,
  type Schema,
  unsupported,
} from './reading.ts';
import { refuseEndless, refuseOverlap } from './sound-shape.ts';

/** They say nothing of which values are valid. */
const annotations = new Set(
  '$schema $id $comment title description default examples example deprecated readOnly writeOnly'.split(' '),
);
const definitionKeywords = ['$defs', 'definitions'];

const keywordsOf = {
  object: ['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties'],
  array: ['items', 'prefixItems', 'minItems', 'maxItems'],
  string: ['minLength', 'maxLength', 'format'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  integer: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  boolean: [],
  null: [],
} as const satisfies Record<string, readonly string[]>;
type TypeName = keyof typeof keywordsOf;
const isTypeName = (type: unknown): type is TypeName =>
  typeof type === 'string' && Object.hasOwn(keywordsOf, type);
const typed: ReadonlySet<string> = new Set(Object.values(keywordsOf).flat());

/**
 * The shape of a JSON Schema that stands at `path` of a request. Refuses, with the path of the keyword, what a
 * grammar can not keep (unsupported_parameter) and what is no schema (invalid_request): a schema is kept exactly or
 * refused, never kept in part.
 */
export function readSchema(schema: Schema, path: string): JsonShape {
  const reading = beginReading(schema, path);
  const shape: JsonShape = { root: shapeOf(schema, reading), definitions: reading.definitions };
  refuseEndless(shape, reading);
  refuseManyReadings(shape, reading);
  return shape;
}

function shapeOf(schema: unknown, reading: Reading): Shape {
  countSchema(reading);
  if (schema === true) return { kind: 'any' };
  if (!isSchema(schema)) throw malformed(reading, 'must be a JSON Schema that some value fits: an object.');
  const keywords: Schema = Object.fromEntries(
    Object.entries(schema).filter(([name, value]) => !annotations.has(name) && value !== undefined),
  );
  const definitions = definitionKeywords.find((name) => name in keywords);
  if (definitions && reading.depth > 0)
    throw unsupported(reading, definitions, 'definitions are read at the root of a schema only.');
  const only = ['$ref', 'allOf', 'anyOf', 'oneOf', 'const', 'enum'].find((name) => name in keywords);
  return only === undefined ? shapeByTypes(keywords, reading) : shapeByKeyword(only, keywords, reading);
}

/** One keyword says it all; what would say more beside it is refused. */
function shapeByKeyword(keyword: string, keywords: Schema, reading: Reading): Shape {
  const withType = keyword === 'const' || keyword === 'enum';
  const allowed = [keyword, ...definitionKeywords, ...(withType ? ['type'] : [])];
  const beside = Object.keys(keywords).find((name) => !allowed.includes(name));
  if (beside) throw unsupported(reading, beside, `is not kept beside '${keyword}': move it into one schema.`);
  switch (keyword) {
    case '$ref':
      return referenceShape(keywords.$ref, reading);
    case 'allOf': {
      const schemas = schemasOf(keyword, keywords, reading);
      if (schemas.length > 1) throw unsupported(reading, keyword, 'merge its schemas into one.');
      return shapeOf(schemas[0], at(reading, keyword, 0));
    }
    case 'anyOf':
    case 'oneOf': {
      const shapes = schemasOf(keyword, keywords, reading).map((schema, index) =>
        shapeOf(schema, at(reading, keyword, index)),
      );
      if (keyword === 'oneOf') refuseOverlap(shapes, reading);
      return { kind: 'either', shapes };
    }
    default:
      return literalShape(keyword, keywords, reading);
  }
}

function schemasOf(keyword: string, keywords: Schema, reading: Reading): readonly unknown[] {
  const schemas = keywords[keyword];
  if (!Array.isArray(schemas) || schemas.length === 0)
    throw malformed(at(reading, keyword), 'must be an array of schemas, and not empty.');
  return schemas;
}

/** A definition is read once, when first referred to; `#` is the whole schema. */
function referenceShape(reference: unknown, reading: Reading): Shape {
  const target = targetOf(reference, reading);
  if (typeof reference !== 'string' || !target)
    throw unsupported(reading, '$ref', "must be '#', or name a definition of this schema: '#/$defs/…'.");
  if (!reading.definitions.has(reference)) {
    // It may refer to itself.
    reading.definitions.set(reference, { kind: 'any' });
    const there = {
      ...reading,
      path: [reading.rootPath, ...target.steps].join('.'),
      depth: target.steps.length,
    };
    reading.definitions.set(reference, shapeOf(target.schema, there));
  }
  return { kind: 'reference', name: reference };
}

function targetOf(reference: unknown, { root }: Reading) {
  if (reference === '#') return { schema: root, steps: [] };
  const [, folder, name] = /^#\/(\$defs|definitions)\/([^/~%]+)$/.exec(String(reference)) ?? [];
  if (folder === undefined || name === undefined) return undefined;
  const definitions = root[folder];
  if (!isSchema(definitions) || !Object.hasOwn(definitions, name)) return undefined;
  return { schema: definitions[name], steps: [folder, name] };
}

function shapeByTypes(keywords: Schema, reading: Reading): Shape {
  const unknown = Object.keys(keywords).find(
    (name) => name !== 'type' && !typed.has(name) && !definitionKeywords.includes(name),
  );
  if (unknown)
    throw unsupported(reading, unknown, 'no grammar keeps this keyword: leave it out, or say it in words.');
  const types = typesOf(keywords, reading);
  const shapes = types.map((type) => shapeByType(type, keywords, reading));
  const [first] = shapes;
  return first && shapes.length === 1 ? first : { kind: 'either', shapes };
}

/** Without `type`, and without a keyword that speaks of one, any. */
function typesOf({ type, ...keywords }: Schema, reading: Reading): readonly (TypeName | 'any')[] {
  if (type === undefined) {
    const keyword = Object.keys(keywords).find((name) => typed.has(name));
    if (keyword) throw malformed(at(reading, 'type'), `must be said beside '${keyword}'.`);
    return ['any'];
  }
  const types = [type].flat();
  if (types.length === 0 || !types.every(isTypeName))
    throw malformed(at(reading, 'type'), `must be of ${Object.keys(keywordsOf).join(', ')}.`);
  return [...new Set(types)];
}

function shapeByType(type: TypeName | 'any', keywords: Schema, reading: Reading): Shape {
  switch (type) {
    case 'any':
      return { kind: 'any' };
    case 'object':
      return objectShape(keywords, reading);
    case 'array':
      return arrayShape(keywords, reading);
    case 'string':
      return stringShape(keywords, reading);
    case 'integer':
    case 'number':
      return numberShape(type, keywords, reading);
    case 'boolean':
      return { kind: 'literals', values: [true, false] };
    case 'null':
      return { kind: 'literals', values: [null] };
  }
}

/** With named properties, only those are written: more would be allowed, but a name written twice is no JSON. */
function objectShape(keywords: Schema, reading: Reading): Shape {
  const { properties = {}, required = [], additionalProperties = true } = keywords;
  if (!isSchema(properties)) throw malformed(at(reading, 'properties'), 'must be an object of schemas.');
  if (!Array.isArray(required) || !required.every((name) => typeof name === 'string'))
    throw malformed(at(reading, 'required'), 'must be an array of names.');
  const { min, max } = rangeOf(keywords, ['minProperties', 'maxProperties'], reading);
  const names = [...new Set([...Object.keys(properties), ...required])];
  if (names.length === 0) return mapShape(additionalProperties, { min, max }, reading);
  if (min > required.length)
    throw unsupported(reading, 'minProperties', 'name what must be there in required.');
  if (max !== undefined && max < names.length)
    throw unsupported(reading, 'maxProperties', `is below the ${names.length} properties that are named.`);
  return {
    kind: 'object',
    properties: names.map((name): Property => {
      countLiteral(name, at(reading, 'properties'));
      const named = Object.hasOwn(properties, name);
      if (!named && additionalProperties === false)
        throw malformed(at(reading, 'required'), `'${name}' is required and no property may have that name.`);
      const there = named ? at(reading, 'properties', name) : at(reading, 'additionalProperties');
      const shape = shapeOf(named ? properties[name] : additionalProperties, there);
      return { name, shape, required: required.includes(name) };
    }),
  };
}

function mapShape(
  values: unknown,
  { min, max }: { min: number; max: number | undefined },
  reading: Reading,
): Shape {
  if (values === false && min > 0) throw malformed(reading, 'minProperties asks for what may not be there.');
  if (values === false) return { kind: 'object', properties: [] };
  if (min > 1)
    throw unsupported(reading, 'minProperties', 'a grammar can not tell two names apart: name them.');
  return { kind: 'map', value: shapeOf(values, at(reading, 'additionalProperties')), min, max };
}

function arrayShape(keywords: Schema, reading: Reading): Shape {
  const { prefixItems = [], items } = keywords;
  if (!Array.isArray(prefixItems))
    throw malformed(at(reading, 'prefixItems'), 'must be an array of schemas.');
  if (Array.isArray(items)) throw unsupported(reading, 'items', "an array of schemas is now 'prefixItems'.");
  const { min, max } = rangeOf(keywords, ['minItems', 'maxItems'], reading);
  const first = prefixItems
    .slice(0, max)
    .map((schema, index) => shapeOf(schema, at(reading, 'prefixItems', index)));
  const minMore = Math.max(0, min - first.length);
  const maxMore = max === undefined ? undefined : max - first.length;
  const closed =
    items === false || maxMore === 0 || (items === undefined && first.length > 0 && minMore === 0);
  if (items === false && minMore > 0)
    throw malformed(reading, 'minItems asks for more than prefixItems has.');
  if (closed) return { kind: 'array', first, more: undefined, min: 0, max: 0 };
  const more = shapeOf(items ?? true, at(reading, 'items'));
  return { kind: 'array', first, more, min: minMore, max: maxMore };
}
