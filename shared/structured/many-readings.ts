import { type JsonShape, type Property, partsOf, type Shape, typesOf } from './json-shape.ts';
import { malformed, type Reading } from './reading.ts';

/** A grammar follows each way in which a text can be read: this many at once at the most. */
const maxReadings = 200;

type Counts = ReadonlyMap<string, number>;
type Definitions = JsonShape['definitions'];

/**
 * Refuses a schema that allows too many ways to read the beginning of one text, as alternatives within alternatives
 * that begin alike do: a grammar would follow 2^n of them.
 */
export function refuseManyReadings({ root, definitions }: JsonShape, reading: Reading) {
  let counts: Counts = new Map([...definitions.keys()].map((name) => [name, 1]));
  for (let round = 0; round <= maxReadings; round++) {
    const next = new Map(
      [...definitions].map(([name, shape]) => [name, readings(shape, definitions, counts)] as const),
    );
    if (readings(root, definitions, next) > maxReadings || [...next.values()].some((n) => n > maxReadings))
      throw malformed(
        reading,
        'alternatives begin alike too often: let each begin with a property of its own.',
      );
    if ([...next].every(([name, count]) => counts.get(name) === count)) return;
    counts = next;
  }
  throw malformed(reading, 'alternatives that begin alike refer to themselves: let each begin of its own.');
}

/** In how many ways a text of this shape can be read at some point of it, at most; never too few. */
function readings(shape: Shape, definitions: Definitions, counts: Counts): number {
  if (shape.kind === 'reference') return counts.get(shape.name) ?? 1;
  if (shape.kind !== 'either')
    return Math.max(1, ...partsOf(shape).map((part) => readings(part, definitions, counts)));
  // What begins with another character, or as another object, is told apart before it matters.
  const groups: { alternatives: Shape[]; count: number }[] = [];
  for (const alternative of shape.shapes) {
    const count = readings(alternative, definitions, counts);
    const alike = groups.filter(({ alternatives }) =>
      alternatives.some((other) => !partEarly(alternative, other, definitions)),
    );
    const merged = {
      alternatives: [alternative, ...alike.flatMap(({ alternatives }) => alternatives)],
      count: count + alike.reduce((sum, group) => sum + group.count, 0),
    };
    groups.splice(0, groups.length, ...groups.filter((group) => !alike.includes(group)), merged);
  }
  return Math.max(...groups.map((group) => group.count));
}

function partEarly(left: Shape, right: Shape, definitions: Definitions): boolean {
  const [one, two] = [resolved(left, definitions), resolved(right, definitions)];
  if (typesOf(one).every((type) => !typesOf(two).includes(type))) return true;
  if (one.kind !== 'object' || two.kind !== 'object') return false;
  for (const [index, property] of one.properties.entries()) {
    const other = two.properties[index];
    if (!other || !property.required || !other.required) return false;
    if (property.name !== other.name || valuesPart(property, other, definitions)) return true;
    if (partsOf(resolved(property.shape, definitions)).length > 0) return false;
  }
  return false;
}

function valuesPart(one: Property, two: Property, definitions: Definitions): boolean {
  const [left, right] = [resolved(one.shape, definitions), resolved(two.shape, definitions)];
  if (left.kind === 'literals' && right.kind === 'literals')
    return left.values.every((value) => !right.values.includes(value));
  return typesOf(left).every((type) => !typesOf(right).includes(type));
}

function resolved(shape: Shape, definitions: Definitions): Shape {
  const target = shape.kind === 'reference' ? definitions.get(shape.name) : shape;
  return target ?? { kind: 'any' };
}
