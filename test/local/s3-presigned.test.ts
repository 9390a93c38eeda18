import { createHash } from 'node:crypto';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, test } from 'vitest';
import { bucket, codeOf, expectNoResult, makeClient, makeRig, putResult, resultKey } from './s3-rig.ts';

test('a presigned GET works until it expires, and then says so', async () => {
  const clock = { now: Date.now() };
  const { client } = await makeRig({ now: () => clock.now });
  await putResult(client);
  const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: resultKey }), {
    expiresIn: 60,
    signingDate: new Date(clock.now),
  });
  clock.now += 59_000;
  expect(await (await fetch(url)).text()).toBe('result');
  clock.now += 2_000;
  const late = await fetch(url);
  const text = await late.text();
  expect([late.status, codeOf(text)]).toEqual([403, 'AccessDenied']);
  expect(text).toContain('<Message>Request has expired</Message>');
});

test('a presigned address from the future, or for over a week, is refused', async () => {
  const { client } = await makeRig();
  const command = new GetObjectCommand({ Bucket: bucket, Key: resultKey });
  const signingDate = new Date(Date.now() + 16 * 60_000);
  const early = await fetch(await getSignedUrl(client, command, { expiresIn: 60, signingDate }));
  expect([early.status, codeOf(await early.text())]).toEqual([403, 'AccessDenied']);
  const url = await getSignedUrl(client, command, { expiresIn: 604_800 });
  const long = await fetch(url.replace('X-Amz-Expires=604800', 'X-Amz-Expires=604801'));
  expect([long.status, codeOf(await long.text())]).toEqual([400, 'AuthorizationQueryParametersError']);
});

test('a presigned address serves only the method, key, version and expiry it was signed for', async () => {
  const { client } = await makeRig({ isVersioned: true });
  const { VersionId } = await putResult(client);
  await putResult(client, { Key: 'results/2.bin' });
  const url = await getSignedUrl(client, new GetObjectCommand({ Bucket: bucket, Key: resultKey, VersionId }));
  expect((await fetch(url)).status).toBe(200);
  const tampered = [
    url.replace('results/1.bin', 'results/2.bin'),
    url.replace(/versionId=[^&]+&?/, ''),
    url.replace('X-Amz-Expires=900', 'X-Amz-Expires=9000'),
    url.replace(/X-Amz-Signature=./, (start) =>
      start.endsWith('0') ? 'X-Amz-Signature=1' : 'X-Amz-Signature=0',
    ),
    `${url}&response-content-type=text%2Fhtml`,
  ];
  for (const address of tampered) {
    const reply = await fetch(address);
    expect([reply.status, codeOf(await reply.text())]).toEqual([403, 'SignatureDoesNotMatch']);
  }
  expect((await fetch(url, { method: 'PUT', body: 'forged' })).status).toBe(403);
  const overlong = await fetch(url.replace(/X-Amz-Signature=./, 'X-Amz-Signature=00'));
  expect(overlong.status).toBe(403);
});

test('a presigned GET honours a signed Range and the response headers it was signed with', async () => {
  const { client } = await makeRig();
  await putResult(client);
  const url = await getSignedUrl(
    client,
    new GetObjectCommand({
      Bucket: bucket,
      Key: resultKey,
      Range: 'bytes=0-2',
      ResponseContentDisposition: 'attachment; filename="out.jsonl"',
    }),
  );
  const reply = await fetch(url, { headers: { range: 'bytes=0-2' } });
  expect(reply.headers.get('content-disposition')).toBe('attachment; filename="out.jsonl"');
  expect(await reply.text()).toBe('res');
  expect((await fetch(url, { headers: { range: 'bytes=0-5' } })).status).toBe(403);
});

test('a presigned PUT is held to its signed length, hash, condition and checksum header', async () => {
  const { client, server } = await makeRig();
  const presigner = makeClient(server.url, { requestChecksumCalculation: 'WHEN_REQUIRED' });
  const checksum = createHash('sha256').update('result').digest('base64');
  const url = await getSignedUrl(
    presigner,
    new PutObjectCommand({
      Bucket: bucket,
      Key: resultKey,
      ContentLength: 6,
      IfNoneMatch: '*',
      ChecksumSHA256: checksum,
      Metadata: { fence: '7' },
    }),
    { unhoistableHeaders: new Set(['x-amz-checksum-sha256']) },
  );
  const send = async (body: string, headers: Record<string, string> = {}) => {
    const all = { 'if-none-match': '*', 'x-amz-checksum-sha256': checksum, ...headers };
    const reply = await fetch(url, { method: 'PUT', headers: all, body });
    return [reply.status, codeOf(await reply.text())];
  };
  expect(await send('longer result')).toEqual([403, 'SignatureDoesNotMatch']);
  expect(await send('forged')).toEqual([400, 'BadDigest']);
  expect(await send('result', { 'if-none-match': '"x"' })).toEqual([403, 'SignatureDoesNotMatch']);
  const forgedSum = createHash('sha256').update('forged').digest('base64');
  expect(await send('forged', { 'x-amz-checksum-sha256': forgedSum })).toEqual([
    403,
    'SignatureDoesNotMatch',
  ]);
  expect(await send('result', { 'x-amz-meta-more': '1' })).toEqual([403, 'AccessDenied']);
  await expectNoResult(client);
  expect(await send('result')).toEqual([200, undefined]);
  expect(await send('result')).toEqual([412, 'PreconditionFailed']);
  const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: resultKey }));
  expect(head.Metadata).toEqual({ fence: '7' });
});

test('a checksum in the query of a presigned PUT does not bind the body, as on AWS', async () => {
  const { client } = await makeRig();
  const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: bucket, Key: resultKey }));
  expect(url).toContain('x-amz-checksum-crc32=AAAAAA%3D%3D');
  expect((await fetch(url, { method: 'PUT', body: 'result' })).status).toBe(200);
});

test('a presigned PUT that tells its hash is held to it, though the hash is not signed', async () => {
  const { client } = await makeRig();
  const url = await getSignedUrl(client, new PutObjectCommand({ Bucket: bucket, Key: resultKey }));
  const headers = { 'x-amz-content-sha256': createHash('sha256').update('result').digest('hex') };
  const forged = await fetch(url, { method: 'PUT', headers, body: 'forged' });
  expect([forged.status, codeOf(await forged.text())]).toEqual([400, 'XAmzContentSHA256Mismatch']);
  await expectNoResult(client);
  expect((await fetch(url, { method: 'PUT', headers, body: 'result' })).status).toBe(200);
});
