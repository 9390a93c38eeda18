import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';

/** One call of the table, as data: so that two tables can be asked the same, and a failing history be shrunk. */
export type TableCall =
  | { kind: 'put' | 'update' | 'delete' | 'get' | 'query'; input: Record<string, unknown> }
  | { kind: 'batchGet'; keys: Key[] }
  | { kind: 'transact'; writes: Record<string, Record<string, unknown>>[] };

type Key = { pk: string; sk: string };

export function carryOut(db: DynamoDBDocumentClient, TableName: string, call: TableCall): Promise<unknown> {
  switch (call.kind) {
    case 'put':
      return db.send(new PutCommand({ TableName, ...call.input } as never));
    case 'update':
      return db.send(new UpdateCommand({ TableName, ...call.input } as never));
    case 'delete':
      return db.send(new DeleteCommand({ TableName, ...call.input } as never));
    case 'get':
      return db.send(new GetCommand({ TableName, ...call.input } as never));
    case 'query':
      return db.send(new QueryCommand({ TableName, ...call.input } as never));
    case 'batchGet':
      return batchGet(db, TableName, call.keys);
    case 'transact':
      return db.send(
        new TransactWriteCommand({
          TransactItems: call.writes.map((write) =>
            Object.fromEntries(Object.entries(write).map(([kind, input]) => [kind, { TableName, ...input }])),
          ),
        } as never),
      );
  }
}

