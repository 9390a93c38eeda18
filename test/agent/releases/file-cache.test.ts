import { randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { openFileCache, type Pinned } from '../../../agent/releases/file-cache.ts';
import { temporaryFolder } from '../support/vehicle.ts';
import { sha256Of } from './support/manifests.ts';

function startCache(bytesMax: number) {
  const folder = join(temporaryFolder(), 'models');
  const cache = openFileCache({ folder, bytesMax });
  return {
    cache,
    folder,
    put(size: number, name = 'model.onnx'): Pinned {
      const bytes = randomBytes(size);
      const file = { name, bytes: size, sha256: sha256Of(bytes) };
      const { whole } = cache.placeOf(file);
      mkdirSync(dirname(whole), { recursive: true });
      writeFileSync(whole, bytes);
      return file;
    },
  };
}

test('under the cap nothing is deleted', async () => {
  const { cache, put } = startCache(3_000);
  const file = put(1_000);
  await cache.makeRoom(2_000, new Set());
  expect(await cache.holds(file)).toBe(true);
});

test('what was not used for longest goes first, and no more than is necessary', async () => {
  const { cache, folder, put } = startCache(3_000);
  const [first, second, third] = [put(1_000), put(1_000), put(1_000)];
  for (const file of [second, third, first]) {
    await cache.noteUse([file]);
    // The disk's clock goes on between two uses.
    const passed = Date.now() + 15;
    while (Date.now() < passed);
  }
  await cache.makeRoom(1_500, new Set());
  expect(readdirSync(folder)).toEqual([first.sha256]);
});

test('what is needed stays, and then what is to come is refused', async () => {
  const { cache, put } = startCache(3_000);
  const [needed, other] = [put(2_000), put(1_000)];
  await expect(cache.makeRoom(1_500, new Set([needed.sha256]))).rejects.toThrow(
    'over --model-cache-gigabytes',
  );
  expect(await cache.holds(needed)).toBe(true);
  expect(await cache.holds(other)).toBe(false);
});

test('what came in part counts, and goes like the rest', async () => {
  const { cache, folder, put } = startCache(3_000);
  const file = put(1_000);
  const sha256 = 'b'.repeat(64);
  writeFileSync(join(folder, `${sha256}.part`), Buffer.alloc(2_000));
  await cache.makeRoom(1_500, new Set([file.sha256]));
  expect(readdirSync(folder)).toEqual([file.sha256]);
});

test('more than the disk has free is refused before it is asked for', async () => {
  const { cache } = startCache(Number.MAX_SAFE_INTEGER);
  await expect(cache.makeRoom(1e15, new Set())).rejects.toThrow('The disk is full');
});

test('a file that was changed on the disk is not held, and is deleted', async () => {
  const { cache, put } = startCache(3_000);
  const file = put(1_000);
  expect(await cache.holds(file)).toBe(true);
  writeFileSync(cache.placeOf(file).whole, randomBytes(1_000));
  expect(await cache.holds(file)).toBe(false);
  expect(await cache.bytesOf(file)).toBe(0);
});

test('a name leads nowhere but into the folder of its sha256', () => {
  const { cache, folder } = startCache(3_000);
  const sha256 = 'c'.repeat(64);
  const { whole } = cache.placeOf({ name: '../../../etc/passwd', bytes: 1, sha256 });
  expect(whole).toBe(join(folder, sha256, 'passwd'));
});
