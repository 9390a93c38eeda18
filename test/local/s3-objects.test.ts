import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  BucketAlreadyOwnedByYou,
  CreateBucketCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  NoSuchBucket,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  PutObjectTaggingCommand,
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

test('an object comes back with its bytes, content type, metadata, ETag and checksum', async () => {
  const { client } = await makeRig();
  const written = await client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: 'batch/1.jsonl',
      Body: 'two lines\n',
      ContentType: 'application/jsonl',
      CacheControl: 'no-store',
      Metadata: { digest: 'abc' },
    }),
  );
  expect(written.ETag).toBe(`"${createHash('md5').update('two lines\n').digest('hex')}"`);
  expect(written.ChecksumCRC32).toBeDefined();
  expect(written.VersionId).toBeUndefined();
  const found = await client.send(
    new GetObjectCommand({ Bucket: bucket, Key: 'batch/1.jsonl', ChecksumMode: 'ENABLED' }),
  );
  expect(found).toMatchObject({
    ContentType: 'application/jsonl',
    CacheControl: 'no-store',
    Metadata: { digest: 'abc' },
    ETag: written.ETag,
    ContentLength: 10,
    ChecksumCRC32: written.ChecksumCRC32,
  });
  expect(await found.Body?.transformToString()).toBe('two lines\n');
  const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'batch/1.jsonl' }));
  expect(head).toMatchObject({ ContentLength: 10, ETag: written.ETag, ContentType: 'application/jsonl' });
});

test('keys of any characters stay apart and never leave the folder', async () => {
  const { client } = await makeRig();
  const keys = [
    '../../outside',
    'a/../b',
    'a//b',
    './a',
    'a b+c&d=e%2F',
    "it's (new)*!",
    'häuser/😀\u{fffd}',
    'x'.repeat(1024),
    '/lead',
    'trail/',
    `<a>&amp;"c"`,
  ];
  for (const key of keys) await put(client, key, `body of ${key}`);
  for (const key of keys) expect(await read(client, key)).toBe(`body of ${key}`);
  const listed = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
  const sorted = [...keys].sort((left, right) => Buffer.compare(Buffer.from(left), Buffer.from(right)));
  expect(listed.Contents?.map(({ Key }) => Key)).toEqual(sorted);
  await expect(put(client, 'x'.repeat(1025), '')).rejects.toMatchObject({ name: 'KeyTooLongError' });
});

test('an empty object and one larger than a read buffer come back whole', async () => {
  const { client } = await makeRig();
  await put(client, 'empty', '');
  expect(await read(client, 'empty')).toBe('');
  const large = randomBytes(3_000_001);
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: 'large', Body: large }));
  const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: 'large' }));
  expect(Buffer.from((await found.Body?.transformToByteArray()) ?? []).equals(large)).toBe(true);
});

test('a stream is uploaded in aws-chunked form and its trailing checksum is kept', async () => {
  const { client } = await makeRig();
  const pieces = [randomBytes(100_000), randomBytes(7), randomBytes(300_000)];
  const whole = Buffer.concat(pieces);
  const written = await client.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: 'stream',
      Body: Readable.from(pieces),
      ContentLength: whole.length,
      ContentEncoding: 'gzip',
    }),
  );
  expect(written.ChecksumCRC32).toBeDefined();
  const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: 'stream' }));
  expect(found.ContentEncoding).toBe('gzip');
  expect(found.ChecksumCRC32).toBe(written.ChecksumCRC32);
  expect(Buffer.from((await found.Body?.transformToByteArray()) ?? []).equals(whole)).toBe(true);
});

test('ranges give the bytes asked for, and one behind the end is refused', async () => {
  const { client } = await makeRig();
  await put(client, 'digits', '0123456789');
  const range = async (header: string) => {
    const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: 'digits', Range: header }));
    return [found.$metadata.httpStatusCode, found.ContentRange, await found.Body?.transformToString()];
  };
  expect(await range('bytes=2-4')).toEqual([206, 'bytes 2-4/10', '234']);
  expect(await range('bytes=8-99')).toEqual([206, 'bytes 8-9/10', '89']);
  expect(await range('bytes=7-')).toEqual([206, 'bytes 7-9/10', '789']);
  expect(await range('bytes=-3')).toEqual([206, 'bytes 7-9/10', '789']);
  expect(await range('bytes=4-2')).toEqual([200, undefined, '0123456789']);
  await expect(range('bytes=10-')).rejects.toMatchObject({ name: 'InvalidRange' });
  await expect(range('bytes=-0')).rejects.toMatchObject({ name: 'InvalidRange' });
});

