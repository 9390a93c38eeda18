import type { PathNode, SectionNode, TermNode } from './expression-grammar.ts';
import {
  cachedBy,
  type Find,
  finding,
  type Given,
  type Mentioned,
  treeOf,
  type Way,
  wayOf,
} from './expressions.ts';
import { isStoredNumber, NumberRefused, negative, type StoredNumber, sumOf } from './numbers.ts';
import { changed } from './placing.ts';
import { invalid } from './table-errors.ts';
import { type Image, kindOf, type Stored } from './values.ts';

export type Update = Mentioned & {
  /** Where it changes something. @throws where two of them are one */
  waysOf: (given: Given) => readonly Way[];
  /** The item as it makes it. */
  apply: (image: Image, given: Given, ways: readonly Way[]) => Image;
};

type Action = { path: PathNode; valueFor: (image: Image, given: Given, way: Way) => Stored | undefined };

/** What an update expression says, compiled once. Each value is taken of the item as it was before. */
export const updateOf = cachedBy((text: string): Update => {
  const { tree, names, values } = treeOf('UpdateExpression', text);
  checkSections(tree);
  const actions = tree.flatMap(actionsOf);
  return {
    names,
    values,
    waysOf(given) {
      const ways = actions.map(({ path }) => wayOf(path.steps, given));
      checkWays(ways);
      return ways;
    },
    apply: (image, given, ways) => applied(actions, image, given, ways),
  };
});

function checkSections(sections: readonly SectionNode[]): void {
  const seen = new Set<string>();
  for (const { is } of sections) {
    if (seen.has(is))
      throw invalid(
        `Invalid UpdateExpression: The "${is}" section can only be used once in an update expression;`,
      );
    seen.add(is);
  }
}

function checkWays(ways: readonly Way[]): void {
  checkOverlaps(ways);
  if (ways.filter((way) => way.some((step) => typeof step === 'number')).length > 1)
    throw new Error("The table's model knows one place of a list in an update, and no more.");
}

function applied(actions: readonly Action[], before: Image, given: Given, ways: readonly Way[]): Image {
  let image = before;
  let isCopied = false;
  for (const [at, { valueFor }] of actions.entries()) {
    const way = ways[at] as Way;
    const value = valueFor(before, given, way);
    const [name] = way;
    if (way.length > 1) image = changed(image, way, value);
    else {
      // The first change copies the item, and the others go into the same copy.
      if (!isCopied) image = { ...image };
      const fresh = image as Record<string, Stored>;
      if (value === undefined) delete fresh[name as string];
      else fresh[name as string] = value;
    }
    isCopied = true;
  }
  return image;
}

function checkOverlaps(ways: readonly Way[]): void {
  for (const [at, way] of ways.entries())
    for (let before = 0; before < at; before++) checkPair(ways[before] as Way, way);
}

function checkPair(one: Way, other: Way): void {
  const shared = Math.min(one.length, other.length);
  let same = 0;
  while (same < shared && one[same] === other[same]) same++;
  const named = () => `path one: [${one.join(', ')}], path two: [${other.join(', ')}]`;
  if (same === shared)
    throw invalid(
      `Invalid UpdateExpression: Two document paths overlap with each other; must remove or rewrite one of these paths; ${named()}`,
    );
  if (same > 0 && typeof one[same] !== typeof other[same])
    throw invalid(
      `Invalid UpdateExpression: Two document paths conflict with each other; must remove or rewrite one of these paths; ${named()}`,
    );
}

function actionsOf(section: SectionNode): Action[] {
  switch (section.is) {
    case 'SET':
      return section.of.map(({ path, to }) => {
        const term = termOf(to);
        return { path, valueFor: (image, given) => present(term(image, given)) };
      });
    case 'REMOVE':
      return section.of.map((path) => ({ path, valueFor: () => undefined }));
    case 'ADD':
      return section.of.map(({ path, value: { ref } }) => {
        const current = finding(topLevel(path, 'ADD'));
        return {
          path,
          valueFor: (image, given) => added(current(image, given), given.values[ref] as Stored),
        };
      });
    case 'DELETE':
      return section.of.map(({ path, value: { ref } }) => {
        const current = finding(topLevel(path, 'DELETE'));
        return {
          path,
          valueFor: (image, given) => without(current(image, given), given.values[ref] as Stored),
        };
      });
  }
}

function topLevel(path: PathNode, action: string): PathNode {
  if (path.steps.length > 1) throw new Error(`The table's model knows ${action} of whole attributes only.`);
  return path;
}

function present(value: Stored | undefined): Stored {
  if (value === undefined)
    throw invalid('The provided expression refers to an attribute that does not exist in the item');
  return value;
}

function sum(a: StoredNumber, b: StoredNumber): Stored {
  try {
    return sumOf(a, b);
  } catch (error) {
    throw error instanceof NumberRefused ? invalid(error.message) : error;
  }
}

const wrongKind = () => invalid('An operand in the update expression has an incorrect data type');

const wrongOperand = (operator: string, value: Stored) =>
  invalid(
    `Invalid UpdateExpression: Incorrect operand type for operator or function; operator: ${operator}, operand type: ${kindOf(value)}`,
  );

function added(current: Stored | undefined, by: Stored): Stored {
  if (isStoredNumber(by)) {
    if (current === undefined) return by;
    if (!isStoredNumber(current)) throw wrongKind();
    return sum(current, by);
  }
  if (!(by instanceof Set)) throw wrongOperand('ADD', by);
  if (current === undefined) return by;
  if (kindOf(current) !== kindOf(by)) throw wrongKind();
  return new Set([...(current as ReadonlySet<string>), ...(by as ReadonlySet<string>)]);
}

/** Nothing is left where the set would be empty. */
function without(current: Stored | undefined, taken: Stored): Stored | undefined {
  if (!(taken instanceof Set)) throw wrongOperand('DELETE', taken);
  if (current === undefined) return undefined;
  if (kindOf(current) !== kindOf(taken)) throw wrongKind();
  const left = [...(current as ReadonlySet<string>)].filter((each) => !taken.has(each));
  return left.length > 0 ? new Set(left) : undefined;
}

function termOf(node: TermNode): Find {
  switch (node.is) {
    case 'value': {
      const { ref } = node;
      return (_image, { values }) => values[ref];
    }
    case 'path':
      return finding(node);
    case 'sum':
      return sumTerm(node);
    case 'if_not_exists': {
      const [find, otherwise] = [finding(node.path), termOf(node.to)];
      return (image, given) => {
        const found = find(image, given);
        return found === undefined ? otherwise(image, given) : found;
      };
    }
    case 'list_append': {
      const [first, second] = [termOf(node.first), termOf(node.second)];
      return (image, given) => {
        const [a, b] = [present(first(image, given)), present(second(image, given))];
        if (!Array.isArray(a) || !Array.isArray(b)) throw wrongKind();
        return [...a, ...b] as Stored[];
      };
    }
  }
}

function sumTerm({ by, left, right }: Extract<TermNode, { is: 'sum' }>): Find {
  const [first, second] = [termOf(left), termOf(right)];
  return (image, given) => {
    const [a, b] = [present(first(image, given)), present(second(image, given))];
    if (!isStoredNumber(a) || !isStoredNumber(b)) throw wrongKind();
    return sum(a, by === '+' ? b : negative(b));
  };
}
