import { createHash } from 'node:crypto';
import { HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { beforeEach, describe, expect, test } from 'vitest';
import { batchKeysFrom } from '../../functions/adapters/batch-keys.ts';
import { liveObjectsIn } from '../../functions/adapters/live-objects.ts';
import { sealedTasksIn } from '../../functions/adapters/sealed-tasks.ts';
import { resultMaxBytes, taskObjectsIn } from '../../functions/adapters/task-objects.ts';
import { localVault } from '../../functions/adapters/vault.ts';
import type { Batch } from '../../shared/batch.ts';
import { Refusal } from '../../shared/refusal.ts';
import { taskId } from '../../shared/task.ts';
import { sealResult } from '../../shared/task-sealing.ts';
import { sampleBatch, sampleTask } from '../shared/sample-task.ts';
import { startBuckets, tasksBucket } from './buckets.ts';
import { codeOf, randomBytes, startTable, tableName } from './table.ts';

const { s3, fetchUrl } = await startBuckets();
const vault = localVault(randomBytes(32), randomBytes);
const { wrapped } = await vault.newKey('batch_1');
const batch = sampleBatch({ wrappedKey: wrapped });
let loads = 0;
let failure: Error | undefined;
const batches = {
  async get(): Promise<Batch> {
    loads++;
    if (failure) throw failure;
    return batch;
  },
} as unknown as Parameters<typeof batchKeysFrom>[1];
const batchKeys = batchKeysFrom(vault, batches);
const objects = taskObjectsIn(s3, tasksBucket);
const { db } = await startTable();
const liveObjects = liveObjectsIn(db, tableName, Date.now);
const sealedTasks = sealedTasksIn({ objects, liveObjects }, batchKeys, randomBytes);
const task = sampleTask({ fence: 2 });

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const line = (i: number) =>
  JSON.stringify({ i, status: 200, body: { a: i }, units: { inputTokens: 1, outputTokens: 0, pages: 0 } });
const receipt = JSON.stringify({ receipt: 'a.b.c' });
const sealed = async (text: string, fence = 2, id = taskId(task)) =>
  sealResult(await batchKeys.taskKey(task, id), randomBytes(12), new TextEncoder().encode(text), {
    taskId: id,
    fence,
  });

async function put(bytes: Uint8Array, fence = 2) {
  const Key = `batch_1/batch_1.0/result-${fence}`;
  const { VersionId = '' } = await s3.send(new PutObjectCommand({ Bucket: tasksBucket, Key, Body: bytes }));
  return { fence, resultVersion: VersionId, resultSha256: sha256(bytes) };
}

describe('a payload', () => {
  test('comes back line by line, and is nowhere to be read without its key', async () => {
    await sealedTasks.putPayload(task, ['{"i":0,"body":{"input":"secret"}}', '{"i":1,"body":{}}']);
    expect(await sealedTasks.getPayload(task)).toEqual([
      { i: 0, body: { input: 'secret' } },
      { i: 1, body: {} },
    ]);
    const lying = Buffer.from(await objects.getPayload(task)).toString('latin1');
    expect(lying).not.toContain('secret');
  });

  test('of another task does not open under its name', async () => {
    const other = sampleTask({ no: 1 });
    await sealedTasks.putPayload(task, ['{"i":0,"body":{}}']);
    await objects.putPayload(other, await objects.getPayload(task));
    await expect(sealedTasks.getPayload(other)).rejects.toThrow();
  });
});

describe('a result', () => {
  const whole = `${line(0)}\n${line(1)}\n${receipt}\n`;

  test('comes back with its lines, its receipt, and the hash that the receipt must name', async () => {
    const name = await put(await sealed(whole));
    expect(await sealedTasks.getResult(task, name)).toEqual({
      lines: [JSON.parse(line(0)), JSON.parse(line(1))],
      receipt: 'a.b.c',
      linesSha256: createHash('sha256')
        .update(`${line(0)}\n${line(1)}\n`)
        .digest('base64url'),
    });
  });

  test('that was accepted stays as it was, whatever is written over it', async () => {
    const name = await put(await sealed(whole));
    await put(await sealed(`${line(1)}\n${receipt}\n`));
    expect((await sealedTasks.getResult(task, name)).lines).toHaveLength(2);
  });

  test('of another version, another hash, or none at all is refused', async () => {
    const first = await put(await sealed(whole));
    const second = await put(await sealed(`${line(0)}\n${receipt}\n`));
    const names = [
      { ...first, resultVersion: second.resultVersion },
      { ...first, resultSha256: 'a'.repeat(64) },
      { ...first, resultVersion: 'never-written' },
      { ...first, resultVersion: '' },
      { ...first, fence: 9 },
    ];
    for (const name of names)
      expect(await codeOf(sealedTasks.getResult(task, name)), JSON.stringify(name)).toBe('invalid_result');
  });

  test('with one bit turned is refused, though its hash is named right', async () => {
    const bytes = await sealed(whole);
    for (const at of [0, 12, bytes.length - 1]) {
      const turned = bytes.slice();
      turned[at] = (turned[at] ?? 0) ^ 1;
      expect(await codeOf(sealedTasks.getResult(task, await put(turned)))).toBe('invalid_result');
    }
    expect(await codeOf(sealedTasks.getResult(task, await put(new Uint8Array())))).toBe('invalid_result');
  });

  test('sealed for an earlier lease or for another task is refused', async () => {
    for (const bytes of [await sealed(whole, 1), await sealed(whole, 2, 'batch_1.1')])
      expect(await codeOf(sealedTasks.getResult(task, await put(bytes)))).toBe('invalid_result');
  });

  test.each([
    ['nothing', ''],
    ['lines without a receipt', `${line(0)}\n`],
    ['a line after its receipt', `${receipt}\n${line(0)}\n`],
    ['a line that is no JSON', `{"i":\n${receipt}\n`],
    ['a line with a status of our own faults', `${line(0).replace('200', '500')}\n${receipt}\n`],
    ['a line with a negative number of tokens', `${line(0).replace(':1,', ':-1,')}\n${receipt}\n`],
    ['a line with a part of a token', `${line(0).replace(':1,', ':0.5,')}\n${receipt}\n`],
    ['a line with more than the format has', `${line(0).replace('{', '{"pay":9,')}\n${receipt}\n`],
  ])('that holds %s is refused', async (_what, text) => {
    expect(await codeOf(sealedTasks.getResult(task, await put(await sealed(text))))).toBe('invalid_result');
  });

  test('that is too large is refused unread, and the next one can be read', async () => {
    const huge = await put(new Uint8Array(resultMaxBytes + 1));
    for (let attempt = 0; attempt < 2; attempt++)
      expect(await codeOf(sealedTasks.getResult(task, huge))).toBe('invalid_result');
    const name = await put(await sealed(whole));
    expect((await sealedTasks.getResult(task, name)).lines).toHaveLength(2);
  });
});

describe('the addresses of a lease', () => {
  test('read this payload, write under this fence, and do nothing else', async () => {
    await sealedTasks.putPayload(task, ['{"i":0,"body":{}}']);
    const { payloadUrl, resultUrl } = await objects.leaseUrls(task, 59.5);
    expect((await fetchUrl(payloadUrl)).status).toBe(200);
    const written = await fetchUrl(resultUrl, {
      method: 'PUT',
      body: await sealed(`${line(0)}\n${receipt}`),
    });
    expect(written.status).toBe(200);
    const { VersionId } = await s3.send(
      new HeadObjectCommand({ Bucket: tasksBucket, Key: 'batch_1/batch_1.0/result-2' }),
    );
    expect(written.headers.get('x-amz-version-id')).toBe(VersionId);
    const others = [
      fetchUrl(payloadUrl, { method: 'PUT', body: 'x' }),
      fetchUrl(payloadUrl.replace('payload', 'result-2')),
      fetchUrl(resultUrl),
      fetchUrl(resultUrl.replace('result-2', 'result-3'), { method: 'PUT', body: 'x' }),
      fetchUrl(resultUrl.replace('batch_1.0', 'batch_1.1'), { method: 'PUT', body: 'x' }),
    ];
    for (const { status } of await Promise.all(others)) expect(status).toBe(403);
  });

  test('end with the lease', async () => {
    const { payloadUrl } = await objects.leaseUrls(task, 59.5);
    expect(new URL(payloadUrl).searchParams.get('X-Amz-Expires')).toBe('60');
  });
});

describe("a batch's keys", () => {
  beforeEach(() => {
    loads = 0;
    failure = undefined;
  });
  const name = { customerId: 'cus_1', batchId: 'batch_1' };

  test('are another for each task, and the same each time, for one look at the table', async () => {
    const keys = batchKeysFrom(vault, batches);
    const [first, again, other] = await Promise.all(
      ['batch_1.0', 'batch_1.0', 'batch_1.0a'].map((id) => keys.taskKey(name, id)),
    );
    expect(first).toEqual(again);
    expect(first).not.toEqual(other);
    expect(loads).toBe(1);
  });

  test('need no look at all for whoever has the batch, and audits have a secret of their own', async () => {
    const keys = batchKeysFrom(vault, batches);
    const secret = await keys.auditSecret(batch);
    expect(loads).toBe(0);
    expect(secret).not.toEqual(await keys.taskKey(name, 'audits'));
  });

  test('that could not be loaded are asked for again', async () => {
    const keys = batchKeysFrom(vault, batches);
    failure = new Refusal('not_found', '');
    await expect(keys.taskKey(name, 'batch_1.0')).rejects.toBe(failure);
    failure = undefined;
    expect((await keys.taskKey(name, 'batch_1.0')).length).toBe(32);
  });

  test('wrapped for one batch do not open for another', async () => {
    const keys = batchKeysFrom(vault, batches);
    await expect(keys.taskKey({ ...name, batchId: 'batch_2' }, 'batch_2.0')).rejects.toThrow();
  });
});

test('what a live call asks and is answered lies in the table while it is small, and in S3 where it is large or must be erased', async () => {
  const live = { ...task.lane, priority: 'live' as const };
  const small = sampleTask({ fence: 2, lane: live, no: 700 });
  await sealedTasks.putPayload(small, [JSON.stringify({ i: 0, body: { a: 1 } })]);
  expect(await sealedTasks.smallPayload(small)).toBeInstanceOf(Uint8Array);
  expect(await sealedTasks.getPayload(small)).toEqual([{ i: 0, body: { a: 1 } }]);
  const large = sampleTask({ fence: 2, lane: live, no: 701 });
  await sealedTasks.putPayload(large, [JSON.stringify({ i: 0, body: { a: 'x'.repeat(9_000) } })]);
  expect(await sealedTasks.smallPayload(large)).toBeUndefined();
  expect(await sealedTasks.getPayload(large)).toMatchObject([{ i: 0 }]);
  const erasable = sampleTask({ fence: 2, lane: live, no: 702, zeroRetention: true });
  await sealedTasks.putPayload(erasable, [JSON.stringify({ i: 0, body: { a: 1 } })]);
  expect(await sealedTasks.smallPayload(erasable)).toBeUndefined();

  const bytes = await sealed(`${line(0)}\n${receipt}\n`, 2, taskId(small));
  const given = { fence: 2, sha256: sha256(bytes), sealed: bytes };
  await sealedTasks.putSmallResult(small, given);
  expect((await sealedTasks.openSmallResult(small, given)).lines).toMatchObject([{ i: 0 }]);
  const name = { fence: 2, resultVersion: 'table', resultSha256: sha256(bytes) };
  expect((await sealedTasks.getResult(small, name)).lines).toMatchObject([{ i: 0 }]);
  const another = { ...name, resultSha256: '0'.repeat(64) };
  expect(await codeOf(sealedTasks.getResult(small, another))).toBe('invalid_result');
  expect(await codeOf(sealedTasks.putSmallResult(erasable, given))).toBe('invalid_result');
});
