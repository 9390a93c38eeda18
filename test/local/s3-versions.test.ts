import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandOutput,
  NoSuchKey,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { bucket, makeRig } from './s3-rig.ts';

async function read(client: S3Client, key: string, versionId?: string): Promise<string> {
  const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
  return (await found.Body?.transformToString()) ?? '';
}

const put = (client: S3Client, key: string, body: string) =>
  client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body }));

test('without versions an overwrite replaces the object, and a delete removes it', async () => {
  const { client } = await makeRig();
  await put(client, 'key', 'one');
  await put(client, 'key', 'two');
  expect(await read(client, 'key')).toBe('two');
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'key' }));
  await expect(read(client, 'key')).rejects.toBeInstanceOf(NoSuchKey);
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'key' }));
});

test('while an object without versions is overwritten, every read gets one whole body', async () => {
  const { client } = await makeRig();
  const bodies = ['a', 'b', 'c'].map((letter) => letter.repeat(200_000));
  await put(client, 'key', bodies[0] ?? '');
  let isWriting = true;
  const write = async () => {
    for (let round = 0; round < 30; round += 1) await put(client, 'key', bodies[round % 3] ?? '');
    isWriting = false;
  };
  const readAlong = async () => {
    let reads = 0;
    for (; isWriting; reads += 1) expect(bodies).toContain(await read(client, 'key'));
    return reads;
  };
  const [, ...reads] = await Promise.all([write(), readAlong(), readAlong(), readAlong()]);
  expect(Math.min(...reads)).toBeGreaterThan(0);
});

test('with versions an overwrite keeps the old body under its version id', async () => {
  const { client } = await makeRig({ isVersioned: true });
  const first = await put(client, 'key', 'one');
  const second = await put(client, 'key', 'two');
  expect(first.VersionId).toBeDefined();
  expect(second.VersionId).not.toBe(first.VersionId);
  expect(await read(client, 'key')).toBe('two');
  expect(await read(client, 'key', first.VersionId)).toBe('one');
  const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'key' }));
  expect(head.VersionId).toBe(second.VersionId);
});

test('a delete leaves a marker: the key is gone, its versions are not, and removing the marker brings it back', async () => {
  const { client } = await makeRig({ isVersioned: true });
  const { VersionId } = await put(client, 'key', 'one');
  const marker = await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'key' }));
  expect(marker.DeleteMarker).toBe(true);
  await expect(read(client, 'key')).rejects.toBeInstanceOf(NoSuchKey);
  await expect(read(client, 'key', marker.VersionId)).rejects.toMatchObject({ name: 'MethodNotAllowed' });
  expect(await read(client, 'key', VersionId)).toBe('one');
  expect((await client.send(new ListObjectsV2Command({ Bucket: bucket }))).KeyCount).toBe(0);
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'key', VersionId: marker.VersionId }));
  expect(await read(client, 'key')).toBe('one');
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'key', VersionId }));
  await expect(read(client, 'key', VersionId)).rejects.toMatchObject({ name: 'NoSuchVersion' });
});

test('while versions are suspended, the version without an id is overwritten and the others stay', async () => {
  const { client } = await makeRig({ isVersioned: true });
  const old = await put(client, 'key', 'old');
  await client.send(
    new PutBucketVersioningCommand({ Bucket: bucket, VersioningConfiguration: { Status: 'Suspended' } }),
  );
  expect((await put(client, 'key', 'one')).VersionId).toBe('null');
  await put(client, 'key', 'two');
  expect(await read(client, 'key', 'null')).toBe('two');
  expect(await read(client, 'key', old.VersionId)).toBe('old');
});

test('a write with If-None-Match: * is refused where there is an object, and not behind a delete marker', async () => {
  const { client } = await makeRig({ isVersioned: true });
  const create = () =>
    client.send(new PutObjectCommand({ Bucket: bucket, Key: 'key', Body: 'body', IfNoneMatch: '*' }));
  await create();
  await expect(create()).rejects.toMatchObject({
    name: 'PreconditionFailed',
    $metadata: { httpStatusCode: 412 },
  });
  await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'key' }));
  await create();
});

test('of two writers with If-None-Match: * exactly one wins, and of two with the same If-Match too', async () => {
  const { client } = await makeRig();
  const outcomes = async (input: object, key: string) => {
    const bodies = ['a', 'b', 'c', 'd'];
    const settled = await Promise.allSettled(
      bodies.map((Body) => client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body, ...input }))),
    );
    const won = bodies.filter((_, index) => settled[index]?.status === 'fulfilled');
    expect(won).toHaveLength(1);
    expect(await read(client, key)).toBe(won[0]);
  };
  for (let round = 0; round < 10; round += 1) {
    await outcomes({ IfNoneMatch: '*' }, `key-${round}`);
    const { ETag } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: `key-${round}` }));
    // A write of the same bytes has the same ETag, so the others replace a body of its own kind.
    await client.send(
      new PutObjectCommand({ Bucket: bucket, Key: `key-${round}`, Body: 'base', IfMatch: ETag }),
    );
    const base = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: `key-${round}` }));
    await outcomes({ IfMatch: base.ETag }, `key-${round}`);
  }
});

