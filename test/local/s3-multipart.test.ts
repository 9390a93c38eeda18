import { createHash, randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListPartsCommand,
  NoSuchUpload,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { bucket, makeClient, makeRig, serve } from './s3-rig.ts';

const key = 'output/large.jsonl';
const MiB = 1024 ** 2;

async function begin(client: S3Client, ChecksumAlgorithm?: 'CRC32' | 'SHA256'): Promise<string> {
  const { UploadId = '' } = await client.send(
    new CreateMultipartUploadCommand({
      Bucket: bucket,
      Key: key,
      ContentType: 'application/jsonl',
      ChecksumAlgorithm,
    }),
  );
  return UploadId;
}

async function upload(
  client: S3Client,
  UploadId: string,
  number: number,
  Body: Buffer,
): Promise<CompletedPart> {
  const { ETag, ChecksumCRC32 } = await client.send(
    new UploadPartCommand({ Bucket: bucket, Key: key, UploadId, PartNumber: number, Body }),
  );
  return { PartNumber: number, ETag, ChecksumCRC32 };
}

const complete = (client: S3Client, UploadId: string, Parts: CompletedPart[], input: object = {}) =>
  client.send(
    new CompleteMultipartUploadCommand({
      Bucket: bucket,
      Key: key,
      UploadId,
      MultipartUpload: { Parts },
      ...input,
    }),
  );

async function readBytes(client: S3Client, range?: string): Promise<Buffer> {
  const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, Range: range }));
  return Buffer.from((await found.Body?.transformToByteArray()) ?? []);
}

test('parts join into one object, in their order, with the ETag S3 gives', async () => {
  const { client } = await makeRig({ isVersioned: true });
  const bodies = [randomBytes(5 * MiB), randomBytes(5 * MiB + 1), randomBytes(10)];
  const UploadId = await begin(client, 'CRC32');
  const [last, first, second] = [
    await upload(client, UploadId, 30, bodies[2] as Buffer),
    await upload(client, UploadId, 1, bodies[0] as Buffer),
    await upload(client, UploadId, 2, bodies[1] as Buffer),
  ];
  const done = await complete(client, UploadId, [first, second, last]);
  const md5 = createHash('md5');
  for (const body of bodies) md5.update(createHash('md5').update(body).digest());
  expect(done.ETag).toBe(`"${md5.digest('hex')}-3"`);
  expect(done.ChecksumCRC32).toMatch(/^[\w+/]{6}==-3$/);
  expect(done.VersionId).toBeDefined();
  expect((await readBytes(client)).equals(Buffer.concat(bodies))).toBe(true);
  expect(await readBytes(client, `bytes=${5 * MiB - 1}-${5 * MiB}`)).toEqual(
    Buffer.concat([bodies[0]?.subarray(-1) as Buffer, bodies[1]?.subarray(0, 1) as Buffer]),
  );
  const found = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  expect(found.ContentType).toBe('application/jsonl');
  await found.Body?.transformToByteArray();
});

test('a part under 5 MiB is refused unless it is the last, and the upload stays open', async () => {
  const { client } = await makeRig();
  const UploadId = await begin(client);
  const small = await upload(client, UploadId, 1, randomBytes(5 * MiB - 1));
  const last = await upload(client, UploadId, 2, randomBytes(1));
  await expect(complete(client, UploadId, [small, last])).rejects.toMatchObject({
    name: 'EntityTooSmall',
    PartNumber: '1',
  });
  const large = await upload(client, UploadId, 1, randomBytes(5 * MiB));
  await complete(client, UploadId, [large, last]);
});

test('a wrong ETag, a wrong checksum, a missing part and a wrong order are refused', async () => {
  const { client } = await makeRig();
  const UploadId = await begin(client);
  const first = await upload(client, UploadId, 1, randomBytes(5 * MiB));
  const second = await upload(client, UploadId, 2, randomBytes(1));
  const refuse = async (parts: CompletedPart[], name: string) =>
    expect(complete(client, UploadId, parts)).rejects.toMatchObject({ name });
  await refuse([first, { ...second, ETag: first.ETag }], 'InvalidPart');
  await refuse([first, { ...second, ChecksumCRC32: 'AAAAAA==' }], 'InvalidPart');
  await refuse([first, { ...second, PartNumber: 3 }], 'InvalidPart');
  await refuse([second, first], 'InvalidPartOrder');
  await refuse([first, first], 'InvalidPartOrder');
  await refuse([], 'MalformedXML');
});

