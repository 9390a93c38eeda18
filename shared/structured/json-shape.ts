/**
 * What a grammar can make a model write: the part of JSON Schema that is kept exactly, in a form that is easy to
 * write as a grammar. Every text of a shape is valid against the schema it was read from; not every valid text is
 * one of a shape (no properties are written that the schema does not name, no 29 February).
 */
export type Shape =
  | { kind: 'any' }
  | { kind: 'literals'; values: readonly Literal[] }
  /** Lengths in characters (code points). */
  | { kind: 'string'; minLength: number; maxLength: number | undefined }
  | { kind: 'format'; format: StringFormat }
  | ({ kind: 'integer' | 'number' } & Bounds)
  /** `first` in their order, then `more` from `min` to `max` times. */
  | { kind: 'array'; first: readonly Shape[]; more: Shape | undefined; min: number; max: number | undefined }
  | { kind: 'object'; properties: readonly Property[] }
  /** Names of any kind, each with a value. */
  | { kind: 'map'; value: Shape; min: number; max: number | undefined }
  | { kind: 'either'; shapes: readonly Shape[] }
  /** The shape of that name in `JsonShape.definitions`. */
  | { kind: 'reference'; name: string };

export type Literal = string | number | boolean | null;
export type Property = { name: string; shape: Shape; required: boolean };
export type Bounds = {
  /** Whole numbers; a bound itself is within unless it is `open`. */
  minimum?: number | undefined;
  maximum?: number | undefined;
  openMinimum?: boolean | undefined;
  openMaximum?: boolean | undefined;
};

export const stringFormats = ['date', 'time', 'date-time', 'uuid', 'ipv4', 'email'] as const;
export type StringFormat = (typeof stringFormats)[number];

export type JsonShape = { root: Shape; definitions: ReadonlyMap<string, Shape> };

/** Any JSON object: response_format json_object, and a tool without parameters' schema. */
export const anyObject: JsonShape = {
  root: { kind: 'map', value: { kind: 'any' }, min: 0, max: undefined },
  definitions: new Map(),
};

/** The shapes that a shape is made of; those that it refers to are in the definitions. */
export function partsOf(shape: Shape): readonly Shape[] {
  switch (shape.kind) {
    case 'either':
      return shape.shapes;
    case 'object':
      return shape.properties.map((property) => property.shape);
    case 'map':
      return [shape.value];
    case 'array':
      return shape.more ? [...shape.first, shape.more] : shape.first;
    default:
      return [];
  }
}

/** JSON's types of the values that a shape can have. */
export function typesOf(shape: Shape): readonly string[] {
  switch (shape.kind) {
    case 'object':
    case 'map':
      return ['object'];
    case 'array':
      return ['array'];
    case 'string':
    case 'format':
      return ['string'];
    case 'integer':
    case 'number':
      return ['number'];
    case 'literals':
      return shape.values.map((value) => (value === null ? 'null' : typeof value));
    default:
      return ['object', 'array', 'string', 'number', 'boolean', 'null'];
  }
}