test('all versions of what begins alike are listed, newest first, and go for good', async () => {
  const { client } = await makeRig({ isVersioned: true });
  const first = await put(client, 'a/1', 'one');
  const second = await put(client, 'a/1', 'two');
  await put(client, 'a/2', 'three');
  await put(client, 'b/1', 'stays');
  const marker = await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'a/1' }));
  const listed = await client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: 'a/' }));
  expect(listed.IsTruncated).toBe(false);
  expect(listed.Versions?.map(({ Key, VersionId, IsLatest }) => [Key, VersionId, IsLatest])).toEqual([
    ['a/1', second.VersionId, false],
    ['a/1', first.VersionId, false],
    ['a/2', expect.any(String), true],
  ]);
  expect(listed.DeleteMarkers).toMatchObject([{ Key: 'a/1', VersionId: marker.VersionId, IsLatest: true }]);

  const Objects = [...(listed.Versions ?? []), ...(listed.DeleteMarkers ?? [])].map(({ Key, VersionId }) => ({
    Key,
    VersionId,
  }));
  const gone = await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
  expect(gone.Deleted?.map(({ Key, VersionId }) => ({ Key, VersionId }))).toEqual(Objects);
  await expect(read(client, 'a/1', first.VersionId)).rejects.toMatchObject({ name: 'NoSuchVersion' });
  expect(await read(client, 'b/1')).toBe('stays');
  const left = await client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: 'a/' }));
  expect([left.Versions, left.DeleteMarkers]).toEqual([undefined, undefined]);
});

test('a long list of versions comes in pages that join without a gap, also within a key', async () => {
  const { client } = await makeRig({ isVersioned: true });
  for (const body of ['1', '2', '3', '4']) for (const key of ['a', 'b c&ü']) await put(client, key, body);
  const all = await client.send(new ListObjectVersionsCommand({ Bucket: bucket }));
  const ids = (page: { Versions?: { VersionId?: string | undefined }[] | undefined }) =>
    (page.Versions ?? []).map(({ VersionId }) => VersionId);
  const paged: (string | undefined)[] = [];
  let page: ListObjectVersionsCommandOutput | undefined;
  do {
    page = await client.send(
      new ListObjectVersionsCommand({
        Bucket: bucket,
        MaxKeys: 3,
        KeyMarker: page?.NextKeyMarker,
        VersionIdMarker: page?.NextVersionIdMarker,
      }),
    );
    expect(ids(page).length).toBeLessThanOrEqual(3);
    paged.push(...ids(page));
  } while (page.IsTruncated);
  expect(paged).toEqual(ids(all));
  expect(paged).toHaveLength(8);
  expect(all.Versions?.at(-1)?.Key).toBe('b c&ü');
});

test('without a version, a delete of many puts a marker on each, and without versions it removes them', async () => {
  const versioned = await makeRig({ isVersioned: true });
  await put(versioned.client, 'key', 'kept');
  const Delete = { Objects: [{ Key: 'key' }, { Key: 'never there' }] };
  const marked = await versioned.client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete }));
  expect(marked.Deleted).toMatchObject([{ DeleteMarker: true }, { DeleteMarker: true }]);
  await expect(read(versioned.client, 'key')).rejects.toBeInstanceOf(NoSuchKey);

  const plain = await makeRig();
  await put(plain.client, 'key', 'gone');
  const listed = await plain.client.send(new ListObjectVersionsCommand({ Bucket: bucket }));
  expect(listed.Versions).toMatchObject([{ Key: 'key', VersionId: 'null', IsLatest: true }]);
  await plain.client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { ...Delete, Quiet: true } }));
  await expect(read(plain.client, 'key')).rejects.toBeInstanceOf(NoSuchKey);
});

test('a list that goes on from nowhere is refused, and so is a delete of nothing or of too much', async () => {
  const { client } = await makeRig({ isVersioned: true });
  await put(client, 'key', 'body');
  await expect(
    client.send(new ListObjectVersionsCommand({ Bucket: bucket, KeyMarker: 'key', VersionIdMarker: 'no' })),
  ).rejects.toMatchObject({ name: 'InvalidArgument' });
  const Objects = Array.from({ length: 1_001 }, (_, no) => ({ Key: `key-${no}` }));
  for (const Delete of [{ Objects: [] }, { Objects }])
    await expect(client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete }))).rejects.toMatchObject({
      name: 'MalformedXML',
    });
  expect(await read(client, 'key')).toBe('body');
});