test('a part without the checksum its upload was begun with is refused', async () => {
  const { client } = await makeRig();
  const UploadId = await begin(client, 'SHA256');
  await expect(upload(client, UploadId, 1, Buffer.from('part'))).rejects.toMatchObject({
    name: 'InvalidRequest',
  });
});

test('a part uploaded twice counts as its latest', async () => {
  const { client } = await makeRig();
  const UploadId = await begin(client);
  const old = await upload(client, UploadId, 1, Buffer.from('old'));
  const current = await upload(client, UploadId, 1, Buffer.from('new'));
  await expect(complete(client, UploadId, [old])).rejects.toMatchObject({ name: 'InvalidPart' });
  await complete(client, UploadId, [current]);
  expect((await readBytes(client)).toString()).toBe('new');
});

test('an upload can be completed once, also by two at a time', async () => {
  const { client } = await makeRig({ isVersioned: true });
  const UploadId = await begin(client);
  const part = await upload(client, UploadId, 1, randomBytes(8 * MiB));
  const settled = await Promise.allSettled([1, 2, 3].map(() => complete(client, UploadId, [part])));
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(complete(client, UploadId, [part])).rejects.toBeInstanceOf(NoSuchUpload);
});

test('a completion with If-None-Match: * does not overwrite, and may be tried again without', async () => {
  const { client } = await makeRig();
  await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: 'first' }));
  const UploadId = await begin(client);
  const part = await upload(client, UploadId, 1, Buffer.from('second'));
  await expect(complete(client, UploadId, [part], { IfNoneMatch: '*' })).rejects.toMatchObject({
    name: 'PreconditionFailed',
  });
  expect((await readBytes(client)).toString()).toBe('first');
  await complete(client, UploadId, [part]);
  expect((await readBytes(client)).toString()).toBe('second');
});

test('parts are listed page by page', async () => {
  const { client } = await makeRig();
  const UploadId = await begin(client);
  for (const number of [10_000, 2, 1]) await upload(client, UploadId, number, Buffer.from(`part ${number}`));
  const list = (input: object) =>
    client.send(new ListPartsCommand({ Bucket: bucket, Key: key, UploadId, ...input }));
  const page = await list({ MaxParts: 2 });
  expect(page).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2' });
  expect(page.Parts).toMatchObject([
    { PartNumber: 1, Size: 6 },
    { PartNumber: 2, Size: 6 },
  ]);
  const rest = await list({ PartNumberMarker: page.NextPartNumberMarker });
  expect(rest.Parts?.map(({ PartNumber }) => PartNumber)).toEqual([10_000]);
  await expect(upload(client, UploadId, 10_001, Buffer.alloc(1))).rejects.toMatchObject({
    name: 'InvalidArgument',
  });
});

test('an aborted upload is gone, with its parts', async () => {
  const { client, dir } = await makeRig();
  const UploadId = await begin(client);
  const part = await upload(client, UploadId, 1, Buffer.from('part'));
  await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key: key, UploadId }));
  await expect(complete(client, UploadId, [part])).rejects.toBeInstanceOf(NoSuchUpload);
  await expect(upload(client, UploadId, 1, Buffer.from('part'))).rejects.toBeInstanceOf(NoSuchUpload);
  expect(readdirSync(join(dir, 'buckets', bucket, 'uploads'))).toEqual([]);
  expect(readdirSync(join(dir, 'drafts'))).toEqual([]);
});

test('an open upload and its parts survive a restart', async () => {
  const { client, dir, server } = await makeRig();
  const UploadId = await begin(client);
  const body = randomBytes(5 * MiB);
  const first = await upload(client, UploadId, 1, body);
  await server.close();
  const restarted = makeClient((await serve(dir)).url);
  const second = await upload(restarted, UploadId, 2, Buffer.from('end'));
  await complete(restarted, UploadId, [first, second]);
  expect((await readBytes(restarted)).equals(Buffer.concat([body, Buffer.from('end')]))).toBe(true);
});
