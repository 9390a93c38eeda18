import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { bucket, credentials, makeClient, makeDir, makeRig, onCleanup, serve } from './s3-rig.ts';

const serverFile = new URL('../../local/s3/server.ts', import.meta.url).href;

/** A server in a process of its own, which can be killed as a laptop's lid or an OOM would. */
async function spawnServer(dir: string): Promise<{ child: ChildProcess; url: string }> {
  const options = JSON.stringify({ dir, port: 0, credentials });
  const code = `import { startS3 } from ${JSON.stringify(serverFile)}; console.log((await startS3(${options})).url);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onCleanup(() => kill(child));
  const [line] = (await once(child.stdout as Readable, 'data')) as [Buffer];
  return { child, url: line.toString().trim() };
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

type Acknowledged = { key: string; versionId: string; sha256: string };

/** Writes until the server dies: several keys, again and again, bodies that tell if they are torn. */
async function writeUntilDeath(
  client: S3Client,
  writer: number,
  acknowledged: Acknowledged[],
): Promise<void> {
  for (let round = 0; ; round += 1) {
    const key = `writer-${writer}/${round % 3}`;
    const body = randomBytes(round % 4 === 0 ? 400_000 : 2_000);
    const Body = round % 2 === 0 ? body : Readable.from([body.subarray(0, 900), body.subarray(900)]);
    try {
      const { VersionId = '' } = await client.send(
        new PutObjectCommand({ Bucket: bucket, Key: key, Body, ContentLength: body.length }),
      );
      acknowledged.push({
        key,
        versionId: VersionId,
        sha256: createHash('sha256').update(body).digest('hex'),
      });
    } catch {
      return;
    }
  }
}

async function sha256Of(client: S3Client, key: string, versionId?: string): Promise<string> {
  // The SDK itself compares body and checksum, so a torn object fails here whatever its version.
  const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
  const bytes = (await found.Body?.transformToByteArray()) ?? new Uint8Array();
  return createHash('sha256').update(bytes).digest('hex');
}

test('kill -9 under load loses no acknowledged version and shows no torn one, three times over', async () => {
  const dir = await makeDir();
  const acknowledged: Acknowledged[] = [];
  for (let kills = 0; kills < 3; kills += 1) {
    const { child, url } = await spawnServer(dir);
    const client = makeClient(url);
    if (kills === 0) {
      await client.send(new CreateBucketCommand({ Bucket: bucket }));
      const VersioningConfiguration = { Status: 'Enabled' } as const;
      await client.send(new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration }));
    }
    const target = acknowledged.length + 40;
    const writers = [0, 1, 2, 3].map((writer) => writeUntilDeath(client, writer, acknowledged));
    await expect.poll(() => acknowledged.length, { timeout: 20_000, interval: 5 }).toBeGreaterThan(target);
    await kill(child);
    await Promise.all(writers);
  }
  const client = makeClient((await serve(dir)).url);
  for (const { key, versionId, sha256 } of acknowledged)
    expect(await sha256Of(client, key, versionId)).toBe(sha256);
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
  expect(Contents).toHaveLength(12);
  for (const { Key = '' } of Contents) await sha256Of(client, Key);
  expect(readdirSync(join(dir, 'drafts'))).toEqual([]);
});

test('an acknowledged delete stays one after kill -9', async () => {
  const dir = await makeDir();
  const { child, url } = await spawnServer(dir);
  const client = makeClient(url);
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: 'key', Body: 'body' }));
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'key' }));
  await kill(child);
  const restarted = makeClient((await serve(dir)).url);
  await expect(sha256Of(restarted, 'key')).rejects.toBeInstanceOf(NoSuchKey);
});

test('a caller who hangs up half-way leaves nothing behind', async () => {
  const { client, dir } = await makeRig();
  const abort = new AbortController();
  async function* halfABody() {
    yield randomBytes(500_000);
    abort.abort();
    yield randomBytes(1);
  }
  const command = new PutObjectCommand({
    Bucket: bucket,
    Key: 'key',
    Body: Readable.from(halfABody()),
    ContentLength: 1_000_000,
  });
  await expect(client.send(command, { abortSignal: abort.signal })).rejects.toThrow();
  await expect.poll(() => readdirSync(join(dir, 'drafts'))).toEqual([]);
  expect(readdirSync(join(dir, 'buckets', bucket, 'objects'))).toEqual([]);
});

test('a restart sees versions in their order, metadata, dates and the versioning of the bucket', async () => {
  const { client, dir, server } = await makeRig({ isVersioned: true });
  const put = (Body: string) =>
    client.send(new PutObjectCommand({ Bucket: bucket, Key: 'key', Body, Metadata: { body: Body } }));
  const [first, second] = [await put('one'), await put('two')];
  const before = await client.send(new GetObjectCommand({ Bucket: bucket, Key: 'key' }));
  await before.Body?.transformToString();
  await server.close();
  const restarted = makeClient((await serve(dir)).url);
  const after = await restarted.send(new GetObjectCommand({ Bucket: bucket, Key: 'key' }));
  expect(await after.Body?.transformToString()).toBe('two');
  expect(after).toMatchObject({
    VersionId: second.VersionId,
    Metadata: { body: 'two' },
    LastModified: before.LastModified,
    ChecksumCRC32: before.ChecksumCRC32,
  });
  const third = await restarted.send(new PutObjectCommand({ Bucket: bucket, Key: 'key', Body: 'three' }));
  expect([first.VersionId, second.VersionId, 'null', undefined]).not.toContain(third.VersionId);
});

test('a file in the folder that is none of its own stops the start, and is named', async () => {
  const { dir, server } = await makeRig();
  await server.close();
  const path = join(dir, 'buckets', bucket, 'objects', 'stray');
  writeFileSync(path, 'not an object');
  await expect(serve(dir)).rejects.toThrow(path);
});
