import { describe, expect, test } from 'vitest';
import { type TableOptions, tableModel } from './table.ts';

const TableName = 'market';

function rig(options: Partial<TableOptions> = {}) {
  let clock = 1_000_000;
  const table = tableModel({ now: () => clock, random: () => 0.5, ...options });
  return {
    table,
    pass: (millis: number) => {
      clock += millis;
    },
    put: (sk: string, more: object = {}) => table.call('Put', { TableName, Item: { pk: 'p', sk, ...more } }),
    get: (sk: string, ConsistentRead = true) =>
      (
        table.call('Get', { TableName, Key: { pk: 'p', sk }, ConsistentRead }) as {
          Item?: { no?: number; fence?: number };
        }
      ).Item,
    open: () =>
      (
        table.call('Query', {
          TableName,
          IndexName: 'index',
          KeyConditionExpression: 'indexPk = :open',
          ExpressionAttributeValues: { ':open': 'OPEN' },
        }) as { Items: { sk: string }[] }
      ).Items.map(({ sk }) => sk),
  };
}

describe('a read that is behind', () => {
  test('shows an item as it was, and a consistent one as it is', () => {
    const { put, get, pass } = rig({ lag: { readMillis: 100 } });
    put('a', { no: 1 });
    pass(1_000);
    put('a', { no: 2 });
    pass(20);
    expect([get('a', false)?.no, get('a', true)?.no]).toEqual([1, 2]);
    pass(100);
    expect(get('a', false)?.no).toBe(2);
  });

  test('of the index misses what has just come, and shows what has just gone', () => {
    const { put, open, pass } = rig({ lag: { indexMillis: 100 } });
    put('gone', { indexPk: 'OPEN', indexSk: '1' });
    pass(1_000);
    put('gone');
    put('come', { indexPk: 'OPEN', indexSk: '2' });
    expect(open()).toEqual(['gone']);
    pass(101);
    expect(open()).toEqual(['come']);
  });
});

test('nobody can change what is stored, neither with what he sent nor with what he got', () => {
  const { table, get } = rig();
  const done = new Uint8Array([1]);
  const Item = { pk: 'p', sk: 'a', done, lease: { e: 1 }, tags: new Set(['x']) };
  table.call('Put', { TableName, Item });
  done[0] = 9;
  Item.lease.e = 9;
  Item.tags.add('y');
  const expected = { pk: 'p', sk: 'a', done: new Uint8Array([1]), lease: { e: 1 }, tags: new Set(['x']) };
  const got = get('a') as unknown as typeof Item;
  expect(got).toEqual(expected);
  got.lease.e = 7;
  got.done[0] = 7;
  got.tags.add('z');
  expect(get('a')).toEqual(expected);
});

test('sums are exact, however many digits they have', () => {
  const { table, put, get } = rig();
  put('sum', { part: 0.1, whole: 9_007_199_254_740_993n });
  for (let times = 0; times < 3; times++)
    table.call('Update', {
      TableName,
      Key: { pk: 'p', sk: 'sum' },
      UpdateExpression: 'SET part = part + :tenth ADD #w :one',
      ExpressionAttributeNames: { '#w': 'whole' },
      ExpressionAttributeValues: { ':tenth': 0.1, ':one': 1n },
    });
  expect(get('sum')).toMatchObject({ part: 0.4, whole: 9_007_199_254_740_996n });
});

test('a transaction that comes again with its token happens once, and another one with it not at all', () => {
  const { table, get, pass } = rig();
  const transact = (by: number) =>
    table.call('TransactWrite', {
      TransactItems: [
        {
          Update: {
            TableName,
            Key: { pk: 'p', sk: 'a' },
            UpdateExpression: 'ADD fence :by',
            ExpressionAttributeValues: { ':by': by },
          },
        },
      ],
      ClientRequestToken: 'token',
    });
  transact(1);
  transact(1);
  expect(get('a')?.fence).toBe(1);
  expect(() => transact(2)).toThrow(
    expect.objectContaining({ name: 'IdempotentParameterMismatchException' }),
  );
  pass(10 * 60_000 + 1);
  transact(2);
  expect(get('a')?.fence).toBe(3);
});

describe('what is too much is refused', () => {
  const refused = (call: () => unknown) => {
    try {
      call();
      return 'taken';
    } catch (error) {
      return (error as Error).name;
    }
  };

  test.each([
    [409_590, 'taken'],
    [409_600, 'ValidationException'],
  ])('an item with a text of %i bytes: %s', (bytes, outcome) => {
    const { put } = rig();
    expect(refused(() => put('a', { t: 'x'.repeat(bytes) }))).toBe(outcome);
  });

  test.each([
    [100, 'taken'],
    [101, 'ValidationException'],
  ])('a transaction of %i writes: %s', (count, outcome) => {
    const { table } = rig();
    const TransactItems = Array.from({ length: count }, (_, no) => ({
      Put: { TableName, Item: { pk: 'p', sk: String(no) } },
    }));
    expect(refused(() => table.call('TransactWrite', { TransactItems }))).toBe(outcome);
  });

  test('a word that is reserved, a value that is not used, a key that is empty', () => {
    const { table, put } = rig();
    const update = (UpdateExpression: string, ExpressionAttributeValues: object) => () =>
      table.call('Update', {
        TableName,
        Key: { pk: 'p', sk: 'a' },
        UpdateExpression,
        ExpressionAttributeValues,
      });
    expect(refused(update('SET state = :a', { ':a': 1 }))).toBe('ValidationException');
    expect(refused(update('SET fence = :a', { ':a': 1, ':b': 1 }))).toBe('ValidationException');
    expect(refused(update('SET fence = :a', { ':a': undefined }))).toBe('ValidationException');
    expect(refused(() => put(''))).toBe('ValidationException');
  });

  test('a call, a parameter or a function that the model does not know', () => {
    const { table } = rig();
    expect(() => table.call('Scan', { TableName })).toThrow('knows no Scan');
    expect(() => table.call('Get', { TableName, Key: { pk: 'a', sk: 'b' }, AttributesToGet: [] })).toThrow(
      'knows no AttributesToGet',
    );
  });
});

test('pages are turned as the service turns them: the last one may be empty', () => {
  const { table, put } = rig({ pageMax: 2 });
  for (const sk of ['a', 'b', 'c', 'd']) put(sk);
  const pages: string[][] = [];
  let ExclusiveStartKey: object | undefined;
  do {
    const page = table.call('Query', {
      TableName,
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': 'p' },
      ...(ExclusiveStartKey && { ExclusiveStartKey }),
    }) as { Items: { sk: string }[]; LastEvaluatedKey?: object };
    pages.push(page.Items.map(({ sk }) => sk));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  expect(pages).toEqual([['a', 'b'], ['c', 'd'], []]);
});

test('a batch of reads leaves some unread, and all are read in the end', () => {
  const draws = [0.1, 0.9, 0.5, 0.1, 0.9, 0.5];
  const { table, put } = rig({ unreadShare: 0.5, random: () => draws.shift() ?? 0.9 });
  put('a');
  put('b');
  const Keys = ['a', 'b'].map((sk) => ({ pk: 'p', sk }));
  const answer = table.call('BatchGet', { RequestItems: { market: { Keys } } });
  expect(answer).toMatchObject({
    Responses: { market: [{ sk: 'b' }] },
    UnprocessedKeys: { market: { Keys: [{ pk: 'p', sk: 'a' }] } },
  });
});
