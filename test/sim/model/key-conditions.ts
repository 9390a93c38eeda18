import { checkBounds } from './conditions.ts';
import type { ConditionNode, OperandNode, PathNode } from './expression-grammar.ts';
import { cachedBy, type Given, type Mentioned, treeOf } from './expressions.ts';
import { invalid } from './table-errors.ts';
import { compareText, type Stored } from './values.ts';

/** Names of the two keys of the table or of its index. */
export type Keys = { pk: string; sk: string };

/** A stretch of one partition: what stands before it, and what stands behind it. */
export type Stretch = {
  pk: string;
  isBefore: (sk: string) => boolean;
  isBehind: (sk: string) => boolean;
};

type Sought = { name: (given: Given) => string; by: string; refs: readonly string[] };
type KeyCondition = Mentioned & { sought: readonly Sought[] };

const role = 'KeyConditionExpression';

/** An expression of an equal partition key and at most one comparison of the sort key. */
export const keyConditionOf = cachedBy((text: string): KeyCondition => {
  const { tree, names, values } = treeOf(role, text);
  const parts = tree.is === 'and' ? tree.of : [tree];
  return { names, values, sought: parts.map(soughtBy) };
});

function soughtBy(node: ConditionNode): Sought {
  switch (node.is) {
    case 'group':
      return soughtBy(node.of);
    case 'compare':
      if (node.by === '<>') throw invalid(`Invalid operator used in ${role}: <>`);
      return { name: nameBy(node.left), by: node.by, refs: [refOf(node.right)] };
    case 'between':
      return { name: nameBy(node.of), by: 'between', refs: [refOf(node.low), refOf(node.high)] };
    case 'call': {
      const [path, start] = node.args;
      if (node.name !== 'begins_with' || !path || !start)
        throw invalid(`Invalid operator used in ${role}: ${node.name}`);
      return { name: nameBy(path), by: 'begins_with', refs: [refOf(start)] };
    }
    default:
      throw invalid(`Invalid operator used in ${role}: ${node.is.toUpperCase()}`);
  }
}

function nameBy(node: OperandNode): Sought['name'] {
  if (node.is !== 'path' || node.steps.length > 1)
    throw invalid(`Invalid ${role}: KeyConditionExpressions must use a plain attribute`);
  const [step] = (node as PathNode).steps;
  if (step && 'alias' in step) return ({ names }) => names[step.alias] as string;
  const name = step && 'name' in step ? step.name : '';
  return () => name;
}

function refOf(node: OperandNode): string {
  if (node.is !== 'value') throw invalid(`Invalid ${role}: operands must be values`);
  return node.ref;
}

export function stretchOf({ sought }: KeyCondition, given: Given, keys: Keys): Stretch {
  const named = new Map(sought.map((each) => [each.name(given), each]));
  const pkSought = named.get(keys.pk);
  const skSought = named.get(keys.sk);
  if (named.size < sought.length)
    throw invalid('KeyConditionExpressions must only contain one condition per key');
  if (pkSought?.by !== '=') throw invalid(`Query condition missed key schema element: ${keys.pk}`);
  if (named.size > (skSought ? 2 : 1)) throw invalid(`Query condition missed key schema element: ${keys.sk}`);
  const pk = keyText(given.values[pkSought.refs[0] as string], keys.pk);
  if (!skSought) return { pk, isBefore: () => false, isBehind: () => false };
  const [first = '', second = ''] = skSought.refs.map((ref) => keyText(given.values[ref], keys.sk));
  if (skSought.by === 'between') checkBounds(first, second, role);
  return { pk, ...rangeBy(skSought.by, first, second) };
}

function keyText(value: Stored | undefined, name: string): string {
  if (typeof value !== 'string')
    throw invalid(
      'One or more parameter values were invalid: Condition parameter type does not match schema type',
    );
  if (value === '')
    throw invalid(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: ${name}`,
    );
  return value;
}

type Range = Pick<Stretch, 'isBefore' | 'isBehind'>;
const never = () => false;

function rangeBy(by: string, first: string, second: string): Range {
  const isBeforeFirst = (sk: string) => compareText(sk, first) < 0;
  const isBehindFirst = (sk: string) => compareText(sk, first) > 0;
  switch (by) {
    case '=':
      return { isBefore: isBeforeFirst, isBehind: isBehindFirst };
    case '<':
      return { isBefore: never, isBehind: (sk) => !isBeforeFirst(sk) };
    case '<=':
      return { isBefore: never, isBehind: isBehindFirst };
    case '>':
      return { isBefore: (sk) => !isBehindFirst(sk), isBehind: never };
    case '>=':
      return { isBefore: isBeforeFirst, isBehind: never };
    case 'between':
      return { isBefore: isBeforeFirst, isBehind: (sk) => compareText(sk, second) > 0 };
    default:
      return { isBefore: isBeforeFirst, isBehind: (sk) => isBehindFirst(sk) && !sk.startsWith(first) };
  }
}
