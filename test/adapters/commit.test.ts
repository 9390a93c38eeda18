import { ResourceNotFoundException, TransactionConflictException } from '@aws-sdk/client-dynamodb';
import { describe, expect, test } from 'vitest';
import { commitTo, type Write } from '../../functions/adapters/commit.ts';
import { Refusal } from '../../shared/refusal.ts';
import { codeOf, startTable, tableName } from './table.ts';
import { clientFailing, clientLosing, type DynamoError } from './unlucky-clients.ts';

const table = await startTable();
const { commit, db } = table;

const key = (name: string) => ({ pk: name, sk: 'IT' });
const create = (name: string, otherwise = new Refusal('conflict', name)): Write => ({
  put: { Item: { ...key(name), count: 1 }, ConditionExpression: 'attribute_not_exists(pk)' },
  otherwise,
});
const raise = (name: string, from: number, otherwise = new Refusal('changed_meanwhile', name)): Write => ({
  update: {
    Key: key(name),
    UpdateExpression: 'SET #count = :next',
    ConditionExpression: '#count = :from',
    ExpressionAttributeNames: { '#count': 'count' },
    ExpressionAttributeValues: { ':from': from, ':next': from + 1 },
  },
  otherwise,
});
const countOf = async (name: string) => (await table.item(key(name)))?.count;

describe('one write', () => {
  test('happens', async () => {
    await commit([create('one')]);
    await commit([raise('one', 1)]);
    expect(await countOf('one')).toBe(2);
  });

  test('whose condition fails is refused as it says, and changes nothing', async () => {
    await commit([create('once')]);
    expect(await codeOf(commit([create('once')]))).toBe('conflict');
    expect(await codeOf(commit([raise('once', 7)]))).toBe('changed_meanwhile');
    expect(await countOf('once')).toBe(1);
  });
});

describe('one write whose first answer was lost, so that the SDK sent it again', () => {
  const anew = (name: string): Write => ({
    put: {
      Item: { ...key(name), tags: ['a'], left: undefined },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
    otherwise: new Refusal('conflict', name),
  });

  test('is not refused for what it wrote itself', async () => {
    await losingFirstAnswers().commit([anew('lost')]);
    expect(await table.item(key('lost'))).toEqual({ ...key('lost'), tags: ['a'] });
  });

  test('is not refused either where that second sending collides with a transaction, and goes out anew', async () => {
    const { db } = clientLosing(table, ({ ofAll }) => ofAll === 1);
    let collides = true;
    db.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args).catch((error: unknown) => ({ error }));
        if (!collides) return 'error' in answer ? Promise.reject(answer.error) : answer;
        collides = false;
        throw new TransactionConflictException({ message: '', $metadata: {} });
      },
      { step: 'initialize', name: 'collides' },
    );
    await commitTo(db, tableName)([anew('collided')]);
    expect(await table.item(key('collided'))).toEqual({ ...key('collided'), tags: ['a'] });
  });

  test('is refused for what another one wrote', async () => {
    await commit([create('theirs')]);
    expect(await codeOf(losingFirstAnswers().commit([anew('theirs')]))).toBe('conflict');
  });

  test('in a first try what is there already is refused, were it the same', async () => {
    await commit([anew('twice')]);
    expect(await codeOf(commit([anew('twice')]))).toBe('conflict');
  });
});

/** A commit whose calls are carried out, and answered only when they come again. */
const losingFirstAnswers = () => ({
  commit: commitTo(clientLosing(table, ({ ofCall }) => ofCall === 1).db, tableName),
});

test('no writes are no call', async () => {
  await commitTo(db, 'no such table')([]);
});

describe('several writes', () => {
  test('happen together', async () => {
    await commit([create('left'), create('right')]);
    expect([await countOf('left'), await countOf('right')]).toEqual([1, 1]);
  });

  test('happen not at all when one is refused', async () => {
    await commit([create('taken')]);
    expect(await codeOf(commit([create('free'), create('taken')]))).toBe('conflict');
    expect(await countOf('free')).toBeUndefined();
  });

  test.each([0, 1, 2])('are refused as the one whose condition failed says: the one at %i', async (at) => {
    const refusals = ['already_posted', 'lease_lost', 'insufficient_quota'] as const;
    const writes = refusals.map((code, no) => create(`at ${at} ${no}`, new Refusal(code, '')));
    await commit([create(`at ${at} ${at}`)]);
    expect(await codeOf(commit(writes))).toBe(refusals[at]);
  });

  test('are refused as the first of two that failed says', async () => {
    await commit([create('both a'), create('both b')]);
    const writes = [
      create('both c'),
      create('both a', new Refusal('already_posted', '')),
      create('both b', new Refusal('lease_lost', '')),
    ];
    expect(await codeOf(commit(writes))).toBe('already_posted');
  });
});

