import Big from 'big.js';
import {
  compareNumbers,
  givenNumber,
  isStoredNumber,
  NumberRefused,
  type StoredNumber,
  sizeOfNumber,
  storedNumber,
} from './numbers.ts';
import { invalid } from './table-errors.ts';

/**
 * What the table keeps: the values of the document client, each frozen by custom. Nobody changes one, so that an old
 * and a new image of an item share what is the same.
 */
export type Stored =
  | string
  | StoredNumber
  | boolean
  | null
  | Uint8Array
  | ReadonlySet<string>
  | ReadonlySet<number | bigint>
  | readonly Stored[]
  | StoredMap;
export type StoredMap = { readonly [name: string]: Stored };
/** An item as the table keeps it. */
export type Image = StoredMap;

export type Kind = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'L' | 'M';

export function kindOf(value: Stored): Kind {
  switch (typeof value) {
    case 'string':
      return 'S';
    case 'number':
    case 'bigint':
      return 'N';
    case 'boolean':
      return 'BOOL';
    default:
      return kindOfObject(value);
  }
}

function kindOfObject(value: Exclude<Stored, string | number | bigint | boolean>): Kind {
  if (value === null) return 'NULL';
  if (value instanceof Uint8Array) return 'B';
  if (Array.isArray(value)) return 'L';
  if (value instanceof Big) return 'N';
  if (value instanceof Set) return typeof value.values().next().value === 'string' ? 'SS' : 'NS';
  return 'M';
}

export const isMap = (value: Stored | undefined): value is StoredMap =>
  typeof value === 'object' && value !== null && kindOfObject(value) === 'M';

/** How deep maps and lists may lie in each other. */
const deepest = 32;

/** A copy as the document client would send it and the table keep it; undefined for what the client leaves out. */
export function copyIn(value: unknown, depth = 0): Stored | undefined {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return sentNumber(value);
    case 'bigint':
      return kept(value);
    case 'undefined':
    case 'function':
      return undefined;
    case 'object':
      return value === null ? null : copyObjectIn(value, depth);
    default:
      throw new Error(`Unsupported type passed: ${String(value)}.`);
  }
}

/** The client itself turns these away. */
function sentNumber(value: number): number {
  if (!Number.isFinite(value)) throw new Error(`Special numeric value ${value} is not allowed`);
  if (value > Number.MAX_SAFE_INTEGER)
    throw new Error(
      `Number ${value} is greater than Number.MAX_SAFE_INTEGER. Use NumberValue from @aws-sdk/lib-dynamodb.`,
    );
  if (value < Number.MIN_SAFE_INTEGER)
    throw new Error(
      `Number ${value} is lesser than Number.MIN_SAFE_INTEGER. Use NumberValue from @aws-sdk/lib-dynamodb.`,
    );
  return value === 0 ? 0 : value;
}

/** A number that comes of it, or the refusal of one that the table cannot hold. */
function kept<Value extends StoredNumber>(value: Value): StoredNumber {
  try {
    return storedNumber(value);
  } catch (error) {
    throw error instanceof NumberRefused ? invalid(error.message) : error;
  }
}

function copyObjectIn(value: object, depth: number): Stored {
  if (depth > deepest) throw invalid('Nesting Levels have exceeded supported limits: 32');
  if (Array.isArray(value))
    return value.map((each) => copyIn(each, depth + 1)).filter((each) => each !== undefined);
  const { constructor: made } = value;
  if (made === Object || made === undefined) return copyMapIn(value, depth);
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (value instanceof Set) return copySetIn(value);
  if (value instanceof Map) return copyMapIn(Object.fromEntries(value), depth);
  throw new Error(
    `Unsupported type passed: ${value}. Pass options.convertClassInstanceToMap=true to marshall typeof object as map attribute.`,
  );
}

export function copyMapIn(map: object, depth = 0): StoredMap {
  const copy: Record<string, Stored> = {};
  const from = map as Record<string, unknown>;
  for (const name in from) {
    const value = copyIn(from[name], depth + 1);
    if (value !== undefined) copy[name] = value;
  }
  return copy;
}