/** In an order of its own: it has none. */
async function batchGet(db: DynamoDBDocumentClient, TableName: string, Keys: Key[]) {
  const { Responses } = await db.send(
    new BatchGetCommand({ RequestItems: { [TableName]: { Keys, ConsistentRead: true } } }),
  );
  const nameOf = ({ pk, sk }: Record<string, unknown>) => `${pk} ${sk}`;
  return [...(Responses?.[TableName] ?? [])].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

// Few of each, so that calls meet.
const pk = fc.constantFrom('P#1', 'P#2');
const sk = fc.constantFrom('TASK#0001', 'TASK#0002', 'TASK#0010', 'HOLD', 'ä', '~');
const key = fc.record({ pk, sk });
const whole = fc.oneof(
  fc.integer({ min: -3, max: 5 }),
  fc.constantFrom(0n, 7n, -2n, 9_007_199_254_740_993n, 10n ** 20n, -(10n ** 30n)),
);
const decimal = fc.constantFrom(0.1, 0.2, 0.7, -0.3, 1.005, 60_000.001, 1e-7, 123_456_789.123_456);
const number = fc.oneof({ arbitrary: whole, weight: 3 }, { arbitrary: decimal, weight: 1 });
const text = fc.constantFrom('', 'open', 'closed', 'o', 'é', '😀');
const scalar = fc.oneof(number, text, fc.boolean(), fc.constant(null));
const bytes = fc.uint8Array({ maxLength: 4 });
const set = fc.oneof(
  fc.uniqueArray(fc.constantFrom('fraud', 'dispute', 'x'), { minLength: 1 }).map((all) => new Set(all)),
  fc.uniqueArray(fc.constantFrom(1, 2, 3), { minLength: 1 }).map((all) => new Set(all)),
);
const lease = fc.record({ v: fc.constantFrom('veh_1', 'veh_2'), e: number });
const value = fc.oneof(
  { arbitrary: scalar, weight: 4 },
  { arbitrary: bytes, weight: 1 },
  { arbitrary: set, weight: 1 },
  { arbitrary: lease, weight: 2 },
  { arbitrary: fc.array(scalar, { maxLength: 3 }), weight: 1 },
);

const indexed = fc.record(
  { indexPk: fc.constantFrom('OPEN', 'OWNERS', ''), indexSk: fc.constantFrom('1', '2', '3') },
  { requiredKeys: [] },
);
const attributes = fc.record(
  { count: number, state: text, lease, more: value, tags: set, done: bytes, fence: whole },
  { requiredKeys: [] },
);
const item = fc.tuple(key, attributes, indexed).map((parts) => Object.assign({}, ...parts) as object);

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

type Part = { text: string; values: Record<string, unknown> };
const part = (said: string): fc.Arbitrary<Part> => fc.constant({ text: said, values: {} });
const withValue = (said: string, given: fc.Arbitrary<unknown>, ref: string): fc.Arbitrary<Part> =>
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
    fc.tuple(path, path).map(([a, b]) => ({ text: a === b ? `attribute_exists(${a})` : `${a} = ${b}`, values: {} })),
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
const joined = (a: Part, b: Part, said: string): Part => ({ text: said, values: { ...a.values, ...b.values } });
const condition: fc.Arbitrary<Part> = fc.oneof(
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
const removing = fc.constantFrom('REMOVE done', 'REMOVE #s', 'REMOVE indexPk, indexSk', 'REMOVE #s, done').map(
  (said): Part => ({ text: said, values: {} }),
);
const update: fc.Arbitrary<Part> = fc
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
function expressed(expressions: Record<string, Part | undefined>): Record<string, unknown> {
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

const maybe = <Each>(arbitrary: fc.Arbitrary<Each>) => fc.option(arbitrary, { nil: undefined });
const told = fc.constantFrom('NONE', 'ALL_OLD');

const put = fc
  .tuple(item, maybe(condition), maybe(told))
  .map(([Item, ConditionExpression, ReturnValuesOnConditionCheckFailure]) => ({
    Item,
    ...expressed({ ConditionExpression }),
    ...(ReturnValuesOnConditionCheckFailure && { ReturnValuesOnConditionCheckFailure }),
  }));
type Change = { UpdateExpression?: unknown } & Record<string, unknown>;
const change: fc.Arbitrary<Change> = fc
  .tuple(key, update, maybe(condition), maybe(told))
  .map(([Key, UpdateExpression, ConditionExpression, ReturnValuesOnConditionCheckFailure]) => ({
    Key,
    ...expressed({ UpdateExpression, ConditionExpression }),
    ...(ReturnValuesOnConditionCheckFailure && { ReturnValuesOnConditionCheckFailure }),
  }));
const removal = fc
  .tuple(key, maybe(condition))
  .map(([Key, ConditionExpression]) => ({ Key, ...expressed({ ConditionExpression }) }));
const check = fc
  .tuple(key, condition)
  .map(([Key, ConditionExpression]) => ({ Key, ...expressed({ ConditionExpression }) }));

const range: fc.Arbitrary<Part> = fc.oneof(
  part(''),
  withValue(' AND sk >= :v', sk, ':from'),
  withValue(' AND #k < :v', sk, ':from'),
  withValue(' AND sk = :v', sk, ':from'),
  withValue(' AND begins_with(sk, :v)', fc.constantFrom('TASK#', 'TASK#000', 'H'), ':from'),
  fc.constantFrom<[string, string]>(['TASK#0001', 'TASK#0002'], ['H', 'TASK#0005'], ['z', 'a']).map(([a, b]) => ({
    text: ' AND sk BETWEEN :from AND :to',
    values: { ':from': a, ':to': b },
  })),
);
const query = fc
  .record(
    {
      of: fc.oneof(fc.tuple(pk, range), fc.constant('OPEN' as const)),
      filter: condition,
      limit: fc.integer({ min: 1, max: 3 }),
      forward: fc.boolean(),
      count: fc.constant('COUNT'),
      after: sk,
      projection: fc.constant('pk, #c, done'),
    },
    { requiredKeys: ['of'] },
  )
  .map(({ of, filter, limit, forward, count, after, projection }) => {
    const [partition, { text: said, values }] = of === 'OPEN' ? [of, { text: '', values: {} }] : of;
    const isIndex = of === 'OPEN';
    return {
      ...expressed({
        KeyConditionExpression: {
          text: `${isIndex ? 'indexPk' : 'pk'} = :pk${said}`,
          values: { ...values, ':pk': partition },
        },
        FilterExpression: isIndex || filter?.text.includes('pk') ? undefined : filter,
        ProjectionExpression:
          projection && !count && !isIndex ? { text: projection, values: {} } : undefined,
      }),
      ...(isIndex ? { IndexName: 'index' } : { ConsistentRead: true }),
      ...(limit && { Limit: limit }),
      ...(forward !== undefined && { ScanIndexForward: forward }),
      ...(count && { Select: count }),
      ...(after && !isIndex && said === '' && { ExclusiveStartKey: { pk: partition, sk: after } }),
    };
  });

/**
 * In a transaction the stand-in tells as a write's reason that two paths of an update overlap, which AWS tells of the
 * whole call, and of the whole call that a key of the index is of no use, which AWS documents as a write's reason.
 */
const isToldOtherwise = ({ UpdateExpression, ExpressionAttributeValues }: Change): boolean => {
  const said = String(UpdateExpression);
  if (/#f = .*ADD #f/.test(said) || /indexPk = .*REMOVE indexPk/.test(said)) return true;
  const { ':l': indexPk } = (ExpressionAttributeValues ?? {}) as Record<string, unknown>;
  return said.includes('indexPk = ') && (indexPk === '' || typeof indexPk === 'number');
};

/** The model gives no parts of lists back. */
const isOfPlace = ({ UpdateExpression }: Change) => String(UpdateExpression).includes('#m[0]');

const transactWrite = fc.oneof(
  put.map((Put) => ({ Put })),
  change.filter((each) => !isToldOtherwise(each)).map((Update) => ({ Update })),
  check.map((ConditionCheck) => ({ ConditionCheck })),
);

export const tableCall: fc.Arbitrary<TableCall> = fc.oneof(
  {
    arbitrary: fc
      .tuple(put, maybe(told))
      .map(([input, ReturnValues]) => ({ kind: 'put' as const, input: { ...input, ...(ReturnValues && { ReturnValues }) } })),
    weight: 4,
  },
  {
    arbitrary: fc
      .tuple(change, maybe(fc.constantFrom('ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW')))
      .map(([input, ReturnValues]) => ({
        kind: 'update' as const,
        input: { ...input, ...(ReturnValues && !isOfPlace(input) && { ReturnValues }) },
      })),
    weight: 8,
  },
  { arbitrary: removal.map((input) => ({ kind: 'delete' as const, input })), weight: 1 },
  {
    arbitrary: key.map((Key) => ({ kind: 'get' as const, input: { Key, ConsistentRead: true } })),
    weight: 1,
  },
  { arbitrary: query.map((input) => ({ kind: 'query' as const, input })), weight: 4 },
  {
    arbitrary: fc
      .uniqueArray(key, { minLength: 1, maxLength: 6, selector: (each) => `${each.pk} ${each.sk}` })
      .map((all) => ({ kind: 'batchGet' as const, keys: all })),
    weight: 1,
  },
  {
    arbitrary: fc
      .array(transactWrite, { minLength: 1, maxLength: 4 })
      .map((writes) => ({ kind: 'transact' as const, writes: writes as never })),
    weight: 3,
  },
);
