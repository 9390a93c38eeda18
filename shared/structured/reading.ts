import { Refusal } from '../refusal.ts';
import type { Shape } from './json-shape.ts';

export type Schema = Readonly<Record<string, unknown>>;

/** Where in the request a schema stands, and how much it may still hold. */
export type Reading = {
  root: Schema;
  /** A path into the customer's body: of the whole schema, and of the part being read. */
  rootPath: string;
  path: string;
  depth: number;
  definitions: Map<string, Shape>;
  /** Shared by the whole schema: when it is used up the schema is refused, so that none makes a huge grammar. */
  left: { schemas: number; literalBytes: number; repetitions: number };
};

const maxDepth = 32;
const maxCount = 1_000;
const allowance = { schemas: 1_000, literalBytes: 20_000, repetitions: 4_000 };

export const beginReading = (root: Schema, path: string): Reading => ({
  root,
  rootPath: path,
  path,
  depth: 0,
  definitions: new Map(),
  left: { ...allowance },
});

/** `reading` further down. */
export const at = (reading: Reading, ...steps: (string | number)[]): Reading => ({
  ...reading,
  path: [reading.path, ...steps].join('.'),
  depth: reading.depth + 1,
});

export function unsupported({ path }: Reading, keyword: string, why: string): Refusal {
  const param = `${path}.${keyword}`;
  return new Refusal('unsupported_parameter', `${param}: ${why}`, { param });
}

export const malformed = ({ path }: Reading, why: string) =>
  new Refusal('invalid_request', `${path}: ${why}`, { param: path });

export const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function countSchema(reading: Reading) {
  if (reading.depth > maxDepth) throw malformed(reading, `is nested more than ${maxDepth} deep.`);
  if (--reading.left.schemas < 0)
    throw malformed(reading, `the whole has more than ${allowance.schemas} schemas.`);
}

/** `text` as it can be written out in a grammar; refused when JSON could not carry it. */
export function countLiteral(text: string, reading: Reading) {
  reading.left.literalBytes -= text.length + 1;
  if (reading.left.literalBytes < 0)
    throw malformed(reading, `names and enum values are over ${allowance.literalBytes} characters in all.`);
  if (!text.isWellFormed()) throw malformed(reading, 'holds half of a surrogate pair.');
}

/** The whole number from 0 that `keyword` gives, if it is there. */
function countOf(schema: Schema, keyword: string, reading: Reading): number | undefined {
  const count = schema[keyword];
  if (count === undefined) return undefined;
  if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0)
    throw malformed(at(reading, keyword), 'must be a whole number, not below 0.');
  reading.left.repetitions -= count;
  if (count > maxCount || reading.left.repetitions < 0)
    throw unsupported(
      reading,
      keyword,
      `is more than a grammar can count: at most ${maxCount}, and ${allowance.repetitions} in the whole schema.`,
    );
  return count;
}

/** `minimum` and `maximum` of a count. */
export function rangeOf(schema: Schema, keywords: readonly [string, string], reading: Reading) {
  const [min, max] = keywords.map((keyword) => countOf(schema, keyword, reading));
  if (max !== undefined && max < (min ?? 0))
    throw malformed(reading, `${keywords[1]} is below ${keywords[0]}: nothing is valid.`);
  return { min: min ?? 0, max };
}
