import { type Bounds, type Literal, type Shape, type StringFormat, stringFormats } from './json-shape.ts';
import { at, countLiteral, malformed, type Reading, rangeOf, type Schema, unsupported } from './reading.ts';

/** Digits that an integer without bounds is written with, at most. */
const mostDigits = 999_999_999_999_999;

export function stringShape(schema: Schema, reading: Reading): Shape {
  const { format } = schema;
  if (format === undefined) {
    const { min, max } = rangeOf(schema, ['minLength', 'maxLength'], reading);
    return { kind: 'string', minLength: min, maxLength: max };
  }
  const known: readonly unknown[] = stringFormats;
  if (!known.includes(format))
    throw unsupported(
      reading,
      'format',
      `is kept for ${stringFormats.join(', ')}; describe others in words.`,
    );
  const counted = ['minLength', 'maxLength'].find((keyword) => keyword in schema);
  if (counted) throw unsupported(reading, counted, "is not kept beside 'format'.");
  return { kind: 'format', format: format as StringFormat };
}

export function numberShape(kind: 'integer' | 'number', schema: Schema, reading: Reading): Shape {
  const bounds = kind === 'integer' ? closed(boundsOf(schema, reading)) : boundsOf(schema, reading);
  const { minimum = -mostDigits, maximum = mostDigits } = bounds;
  const open = bounds.openMinimum || bounds.openMaximum;
  if (minimum > maximum || (minimum === maximum && open))
    throw malformed(reading, 'its bounds leave no number that is valid.');
  return { kind, ...bounds };
}

function boundsOf(schema: Schema, reading: Reading): Bounds {
  const bound = (keyword: string) => {
    const value = schema[keyword];
    if (value === undefined) return undefined;
    if (typeof value !== 'number') throw malformed(at(reading, keyword), 'must be a number.');
    if (!Number.isSafeInteger(value))
      throw unsupported(reading, keyword, 'is kept for whole numbers under 2^53 only.');
    return value;
  };
  const lower = tighter(bound('minimum'), bound('exclusiveMinimum'), Math.max);
  const upper = tighter(bound('maximum'), bound('exclusiveMaximum'), Math.min);
  return { minimum: lower.value, openMinimum: lower.open, maximum: upper.value, openMaximum: upper.open };
}

/** Of an inclusive and an exclusive bound the one that says more; at the same number the exclusive one. */
function tighter(
  inclusive: number | undefined,
  open: number | undefined,
  more: (...each: number[]) => number,
) {
  if (open === undefined) return { value: inclusive, open: false };
  if (inclusive === undefined) return { value: open, open: true };
  const value = more(inclusive, open);
  return { value, open: value === open };
}

function closed({ minimum, maximum, openMinimum, openMaximum }: Bounds): Bounds {
  return {
    minimum: minimum !== undefined && openMinimum ? minimum + 1 : minimum,
    maximum: maximum !== undefined && openMaximum ? maximum - 1 : maximum,
  };
}

/** Of `const` or `enum`; a `type` beside it leaves only the values of that type. */
export function literalShape(keyword: string, schema: Schema, reading: Reading): Shape {
  const values: unknown = keyword === 'const' ? [schema.const] : schema.enum;
  if (!Array.isArray(values) || values.length === 0)
    throw malformed(at(reading, keyword), 'must be an array of values, and not empty.');
  const literals = values.map((value) => literalOf(value, at(reading, keyword)));
  const types = schema.type === undefined ? undefined : [schema.type].flat();
  const fitting = types ? literals.filter((value) => types.some((type) => isOfType(value, type))) : literals;
  if (fitting.length === 0) throw malformed(reading, `no value of '${keyword}' is of its 'type'.`);
  return { kind: 'literals', values: [...new Set(fitting)] };
}

function literalOf(value: unknown, reading: Reading): Literal {
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) {
    countLiteral(String(value), reading);
    return value as Literal;
  }
  throw malformed(reading, 'values are kept when they are strings, numbers, true, false or null.');
}

function isOfType(value: Literal, type: unknown): boolean {
  if (value === null) return type === 'null';
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}
