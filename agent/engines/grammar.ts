import type { JsonShape, Property, Shape, StringFormat } from '../../shared/structured/json-shape.ts';
import { numberRule } from './number-rule.ts';

/** llama.cpp's grammar notation (GBNF). `root` is written with the rules of each shape it speaks of. */
export type GrammarRules = {
  /** The name of the rule for a shape, whose rules are added. */
  ruleOf(shape: JsonShape): string;
  /** The whole grammar. */
  text(root: string): string;
};

const fixedRules = {
  character: String.raw`[^"\\\x7F\x00-\x1F] | "\\" ["\\/bfnrt]`,
  text: String.raw`"\"" character* "\""`,
  any: 'map | list | text | number | "true" | "false" | "null"',
  map: '"{" (text ":" any ("," text ":" any)*)? "}"',
  list: '"[" (any ("," any)*)? "]"',
  number: numberRule('number', {}),
  anything: String.raw`[^\x00]*`,
};

const hex = (digits: number) => `[0-9a-f]{${digits}}`;
const byte = '("25" [0-5] | "2" [0-4] [0-9] | "1" [0-9]{2} | [1-9] [0-9] | [0-9])';
const day = [
  '("01" | "03" | "05" | "07" | "08" | "10" | "12") "-" ("0" [1-9] | [12] [0-9] | "3" [01])',
  '("04" | "06" | "09" | "11") "-" ("0" [1-9] | [12] [0-9] | "30")',
  '"02-" ("0" [1-9] | "1" [0-9] | "2" [0-8])',
].join(' | ');
const date = `("19" | "20") [0-9]{2} "-" (${day})`;
const hour = '([01] [0-9] | "2" [0-3])';
const time = `${hour} ":" [0-5] [0-9] ":" [0-5] [0-9] ("Z" | [+-] ${hour} ":" [0-5] [0-9])`;
/** Each writes a part of what its format allows: no 29 February, no address with unusual characters. */
const formats: Readonly<Record<StringFormat, string>> = {
  date,
  time,
  'date-time': `${date} "T" ${time}`,
  uuid: `${hex(8)} "-" ${hex(4)} "-4" ${hex(3)} "-" [89ab] ${hex(3)} "-" ${hex(12)}`,
  ipv4: [byte, byte, byte, byte].join(' "." '),
  email: '[a-z0-9] [a-z0-9_]{0,30} "@" [a-z0-9] [a-z0-9]{0,30} "." [a-z]{2,10}',
};

/** A text that is written as it stands. */
export function quoted(text: string): string {
  const escaped = text.replaceAll('\\', String.raw`\\`).replaceAll('"', String.raw`\"`);
  return `"${escaped.replaceAll('\n', String.raw`\n`).replaceAll('\r', String.raw`\r`)}"`;
}

/** JSON without spaces, and with signs beyond ASCII escaped: a model may not be able to spell them whole. */
const json = (value: unknown) =>
  quoted(
    JSON.stringify(value).replaceAll(
      /[^\x20-\x7E]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );

const repeated = (rule: string, min: number, max: number | undefined) => `${rule}{${min},${max ?? ''}}`;

export function grammarRules(): GrammarRules {
  const rules = new Map<string, string>(Object.entries(fixedRules));

  function add(expression: string): string {
    const name = `r${rules.size}`;
    rules.set(name, expression);
    return name;
  }

  function ruleOf({ root, definitions }: JsonShape): string {
    const names = new Map([...definitions.keys()].map((name) => [name, add('""')]));
    const write = (shape: Shape): string => {
      if (shape.kind !== 'reference') return add(expressionOf(shape, write, add));
      const rule = names.get(shape.name);
      if (rule === undefined) throw new Error('A shape refers to no definition of its own.');
      return rule;
    };
    for (const [name, shape] of definitions) rules.set(names.get(name) ?? '', write(shape));
    return write(root);
  }

  return {
    ruleOf,
    text: (root) => [['root', root], ...rules].map(([name, rule]) => `${name} ::= ${rule}\n`).join(''),
  };
}

type Write = (shape: Shape) => string;

function expressionOf(
  shape: Exclude<Shape, { kind: 'reference' }>,
  write: Write,
  add: (expression: string) => string,
): string {
  switch (shape.kind) {
    case 'any':
      return 'any';
    case 'literals':
      return shape.values.map(json).join(' | ');
    case 'string':
      return String.raw`"\"" ${repeated('character', shape.minLength, shape.maxLength)} "\""`;
    case 'format':
      return String.raw`"\"" ${formats[shape.format]} "\""`;
    case 'integer':
    case 'number':
      return numberRule(shape.kind, shape);
    case 'either':
      return shape.shapes.map(write).join(' | ');
    case 'map':
      return `"{" ${separated(add(`text ":" ${write(shape.value)}`), shape.min, shape.max)} "}"`;
    case 'array':
      return `"[" ${arrayExpression(shape, write)} "]"`;
    case 'object':
      return `"{" ${propertiesExpression(shape.properties, write, add)} "}"`;
  }
}

/** From `min` to `max` times, with commas between. */
function separated(rule: string, min: number, max: number | undefined): string {
  if (max === 0) return '';
  const more = repeated(`("," ${rule})`, Math.max(0, min - 1), max === undefined ? undefined : max - 1);
  return min === 0 ? `(${rule} ${more})?` : `${rule} ${more}`;
}

function arrayExpression({ first, more, min, max }: Extract<Shape, { kind: 'array' }>, write: Write): string {
  const start = first.map(write).join(' "," ');
  if (!more) return start;
  const rule = write(more);
  return start === '' ? separated(rule, min, max) : `${start} ${repeated(`("," ${rule})`, min, max)}`;
}

/** In the schema's order. Two rules a property, since the first that is written has no comma before it. */
function propertiesExpression(
  properties: readonly Property[],
  write: Write,
  add: (expression: string) => string,
): string {
  let [first, later] = ['', ''];
  for (const { name, shape, required } of properties.toReversed()) {
    const pair = add(`${json(name)} ":" ${write(shape)}`);
    const begun = later === '' ? pair : `${pair} ${later}`;
    first = required || first === '' ? optional(begun, required) : add(`${begun} | ${first}`);
    later = required ? add(`"," ${begun}`) : add(`("," ${pair})? ${later}`);
  }
  return first;
}

const optional = (expression: string, required: boolean) => (required ? expression : `(${expression})?`);