test('a read with the current ETag in If-None-Match is answered 304, with a stale If-Match 412', async () => {
  const { client } = await makeRig();
  const { ETag = '' } = await put(client, 'key', 'body');
  const get = (input: object) => client.send(new GetObjectCommand({ Bucket: bucket, Key: 'key', ...input }));
  await expect(get({ IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
  expect((await get({ IfNoneMatch: '"other"' })).ETag).toBe(ETag);
  expect((await get({ IfMatch: ETag })).ETag).toBe(ETag);
  await expect(get({ IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
});

test('missing keys, versions and buckets are told apart by the error classes of the SDK', async () => {
  const { client } = await makeRig();
  await expect(read(client, 'none')).rejects.toBeInstanceOf(NoSuchKey);
  await expect(client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'none' }))).rejects.toBeInstanceOf(
    NotFound,
  );
  await expect(read(client, 'none', 'v1')).rejects.toMatchObject({ name: 'NoSuchVersion' });
  await expect(client.send(new GetObjectCommand({ Bucket: 'nowhere', Key: 'key' }))).rejects.toBeInstanceOf(
    NoSuchBucket,
  );
  await expect(client.send(new HeadBucketCommand({ Bucket: 'nowhere' }))).rejects.toBeInstanceOf(NotFound);
  await client.send(new HeadBucketCommand({ Bucket: bucket }));
  await expect(client.send(new CreateBucketCommand({ Bucket: bucket }))).rejects.toBeInstanceOf(
    BucketAlreadyOwnedByYou,
  );
  await expect(client.send(new CreateBucketCommand({ Bucket: 'a..b' }))).rejects.toMatchObject({
    name: 'InvalidBucketName',
  });
});

test('a listing goes page by page, by prefix, and groups by delimiter', async () => {
  const { client } = await makeRig();
  const keys = ['a/1', 'a/2', 'a/x/1', 'a/x/2', 'a/y/1', 'b', '\u{fb01}', '😀'];
  await Promise.all(keys.map((key) => put(client, key, key)));
  const pages = async (input: object) => {
    const seen: string[] = [];
    let token: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1, ContinuationToken: token, ...input }),
      );
      seen.push(...(page.Contents ?? []).map(({ Key = '' }) => Key));
      seen.push(...(page.CommonPrefixes ?? []).map(({ Prefix = '' }) => `${Prefix} …`));
      token = page.NextContinuationToken;
    } while (token !== undefined);
    return seen;
  };
  expect(await pages({})).toEqual(keys);
  expect(await pages({ Prefix: 'a/x' })).toEqual(['a/x/1', 'a/x/2']);
  expect(await pages({ Delimiter: '/' })).toEqual(['a/ …', 'b', '\u{fb01}', '😀']);
  expect(await pages({ Prefix: 'a/', Delimiter: '/' })).toEqual(['a/1', 'a/2', 'a/x/ …', 'a/y/ …']);
  expect(await pages({ StartAfter: 'a/x/1' })).toEqual(keys.slice(3));
  const first = await client.send(new ListObjectsV2Command({ Bucket: bucket }));
  expect(first.Contents?.[0]).toMatchObject({ Key: 'a/1', Size: 3, StorageClass: 'STANDARD' });
  await expect(pages({ ContinuationToken: 'made up' })).rejects.toMatchObject({ name: 'InvalidArgument' });
});

test('a call or header that is not served is refused, and the object is not touched', async () => {
  const { client } = await makeRig();
  await put(client, 'key', 'body');
  const tagging = new PutObjectTaggingCommand({ Bucket: bucket, Key: 'key', Tagging: { TagSet: [] } });
  await expect(client.send(tagging)).rejects.toMatchObject({ name: 'NotImplemented' });
  const encrypted = new PutObjectCommand({
    Bucket: bucket,
    Key: 'key',
    Body: 'other',
    ServerSideEncryption: 'aws:kms',
  });
  await expect(client.send(encrypted)).rejects.toMatchObject({ name: 'NotImplemented' });
  expect(await read(client, 'key')).toBe('body');
});
