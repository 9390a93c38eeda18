import { type JsonShape, type Property, type Shape, typesOf } from './json-shape.ts';
import { malformed, type Reading, unsupported } from './reading.ts';

/**
 * Refuses a schema that no finite text fits (a property that requires the same again, without end) and one that
 * refers to itself without a step into a value, on which a grammar would turn in circles.
 */
export function refuseEndless(shape: JsonShape, reading: Reading) {
  const { root, definitions } = shape;
  const ending = endingDefinitions(shape);
  const endless = [...definitions.keys()].find((name) => !ending.has(name));
  if (endless !== undefined) throw malformed(reading, `no value can fit: '${endless}' would go on for ever.`);
  if (!ends(root, ending)) throw malformed(reading, 'no value can fit: it would go on for ever.');
  const circle = [...definitions.keys()].find((name) => firstReferences(name, definitions).has(name));
  if (circle !== undefined) throw malformed(reading, `'${circle}' refers to itself without a value between.`);
}

/** Found by adding, until nothing more is added, what ends given what was found before. */
function endingDefinitions({ definitions }: JsonShape): Set<string> {
  const ending = new Set<string>();
  let before = -1;
  while (ending.size > before) {
    before = ending.size;
    for (const [name, shape] of definitions) if (ends(shape, ending)) ending.add(name);
  }
  return ending;
}

/** Whether some finite text has this shape, given the definitions that have one. */
function ends(shape: Shape, ending: ReadonlySet<string>): boolean {
  switch (shape.kind) {
    case 'reference':
      return ending.has(shape.name);
    case 'either':
      return shape.shapes.some((each) => ends(each, ending));
    case 'object':
      return shape.properties.every((each) => !each.required || ends(each.shape, ending));
    case 'map':
      return shape.min === 0 || ends(shape.value, ending);
    case 'array':
      return (
        shape.first.every((each) => ends(each, ending)) &&
        (shape.min === 0 || !shape.more || ends(shape.more, ending))
      );
    default:
      return true;
  }
}

/** The definitions whose text may stand where the text of `name` begins. */
function firstReferences(name: string, definitions: ReadonlyMap<string, Shape>): Set<string> {
  const found = new Set<string>();
  const open: (Shape | undefined)[] = [definitions.get(name)];
  for (let shape = open.pop(); shape; shape = open.pop()) {
    if (shape.kind === 'either') open.push(...shape.shapes);
    if (shape.kind !== 'reference' || found.has(shape.name)) continue;
    found.add(shape.name);
    open.push(definitions.get(shape.name));
  }
  return found;
}

/** `oneOf` is kept where no value can fit two of its schemas; elsewhere it is refused in favour of `anyOf`. */
export function refuseOverlap(shapes: readonly Shape[], reading: Reading) {
  for (const [index, shape] of shapes.entries())
    for (const other of shapes.slice(index + 1))
      if (!areApart(shape, other, reading.definitions, 0))
        throw unsupported(reading, 'oneOf', 'a value may fit two of its schemas: use anyOf.');
}

type Definitions = ReadonlyMap<string, Shape>;

/** Whether it is certain that no value has both shapes. */
function areApart(left: Shape, right: Shape, definitions: Definitions, depth: number): boolean {
  if (depth > 8) return false;
  const further = (one: Shape, two: Shape) => areApart(one, two, definitions, depth + 1);
  const [one, two] = [resolved(left, definitions), resolved(right, definitions)];
  if (one.kind === 'either') return one.shapes.every((each) => further(each, two));
  if (two.kind === 'either') return two.shapes.every((each) => further(one, each));
  if (one.kind === 'literals' && two.kind === 'literals')
    return one.values.every((value) => !two.values.includes(value));
  if (one.kind === 'object' && two.kind === 'object')
    return one.properties.some((property) => {
      const same = two.properties.find(({ name }) => name === property.name);
      return same !== undefined && bothRequired(property, same) && further(property.shape, same.shape);
    });
  return typesOf(one).every((type) => !typesOf(two).includes(type));
}

const bothRequired = (one: Property, two: Property) => one.required && two.required;

function resolved(shape: Shape, definitions: Definitions): Shape {
  const target = shape.kind === 'reference' ? definitions.get(shape.name) : shape;
  return target ?? { kind: 'any' };
}
