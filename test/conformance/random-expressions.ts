import fc from 'fast-check';
import { lease, number, scalar, set, value, whole } from './random-items.ts';

/** Names that stand in all expressions, since some of them are reserved words. */
const names = {
  '#c': 'count',
  '#s': 'state',
  '#l': 'lease',
  '#m': 'more',
  '#t': 'tags',
  '#f': 'fence',
  '#k': 'sk',
} as const;

export type Part = { text: string; values: Record<string, unknown> };
export const part = (said: string): fc.Arbitrary<Part> => fc.constant({ text: said, values: {} });
export const withValue = (said: string, given: fc.Arbitrary<unknown>, ref: string): fc.Arbitrary<Part> =>
  given.map((each) => ({ text: said.replace(':v', ref), values: { [ref]: each } }));

const path = fc.constantFrom('#c', '#s', '#l', '#m', '#t', '#f', 'done', '#l.e', '#l.v', '#m.e', '#m[0]');
const comparison = (ref: string): fc.Arbitrary<Part> =>
  fc
    .tuple(path, fc.constantFrom('=', '<>', '<', '<=', '>', '>='), value)
    .map(([at, by, given]) => ({ text: `${at} ${by} ${ref}`, values: { [ref]: given } }));
const atom = (ref: string): fc.Arbitrary<Part> =>
  fc.oneof(
    part('attribute_not_exists(pk)'),
    part('attribute_exists(pk)'),
    path.map((at) => ({ text: `attribute_exists(${at})`, values: {} })),
    path.map((at) => ({ text: `attribute_not_exists(${at})`, values: {} })),
    comparison(ref),
    fc
      .tuple(path, path)
      .map(([a, b]) => ({ text: a === b ? `attribute_exists(${a})` : `${a} = ${b}`, values: {} })),
    withValue('begins_with(#s, :v)', fc.constantFrom('o', 'cl', 'é'), ref),
    withValue('contains(#t, :v)', fc.constantFrom('fraud', 2), ref),
    withValue('contains(#s, :v)', fc.constantFrom('pe', '😀'), ref),
    withValue('size(#t) > :v', fc.integer({ min: 0, max: 3 }), ref),
    withValue('size(#s) = :v', fc.integer({ min: 0, max: 4 }), ref),
    withValue('attribute_type(#m, :v)', fc.constantFrom('S', 'N', 'M', 'L', 'NULL', 'BOOL', 'SS', 'B'), ref),
    fc.tuple(whole, whole).map(([a, b]) => ({
      text: `#c BETWEEN ${ref} AND ${ref}b`,
      values: { [ref]: a < b ? a : b, [`${ref}b`]: a < b ? b : a },
    })),
    fc.tuple(scalar, scalar).map(([a, b]) => ({
      text: `#c IN (${ref}, ${ref}b)`,
      values: { [ref]: a, [`${ref}b`]: b },
    })),
  );
const joined = (a: Part, b: Part, said: string): Part => ({
  text: said,
  values: { ...a.values, ...b.values },
});
export const condition: fc.Arbitrary<Part> = fc.oneof(
  { arbitrary: atom(':a'), weight: 3 },
  {
    arbitrary: fc
      .tuple(atom(':a'), atom(':b'), fc.constantFrom('AND', 'OR', 'and', 'Or'))
      .map(([a, b, by]) => joined(a, b, `${a.text} ${by} ${b.text}`)),
    weight: 2,
  },
  { arbitrary: atom(':a').map((a) => ({ ...a, text: `NOT (${a.text})` })), weight: 1 },
  {
    arbitrary: fc
      .tuple(atom(':a'), atom(':b'), atom(':d'))
      .map(([a, b, c]) => joined(joined(a, b, ''), c, `(${a.text} OR ${b.text}) AND NOT ${c.text}`)),
    weight: 1,
  },
);

const setting = fc.oneof(
  withValue('#c = :v', number, ':c'),
  withValue('#c = #c + :v', number, ':c'),
  withValue('#c = #c - :v', number, ':c'),
  withValue('#c = if_not_exists(#c, :v)', number, ':c'),
  withValue('#c = if_not_exists(#c, :v) + :v'.replace(/:v/g, ':c'), number, ':c'),
  withValue('#f = #c + :v', whole, ':c'),
  part('#c = #f'),
);
const otherSetting = fc.oneof(
  withValue('#l = :v', lease, ':l'),
  withValue('#l.e = :v', number, ':l'),
  withValue('#m = :v', value, ':l'),
  withValue('#m = list_append(#m, :v)', fc.array(scalar, { maxLength: 2 }), ':l'),
  withValue('#m[0] = :v', scalar, ':l'),
  withValue('indexPk = :v', fc.constantFrom('OPEN', 'OWNERS', '', 3), ':l'),
);
const adding = fc.oneof(
  withValue('ADD #f :v', whole, ':f'),
  withValue('ADD #t :v', set, ':f'),
  withValue('DELETE #t :v', set, ':f'),
);
const removing = fc
  .constantFrom('REMOVE done', 'REMOVE #s', 'REMOVE indexPk, indexSk', 'REMOVE #s, done')
  .map((said): Part => ({ text: said, values: {} }));
export const update: fc.Arbitrary<Part> = fc
  .record({ setting, otherSetting, adding, removing }, { requiredKeys: [] })
  .filter((parts) => Object.keys(parts).length > 0)
  .map((parts) => {
    const sets = [parts.setting, parts.otherSetting].filter((each) => each !== undefined);
    const all = [
      ...(sets.length > 0
        ? [sets.reduce((a, b) => joined(a, b, `${a.text}, ${b.text}`), { text: '', values: {} })]
        : []),
      ...[parts.adding, parts.removing].filter((each) => each !== undefined),
    ];
    const said = all.map((each) => (each.text.startsWith(', ') ? `SET ${each.text.slice(2)}` : each.text));
    return { text: said.join(' '), values: Object.assign({}, ...all.map((each) => each.values)) };
  });

/** With the names that its expressions use, and no others. */
export function expressed(expressions: Record<string, Part | undefined>): Record<string, unknown> {
  const parts = Object.entries(expressions).flatMap(([role, each]) => (each ? [[role, each] as const] : []));
  const said = parts.map(([, each]) => each.text).join(' ');
  const used = Object.entries(names).filter(([alias]) => new RegExp(`${alias}(?![a-z])`).test(said));
  const values = Object.assign({}, ...parts.map(([, each]) => each.values)) as Record<string, unknown>;
  return {
    ...Object.fromEntries(parts.map(([role, each]) => [role, each.text])),
    ...(used.length > 0 && { ExpressionAttributeNames: Object.fromEntries(used) }),
    ...(Object.keys(values).length > 0 && { ExpressionAttributeValues: values }),
  };
}
