import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, test } from 'vitest';
import { bucket, expectNoResult, fetchRaw, makeRig, putResult, resultKey, sendRaw } from './s3-rig.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

test('a body that contradicts its signed SHA-256 is refused', async () => {
  const { client, server } = await makeRig();
  const url = `${server.url}/${bucket}/${resultKey}`;
  const headers = { 'x-amz-content-sha256': sha256('result'), 'content-length': '6' };
  expect(await sendRaw(url, headers, 'forged')).toEqual({ status: 400, code: 'XAmzContentSHA256Mismatch' });
  await expectNoResult(client);
  expect(await sendRaw(url, headers, 'result')).toMatchObject({ status: 200 });
});

test('a wrong Content-MD5 or checksum is refused, and a form that is not verified here is too', async () => {
  const { client } = await makeRig();
  await expect(putResult(client, { ContentMD5: 'AAAAAAAAAAAAAAAAAAAAAA==' })).rejects.toMatchObject({
    name: 'BadDigest',
  });
  await expect(putResult(client, { ContentMD5: 'short' })).rejects.toMatchObject({ name: 'InvalidDigest' });
  await expect(putResult(client, { ChecksumCRC32: 'AAAAAA==' })).rejects.toMatchObject({ name: 'BadDigest' });
  const other = createHash('sha256').update('other').digest('base64');
  await expect(putResult(client, { ChecksumSHA256: other })).rejects.toMatchObject({ name: 'BadDigest' });
  await expect(putResult(client, { ChecksumSHA256: 'AAAA' })).rejects.toMatchObject({
    name: 'InvalidRequest',
  });
  await expect(putResult(client, { ChecksumCRC32C: 'AAAAAA==' })).rejects.toMatchObject({
    name: 'NotImplemented',
  });
  await expectNoResult(client);
  const own = createHash('sha256').update('result').digest('base64');
  expect((await putResult(client, { ChecksumSHA256: own })).ChecksumSHA256).toBe(own);
});

test('an aws-chunked body with a wrong trailer, length or end is refused', async () => {
  const { client, server } = await makeRig();
  const send = (body: string, decodedLength: number, trailer = 'x-amz-checksum-crc32') =>
    sendRaw(
      `${server.url}/${bucket}/${resultKey}`,
      {
        'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
        'x-amz-decoded-content-length': String(decodedLength),
        'x-amz-trailer': trailer,
        'content-length': String(body.length),
      },
      body,
    );
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32('result'));
  const trailer = `x-amz-checksum-crc32:${sum.toString('base64')}`;
  const whole = `4\r\nresu\r\n2\r\nlt\r\n0\r\n${trailer}\r\n\r\n`;
  expect(await send(whole.replace('lt', 'lx'), 6)).toEqual({ status: 400, code: 'BadDigest' });
  expect(await send(whole.replace(`${trailer}\r\n`, ''), 6)).toEqual({
    status: 400,
    code: 'MalformedTrailerError',
  });
  expect(await send(whole, 7)).toEqual({ status: 400, code: 'IncompleteBody' });
  expect(await send(whole, 5)).toEqual({ status: 400, code: 'IncompleteBody' });
  expect(await send(whole.slice(0, 12), 6)).toEqual({ status: 400, code: 'IncompleteBody' });
  expect(await send(whole.replace('4\r\n', '3\r\n'), 6)).toEqual({ status: 400, code: 'InvalidRequest' });
  expect(await send(whole, 6, 'x-amz-checksum-xxhash')).toEqual({ status: 501, code: 'NotImplemented' });
  await expectNoResult(client);
  expect(await send(whole, 6)).toMatchObject({ status: 200 });
});

test('a body length that is not told is refused', async () => {
  const { client } = await makeRig();
  const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: bucket, Key: resultKey }));
  expect(await fetchRaw(url, { 'transfer-encoding': 'chunked' }, 'result')).toEqual({
    status: 411,
    code: 'MissingContentLength',
  });
});
