import { NoSuchKey } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { fileObjectsIn, isUploadGone, leastPartBytes } from '../../functions/adapters/file-objects.ts';
import { filesBucket, startBuckets } from './buckets.ts';

const objects = fileObjectsIn((await startBuckets()).s3, filesBucket);
const file = (fileId: string, customerId = 'cus_1') => ({ customerId, fileId });
const textOf = async (fileId: string) =>
  (await Array.fromAsync(objects.lines(file(fileId)))).map(({ text }) => text);

test('a file is read line by line, from its start or from the first byte of any line', async () => {
  await objects.put(file('lines'), Buffer.from('eins\r\nzwölf\n\ndrei'));
  const lines = await Array.fromAsync(objects.lines(file('lines')));
  expect(lines).toEqual([
    { text: 'eins', fromByte: 0, toByte: 6 },
    { text: 'zwölf', fromByte: 6, toByte: 13 },
    { text: 'drei', fromByte: 14, toByte: 18 },
  ]);
  for (const [at, { fromByte }] of lines.entries())
    expect(await Array.fromAsync(objects.lines(file('lines'), fromByte))).toEqual(lines.slice(at));
});

test('a file that is left early ends its download: the next one can be read', async () => {
  const line = `${'x'.repeat(999)}\n`;
  await objects.put(file('long'), Buffer.from(line.repeat(4_000)));
  for (let read = 0; read < 3; read++) {
    for await (const { toByte } of objects.lines(file('long'))) {
      expect(toByte).toBe(1_000);
      break;
    }
  }
});

test('the same id is another file for another customer, and one that is missing is a fault', async () => {
  await objects.put(file('same', 'cus_1'), Buffer.from('one'));
  await objects.put(file('same', 'cus_2'), Buffer.from('two'));
  expect(await textOf('same')).toEqual(['one']);
  await objects.delete(file('same', 'cus_1'));
  await expect(textOf('same')).rejects.toBeInstanceOf(NoSuchKey);
  expect(await Array.fromAsync(objects.lines(file('same', 'cus_2')))).toHaveLength(1);
});

test('a file uploaded in parts is what its parts are, in their order', async () => {
  const name = file('parts');
  const uploadId = await objects.beginUpload(name);
  const first = Buffer.alloc(leastPartBytes, 'a');
  const parts = [await objects.uploadPart(name, { uploadId, parts: [] }, first)];
  parts.push(await objects.uploadPart(name, { uploadId, parts }, Buffer.from('\nlast')));
  expect(parts.map(({ PartNumber }) => PartNumber)).toEqual([1, 2]);
  await expect(textOf('parts')).rejects.toBeInstanceOf(NoSuchKey);
  await objects.completeUpload(name, { uploadId, parts });
  const lines = await Array.fromAsync(objects.lines(name));
  expect(lines.map(({ text, toByte }) => [text.length, toByte])).toEqual([
    [leastPartBytes, leastPartBytes + 1],
    [4, leastPartBytes + 5],
  ]);
});

test('an upload that is complete or never was is gone, and a missing file is another failure', async () => {
  const name = file('gone');
  const uploadId = await objects.beginUpload(name);
  const parts = [await objects.uploadPart(name, { uploadId, parts: [] }, Buffer.from('x'))];
  await objects.completeUpload(name, { uploadId, parts });
  const failure = async (promise: Promise<unknown>) => promise.catch((error: unknown) => error);
  expect(isUploadGone(await failure(objects.uploadPart(name, { uploadId, parts }, Buffer.from('y'))))).toBe(
    true,
  );
  expect(isUploadGone(await failure(objects.open(file('missing'))))).toBe(false);
});
