import fc from 'fast-check';
import { condition, expressed, type Part, part, update, withValue } from './random-expressions.ts';
import { item, key, pk, sk } from './random-items.ts';
import type { TableCall } from './table-calls.ts';

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
  fc
    .constantFrom<[string, string]>(['TASK#0001', 'TASK#0002'], ['H', 'TASK#0005'], ['z', 'a'])
    .map(([a, b]) => ({
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
        ProjectionExpression: projection && !count && !isIndex ? { text: projection, values: {} } : undefined,
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
    arbitrary: fc.tuple(put, maybe(told)).map(([input, ReturnValues]) => ({
      kind: 'put' as const,
      input: { ...input, ...(ReturnValues && { ReturnValues }) },
    })),
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
