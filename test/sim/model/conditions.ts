import type { ConditionNode, OperandNode } from './expression-grammar.ts';
import { cachedBy, type Find, finding, type Given, type Mentioned, treeOf } from './expressions.ts';
import { invalid } from './table-errors.ts';
import { compare, type Image, isEqual, kindOf, type Stored } from './values.ts';

/** Whether an item meets a condition; one that does not exist has no attributes. */
type Test = (image: Image, given: Given) => boolean;
export type Condition = Mentioned & { test: Test };

type ConditionRole = 'ConditionExpression' | 'FilterExpression';

const compiler = (role: ConditionRole) =>
  cachedBy((text): Condition => {
    const { tree, names, values } = treeOf(role, text);
    return { names, values, test: testOf(tree, role) };
  });

const compilers = {
  ConditionExpression: compiler('ConditionExpression'),
  FilterExpression: compiler('FilterExpression'),
};

export const conditionOf = (role: ConditionRole, text: string): Condition => compilers[role](text);

function testOf(node: ConditionNode, role: ConditionRole): Test {
  switch (node.is) {
    case 'and': {
      const tests = node.of.map((each) => testOf(each, role));
      return (image, given) => tests.every((test) => test(image, given));
    }
    case 'or': {
      const tests = node.of.map((each) => testOf(each, role));
      return (image, given) => tests.some((test) => test(image, given));
    }
    case 'not': {
      const test = testOf(node.of, role);
      return (image, given) => !test(image, given);
    }
    case 'group':
      return grouped(node.of, role);
    case 'compare':
      return comparing(node);
    case 'between':
      return between(node, role);
    case 'in':
      return among(node);
    case 'call':
      return calling(node, role);
  }
}

function grouped(node: ConditionNode, role: ConditionRole): Test {
  if (node.is === 'group') throw invalid(`Invalid ${role}: The expression has redundant parentheses;`);
  return testOf(node, role);
}

function operandOf(node: OperandNode): Find {
  switch (node.is) {
    case 'value': {
      const { ref } = node;
      return (_image, { values }) => values[ref];
    }
    case 'path':
      return finding(node);
    case 'size': {
      const of = operandOf(node.of);
      return (image, given) => {
        const value = of(image, given);
        return value === undefined ? undefined : lengthOf(value);
      };
    }
  }
}

/** What the function size() says; of some kinds nothing. */
function lengthOf(value: Stored): number | undefined {
  switch (kindOf(value)) {
    case 'S':
    case 'B':
    case 'L':
      return (value as string | Uint8Array | Stored[]).length;
    case 'SS':
    case 'NS':
      return (value as ReadonlySet<unknown>).size;
    case 'M':
      return Object.keys(value as Image).length;
    default:
      return undefined;
  }
}

/** What is not there, or of another kind, is neither less nor more, is not equal, and differs. */
function comparing({ by, left, right }: Extract<ConditionNode, { is: 'compare' }>): Test {
  const [a, b] = [operandOf(left), operandOf(right)];
  const pair =
    (test: (a: Stored, b: Stored) => boolean, without: boolean): Test =>
    (image, given) => {
      const [x, y] = [a(image, given), b(image, given)];
      return x === undefined || y === undefined ? without : test(x, y);
    };
  const ordered = (test: (order: number) => boolean) =>
    pair((x, y) => {
      const order = compare(x, y);
      return order !== undefined && test(order);
    }, false);
  switch (by) {
    case '=':
      return pair(isEqual, false);
    case '<>':
      return pair((x, y) => !isEqual(x, y), true);
    case '<':
      return ordered((order) => order < 0);
    case '<=':
      return ordered((order) => order <= 0);
    case '>':
      return ordered((order) => order > 0);
    case '>=':
      return ordered((order) => order >= 0);
  }
}

function between(node: Extract<ConditionNode, { is: 'between' }>, role: ConditionRole): Test {
  const [of, low, high] = [operandOf(node.of), operandOf(node.low), operandOf(node.high)];
  const isFixed = node.low.is === 'value' && node.high.is === 'value';
  return (image, given) => {
    const [value, from, to] = [of(image, given), low(image, given), high(image, given)];
    if (from === undefined || to === undefined) return false;
    if (isFixed) checkBounds(from, to, role);
    if (value === undefined) return false;
    const [above, below] = [compare(value, from), compare(value, to)];
    return above !== undefined && below !== undefined && above >= 0 && below <= 0;
  };
}

export function checkBounds(from: Stored, to: Stored, role: string): void {
  const order = compare(from, to);
  if (order === undefined)
    throw invalid(`Invalid ${role}: The BETWEEN operator requires same data type for lower and upper bounds`);
  if (order > 0)
    throw invalid(
      `Invalid ${role}: The BETWEEN operator requires upper bound to be greater than or equal to lower bound`,
    );
}

function among(node: Extract<ConditionNode, { is: 'in' }>): Test {
  if (node.among.length > 100) throw invalid('The IN operator takes 100 operands at most');
  const of = operandOf(node.of);
  const all = node.among.map(operandOf);
  return (image, given) => {
    const value = of(image, given);
    if (value === undefined) return false;
    return all.some((each) => {
      const other = each(image, given);
      return other !== undefined && isEqual(value, other);
    });
  };
}

type Call = Extract<ConditionNode, { is: 'call' }>;

const operandsOf = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
} as const;

function calling(node: Call, role: ConditionRole): Test {
  const { name, args } = node;
  if (!isKnown(name)) throw invalid(`Invalid ${role}: Invalid function name; function: ${name}`);
  if (args.length !== operandsOf[name])
    throw invalid(
      `Invalid ${role}: Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${args.length}`,
    );
  const [first, second] = args.map(operandOf) as [Find, Find];
  switch (name) {
    case 'attribute_exists':
      checkPath(node, role);
      return (image, given) => first(image, given) !== undefined;
    case 'attribute_not_exists':
      checkPath(node, role);
      return (image, given) => first(image, given) === undefined;
    case 'begins_with':
      return (image, given) => begins(first(image, given), second(image, given), role);
    case 'contains':
      return (image, given) => holds(first(image, given), second(image, given));
    case 'attribute_type':
      return (image, given) => {
        const value = first(image, given);
        return value !== undefined && kindOf(value) === second(image, given);
      };
  }
}

const isKnown = (name: string): name is keyof typeof operandsOf => Object.hasOwn(operandsOf, name);

function checkPath({ name, args: [path] }: Call, role: ConditionRole): void {
  if (path?.is !== 'path')
    throw invalid(
      `Invalid ${role}: Operator or function requires a document path; operator or function: ${name}`,
    );
}

function begins(value: Stored | undefined, start: Stored | undefined, role: string): boolean {
  if (start === undefined) return false;
  if (typeof start !== 'string')
    throw invalid(
      `Invalid ${role}: Incorrect operand type for operator or function; operator or function: begins_with, operand type: ${kindOf(start)}`,
    );
  return typeof value === 'string' && value.startsWith(start);
}

function holds(value: Stored | undefined, part: Stored | undefined): boolean {
  if (value === undefined || part === undefined) return false;
  if (typeof value === 'string') return typeof part === 'string' && value.includes(part);
  if (value instanceof Set) return value.has(part);
  return Array.isArray(value) && value.some((each) => isEqual(each as Stored, part));
}
