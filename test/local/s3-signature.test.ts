import { expect, test } from 'vitest';
import {
  bucket,
  codeOf,
  credentials,
  expectNoResult,
  makeClient,
  makeRig,
  putResult,
  resultKey,
} from './s3-rig.ts';

test('a wrong secret and an unknown key are refused', async () => {
  const { client, server } = await makeRig();
  const wrongSecret = makeClient(server.url, { credentials: { ...credentials, secretAccessKey: 'other' } });
  await expect(putResult(wrongSecret)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  const unknownKey = makeClient(server.url, { credentials: { ...credentials, accessKeyId: 'other' } });
  await expect(putResult(unknownKey)).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
  await expectNoResult(client);
});

test('an unsigned request is refused', async () => {
  const { server } = await makeRig();
  const reply = await fetch(`${server.url}/${bucket}/${resultKey}`);
  expect([reply.status, codeOf(await reply.text())]).toEqual([403, 'AccessDenied']);
});

test('a clock 16 minutes off is refused, one 14 minutes off is not', async () => {
  const { client, server } = await makeRig();
  for (const sign of [-1, 1]) {
    const skewed = makeClient(server.url, { systemClockOffset: sign * 16 * 60_000 });
    await expect(putResult(skewed)).rejects.toMatchObject({ name: 'RequestTimeTooSkewed' });
  }
  await expectNoResult(client);
  await putResult(makeClient(server.url, { systemClockOffset: 14 * 60_000 }));
});

test('a header changed, added or dropped after signing is refused', async () => {
  const { client, server } = await makeRig();
  const change = async (edit: (headers: Record<string, string>) => void) => {
    const tampering = makeClient(server.url);
    tampering.middlewareStack.add(
      (next) => (args) => {
        edit((args.request as { headers: Record<string, string> }).headers);
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low' },
    );
    return putResult(tampering, { Metadata: { fence: '1' } });
  };
  await expect(
    change((headers) => {
      headers['x-amz-meta-fence'] = '2';
    }),
  ).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
  });
  await expect(
    change((headers) => {
      headers['x-amz-meta-extra'] = '2';
    }),
  ).rejects.toMatchObject({
    name: 'AccessDenied',
    HeadersNotSigned: 'x-amz-meta-extra',
  });
  await expect(
    change((headers) => {
      delete headers['x-amz-meta-fence'];
    }),
  ).rejects.toMatchObject({
    name: 'SignatureDoesNotMatch',
  });
  await expectNoResult(client);
});