describe('several writes that are sent again to a table that has carried them out and forgotten their token', () => {
  const both = (name: string) => [create(`${name} a`), create(`${name} b`)];

  test('are a fault: a refusal would say that nothing changed', async () => {
    // With a token of their own, as if that of the next ones were forgotten.
    await commit(both('forgotten'));
    const thrown = await losingFirstAnswers()
      .commit(both('forgotten'))
      .catch((error: unknown) => error);
    expect(thrown).not.toBeInstanceOf(Refusal);
    expect(String(thrown)).toContain('it may have happened');
  });

  test('are refused where it was another one that wrote', async () => {
    await commit([create('other a')]);
    await commit([raise('other a', 1)]);
    expect(await codeOf(losingFirstAnswers().commit(both('other')))).toBe('conflict');
  });

  test('are refused where one that is never changed differs, were all others the same: a payment is told of again', async () => {
    const entryAt = (at: number): Write => ({
      put: { Item: { ...key('final a'), at }, ConditionExpression: 'attribute_not_exists(pk)' },
      isFinal: true,
      otherwise: new Refusal('already_posted', 'final a'),
    });
    const posted = (at: number) => [entryAt(at), create('final b')];
    await commit(posted(1));
    expect(await codeOf(losingFirstAnswers().commit(posted(2)))).toBe('already_posted');
    await expect(losingFirstAnswers().commit(posted(1))).rejects.toThrow('it may have happened');
  });

  test('are refused in a first try, were what is there the same', async () => {
    await commit(both('same'));
    expect(await codeOf(commit(both('same')))).toBe('conflict');
  });
});

describe('a collision with another transaction', () => {
  const reasons = (...codes: string[]) => ({
    name: 'TransactionCanceledException',
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

  test('is tried again, and the writes then happen once', async () => {
    const fake = failing(1, reasons('None', 'TransactionConflict'));
    await fake.commit([create('conflict a'), create('conflict b')]);
    expect([fake.sent(), await countOf('conflict a')]).toEqual([2, 1]);
  });

  test.each(['ThrottlingError', 'ProvisionedThroughputExceeded'])(
    'or a %s within it is tried again: the SDK does not look into a transaction',
    async (reason) => {
      const fake = failing(2, reasons(reason, 'None'));
      await fake.commit([create(`${reason} a`), create(`${reason} b`)]);
      expect([fake.sent(), await countOf(`${reason} a`)]).toEqual([3, 1]);
    },
  );

  test('of one write alone is tried again', async () => {
    const fake = failing(1, { name: 'TransactionConflictException' });
    await fake.commit([create('alone')]);
    expect([fake.sent(), await countOf('alone')]).toEqual([2, 1]);
  });

  test('beside a failed condition is refused at once', async () => {
    const fake = failing(9, reasons('TransactionConflict', 'ConditionalCheckFailed'));
    const writes = [create('beside a'), create('beside b', new Refusal('already_posted', ''))];
    expect(await codeOf(fake.commit(writes))).toBe('already_posted');
    expect(fake.sent()).toBe(1);
  });

  test('is judged anew: a condition that no longer holds is refused', async () => {
    await commit([create('anew a'), create('anew b')]);
    const fake = failing(1, reasons('TransactionConflict', 'None'), () => commit([raise('anew b', 1)]));
    expect(await codeOf(fake.commit([raise('anew a', 1), raise('anew b', 1)]))).toBe('changed_meanwhile');
    expect(await countOf('anew a')).toBe(1);
  });
});

test('a fault is thrown as it is, after one call, and never as a refusal', async () => {
  const commitElsewhere = commitTo(db, 'elsewhere');
  await expect(commitElsewhere([create('a')])).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(commitElsewhere([create('a'), create('b')])).rejects.toBeInstanceOf(ResourceNotFoundException);
  const fake = failing(9, { name: 'ValidationException', message: 'as it was' });
  await expect(fake.commit([create('a'), create('b')])).rejects.toThrow('as it was');
  expect(fake.sent()).toBe(1);
});

test('twenty raises of one count at once: each number is given once', async () => {
  await commit([create('race')]);
  const codes = await Promise.all(Array.from({ length: 20 }, () => codeOf(commit([raise('race', 1)]))));
  expect(codes.filter((code) => code === undefined)).toHaveLength(1);
  expect(await countOf('race')).toBe(2);
});

/** A commit like the table's, whose first `times` calls DynamoDB answers with `error` instead of doing them. */
function failing(times: number, error: DynamoError, meanwhile?: () => Promise<void>) {
  const { db: unlucky, sent } = clientFailing(table, times, error, meanwhile);
  return { commit: commitTo(unlucky, tableName), sent };
}
