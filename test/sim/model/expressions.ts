import { type PathNode, parse, type Step } from './expression-grammar.ts';
import { reservedWords } from './reserved-words.ts';
import { invalid } from './table-errors.ts';
import { copyIn, type Image, isMap, type Stored } from './values.ts';

/** What an expression's text says: names and values come with each call. */
export type Given = {
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, Stored>>;
};

export type Role =
  | 'ConditionExpression'
  | 'UpdateExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression';

/** The names and values that a parsed expression speaks of. */
export type Mentioned = { names: ReadonlySet<string>; values: ReadonlySet<string> };

const ruleOf = {
  ConditionExpression: 'Condition',
  FilterExpression: 'Condition',
  KeyConditionExpression: 'Condition',
  UpdateExpression: 'Update',
  ProjectionExpression: 'Projection',
} as const;

export type Tree<For extends Role> = ReturnType<typeof parse<(typeof ruleOf)[For]>>;

/** DynamoDB's limits of one expression. */
const longestBytes = 4_096;
const mostOperators = 300;

/** @throws the service's ValidationException */
export function treeOf<For extends Role>(role: For, text: string): { tree: Tree<For> } & Mentioned {
  if (text.trim() === '') throw invalid(`Invalid ${role}: The expression can not be empty;`);
  if (Buffer.byteLength(text) > longestBytes)
    throw invalid(
      `Invalid ${role}: Expression size has exceeded the maximum allowed size; expression size: ${Buffer.byteLength(text)}`,
    );
  const tree = parsed(role, text);
  const names = new Set<string>();
  const values = new Set<string>();
  let operators = 0;
  const note = (node: object): void => {
    if ('alias' in node) names.add(String(node.alias));
    else if ('ref' in node) values.add(String(node.ref));
    else if ('name' in node && !('is' in node)) checkReserved(role, String(node.name));
    if ('is' in node && node.is !== 'path' && node.is !== 'value') operators++;
  };
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    note(node);
    for (const each of Object.values(node)) walk(each);
  };
  walk(tree);
  if (operators > mostOperators)
    throw invalid(
      `Invalid ${role}: The expression contains too many operators; operator count: ${operators}`,
    );
  return { tree, names, values };
}

function parsed<For extends Role>(role: For, text: string): Tree<For> {
  try {
    return parse(text, ruleOf[role]);
  } catch {
    throw invalid(`Invalid ${role}: Syntax error; expression: "${text}"`);
  }
}

function checkReserved(role: Role, name: string): void {
  if (reservedWords.has(name.toUpperCase()))
    throw invalid(`Invalid ${role}: Attribute name is a reserved keyword; reserved keyword: ${name}`);
}

/** Compiled forms by their text: the adapters have some hundred expressions, and send each of them a million times. */
export function cachedBy<Compiled>(compile: (text: string) => Compiled): (text: string) => Compiled {
  const known = new Map<string, Compiled>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const compiled = compile(text);
    // Some are put together from many names; what is kept stays bounded.
    if (known.size >= 10_000) known.clear();
    known.set(text, compiled);
    return compiled;
  };
}

const none = Object.freeze({});

/** Names and values as they were sent, the values copied. @throws where one is missing, or none of these asks for it. */
export function givenTo(
  { ExpressionAttributeNames: names, ExpressionAttributeValues: sent }: Sent,
  expressions: readonly (readonly [Role, Mentioned] | undefined)[],
): Given {
  const values = sent === undefined ? none : copyValues(sent);
  for (const expression of expressions) if (expression) checkDefined(expression, names ?? none, values);
  checkUsed('ExpressionAttributeNames', names, (alias) =>
    expressions.some((each) => each?.[1].names.has(alias)),
  );
  checkUsed('ExpressionAttributeValues', values, (ref) =>
    expressions.some((each) => each?.[1].values.has(ref)),
  );
  return { names: names ?? none, values };
}

function checkDefined([role, mentioned]: readonly [Role, Mentioned], names: object, values: object): void {
  for (const alias of mentioned.names)
    if (!Object.hasOwn(names, alias))
      throw invalid(
        `Invalid ${role}: An expression attribute name used in the document path is not defined; attribute name: ${alias}`,
      );
  for (const ref of mentioned.values)
    if (!Object.hasOwn(values, ref))
      throw invalid(
        `Invalid ${role}: An expression attribute value used in expression is not defined; attribute value: ${ref}`,
      );
}

export type Sent = {
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Record<string, unknown> | undefined;
};

function copyValues(sent: Record<string, unknown>): Record<string, Stored> {
  const values: Record<string, Stored> = {};
  for (const ref in sent) {
    const value = copyIn(sent[ref]);
    if (value !== undefined) values[ref] = value;
  }
  if (Object.keys(sent).length === 0) throw invalid('ExpressionAttributeValues must not be empty');
  return values;
}

function checkUsed(
  what: string,
  given: object | undefined,
  isUsed: (name: string) => boolean | undefined,
): void {
  if (!given) return;
  for (const name in given)
    if (!isUsed(name)) throw invalid(`Value provided in ${what} unused in expressions: keys: {${name}}`);
}

/** Of a path, the steps to take: names as they are, and places in lists. */
export type Way = readonly (string | number)[];

export type Find = (image: Image, given: Given) => Stored | undefined;

/** How to find what a path leads to. A path of one name, as most are, is one look. */
export function finding({ steps }: PathNode): Find {
  const [only] = steps;
  if (only && steps.length === 1) {
    if ('name' in only) {
      const { name } = only;
      return (image) => image[name];
    }
    if ('alias' in only) {
      const { alias } = only;
      return (image, { names }) => image[names[alias] as string];
    }
  }
  return (image, given) => valueAt(image, wayOf(steps, given));
}

export const wayOf = (steps: readonly Step[], { names }: Given): Way =>
  steps.map((step) => {
    if ('at' in step) return step.at;
    return 'name' in step ? step.name : (names[step.alias] as string);
  });

export function valueAt(image: Image, way: Way): Stored | undefined {
  let at: Stored | undefined = image;
  for (const step of way) {
    if (typeof step === 'number') at = Array.isArray(at) ? (at[step] as Stored | undefined) : undefined;
    else at = isMap(at) && Object.hasOwn(at, step) ? at[step] : undefined;
    if (at === undefined) return undefined;
  }
  return at;
}
