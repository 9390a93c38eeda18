import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { erasableObjectsIn } from '../../functions/adapters/erasable-objects.ts';
import { erasuresIn, erasureWrites } from '../../functions/adapters/erasures.ts';
import type { ErasureClaims } from '../../shared/contract/receipts.ts';
import { tasksBucket as bucket, startBuckets } from './buckets.ts';
import { startTable, tableName } from './table.ts';

const { commit, db } = await startTable();
const erasures = erasuresIn(db, tableName);

const claims = (id: string, changes: Partial<ErasureClaims> = {}): ErasureClaims => ({
  object: 'erasure',
  id,
  batch_id: 'batch_1',
  task: null,
  erased_at: 0,
  kinds: [{ kind: 'task_payloads', objects: 2, versions: 3, names_sha256: 'x', left: 3 }],
  ...changes,
});

test('an erasure is begun once and done once, and is in the log when it is done', async () => {
  await commit([erasureWrites.begin(claims('e1'))]);
  await expect(commit([erasureWrites.begin(claims('e1'))])).rejects.toMatchObject({
    code: 'changed_meanwhile',
  });
  expect(await erasures.find('batch_1', 'e1')).toEqual({ state: 'begun', claims: claims('e1') });
  expect(await erasures.list('batch_1', { limit: 10 })).toEqual([]);
  const done = claims('e1', { erased_at: 5 });
  await commit([erasureWrites.end(done)]);
  await expect(commit([erasureWrites.end(done)])).rejects.toMatchObject({ code: 'changed_meanwhile' });
  expect(await erasures.list('batch_1', { limit: 10 })).toEqual([done]);
});

test('the log is listed in pages, and tells which live calls it is of', async () => {
  const name = { batch_id: 'batch_2' };
  for (const [id, task] of [
    ['a', 3],
    ['b', 7],
    ['c', null],
  ] as const) {
    await commit([erasureWrites.begin(claims(id, { ...name, task }))]);
    if (id !== 'b') await commit([erasureWrites.end(claims(id, { ...name, task }))]);
  }
  expect((await erasures.list('batch_2', { limit: 1 })).map(({ id }) => id)).toEqual(['a']);
  expect((await erasures.list('batch_2', { limit: 2, after: 'a' })).map(({ id }) => id)).toEqual(['c']);
  expect(await erasures.tasksOf('batch_2')).toEqual(new Set([3]));
});

test('objects go with every version and marker; what is of no kind stays', async () => {
  const { s3: client } = await startBuckets();
  const put = (Key: string) => client.send(new PutObjectCommand({ Bucket: bucket, Key, Body: 'x' }));
  for (const key of ['b/1/payload', 'b/1/payload', 'b/1/result-1', 'b/keep', 'c/1/payload']) await put(key);
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'b/1/result-1' }));
  const objects = erasableObjectsIn(client, bucket);
  const target = {
    prefix: 'b/',
    kindOf: (key: string) => ['payload', 'result'].find((kind) => key.includes(kind)),
  };
  const before = await objects.tally(target);
  expect(before.get('payload')).toMatchObject({ objects: 1, versions: 2 });
  expect(before.get('result')).toMatchObject({ objects: 1, versions: 2 });
  expect(before.get('payload')?.namesSha256).not.toBe(before.get('result')?.namesSha256);
  await objects.erase(target);
  await objects.erase(target);
  expect(await objects.tally(target)).toEqual(new Map());
  const left = await objects.tally({ prefix: '', kindOf: (key) => key });
  expect([...left.keys()]).toEqual(['b/keep', 'c/1/payload']);
});