function copySetIn(set: ReadonlySet<unknown>): Stored {
  const copy = new Set<unknown>();
  for (const each of set) if (each !== undefined) copy.add(copyIn(each));
  if (copy.size === 0) throw new Error('Pass a non-empty set, or options.convertEmptyValues=true.');
  const members = [...copy];
  const types = new Set(members.map((each) => (isStoredNumber(each) ? 'number' : typeof each)));
  if (types.size === 1 && (types.has('number') || types.has('string'))) return copy as ReadonlySet<string>;
  throw new Error(
    'Only Number Set (NS) or String Set (SS) are allowed: the model knows no sets of binaries.',
  );
}

/** The caller's own: whatever becomes of it, the table's stays as it is. */
export function copyOut(value: Stored): unknown {
  if (typeof value !== 'object' || value === null) return value;
  switch (kindOfObject(value)) {
    case 'B':
      return new Uint8Array(value as Uint8Array);
    case 'N':
      return givenNumber(value as Big);
    case 'L':
      return (value as readonly Stored[]).map(copyOut);
    case 'M':
      return copyMapOut(value as StoredMap);
    default:
      return new Set(value as ReadonlySet<unknown>);
  }
}

export function copyMapOut(map: StoredMap): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const name in map) copy[name] = copyOut(map[name] as Stored);
  return copy;
}

export function isEqual(a: Stored, b: Stored): boolean {
  if (a === b) return true;
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return false;
  switch (kind) {
    case 'N':
      return compareNumbers(a as StoredNumber, b as StoredNumber) === 0;
    case 'B':
      return Buffer.compare(a as Uint8Array, b as Uint8Array) === 0;
    case 'SS':
    case 'NS':
      return hasSameMembers(a as ReadonlySet<unknown>, b as ReadonlySet<unknown>);
    case 'L':
      return hasSameEach(a as readonly Stored[], b as readonly Stored[]);
    case 'M':
      return hasSameNamed(a as StoredMap, b as StoredMap);
    default:
      return false;
  }
}

const hasSameMembers = (a: ReadonlySet<unknown>, b: ReadonlySet<unknown>) =>
  a.size === b.size && [...a].every((each) => b.has(each));

const hasSameEach = (a: readonly Stored[], b: readonly Stored[]) =>
  a.length === b.length && a.every((each, at) => isEqual(each, b[at] as Stored));

function hasSameNamed(a: StoredMap, b: StoredMap): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => Object.hasOwn(b, name) && isEqual(a[name] as Stored, b[name] as Stored));
}

/** Undefined where the two cannot be put in order: of different kinds, or of one that has none. */
export function compare(a: Stored, b: Stored): number | undefined {
  const kind = kindOf(a);
  if (kind !== kindOf(b)) return undefined;
  if (kind === 'N') return compareNumbers(a as StoredNumber, b as StoredNumber);
  if (kind === 'S') return compareText(a as string, b as string);
  return kind === 'B' ? Buffer.compare(a as Uint8Array, b as Uint8Array) : undefined;
}

const beyondAscii = /[^\0-\u007f]/;

/** In the order of their UTF-8 bytes, which is JavaScript's own only below the surrogates. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  if (beyondAscii.test(a) && beyondAscii.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

/** In bytes, as the table counts an item against its limit of 400 KB. */
export function sizeOfMap(map: StoredMap): number {
  let size = 0;
  for (const name in map) size += Buffer.byteLength(name) + sizeOf(map[name] as Stored);
  return size;
}

function sizeOf(value: Stored): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'boolean' || value === null) return 1;
  if (isStoredNumber(value)) return sizeOfNumber(value);
  if (value instanceof Uint8Array) return value.length;
  if (value instanceof Set) {
    let size = 0;
    for (const each of value) size += sizeOf(each);
    return size;
  }
  if (Array.isArray(value)) {
    let size = 3;
    for (const each of value as readonly Stored[]) size += 1 + sizeOf(each);
    return size;
  }
  let size = 3;
  for (const name in value as StoredMap)
    size += 1 + Buffer.byteLength(name) + sizeOf((value as StoredMap)[name] as Stored);
  return size;
}
