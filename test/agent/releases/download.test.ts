import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type DownloadDeps, download } from '../../../agent/releases/download.ts';
import { temporaryFolder } from '../support/vehicle.ts';
import { type FileServer, startFileServer } from './support/file-server.ts';
import { sha256Of } from './support/manifests.ts';

async function startDownload(size = 3_000_000) {
  const server: FileServer = await startFileServer();
  const folder = temporaryFolder();
  const file = randomBytes(size);
  const wanted = { url: server.put('/model', file), bytes: size, sha256: sha256Of(file) };
  const place = { part: join(folder, 'model.part'), whole: join(folder, 'whole', 'model.onnx') };
  const counted = { bytes: 0 };
  const get = (changes: Partial<typeof wanted> = {}, deps: Partial<DownloadDeps> = {}) =>
    download({ ...wanted, ...changes }, place, {
      mayDownload: () => null,
      onBytes: (bytes) => {
        counted.bytes += bytes;
      },
      ended: new AbortController().signal,
      retryMillisMax: 5,
      ...deps,
    });
  const isThere = () => existsSync(place.whole) && readFileSync(place.whole).equals(file);
  const partBytes = () => (existsSync(place.part) ? statSync(place.part).size : 0);
  const cutAt = (bytes: number) =>
    server.troubles.set('/model', { once: true, cutAfter: bytes, hasArrived: () => partBytes() >= bytes });
  return { server, file, wanted, place, get, isThere, partBytes, counted, cutAt };
}

test('a file comes whole, for its owner alone, with its bytes counted', async () => {
  const { get, isThere, partBytes, counted, place } = await startDownload();
  await get();
  expect(isThere()).toBe(true);
  expect(partBytes()).toBe(0);
  expect(statSync(place.whole).mode & 0o777).toBe(0o600);
  expect(counted.bytes).toBe(3_001_000);
});

test('cut in the middle, it goes on where it was', async () => {
  const { server, get, isThere, counted, cutAt } = await startDownload();
  cutAt(1_200_000);
  await get();
  expect(isThere()).toBe(true);
  expect(server.asked.map(({ range }) => range)).toEqual([undefined, 'bytes=1200000-']);
  expect(counted.bytes).toBe(3_002_000);
});

test('a server that knows no ranges sends it all again', async () => {
  const { server, get, isThere, cutAt } = await startDownload();
  cutAt(1_200_000);
  await expect(get({}, { retries: 0 })).rejects.toThrow();
  server.troubles.set('/model', { noRanges: true });
  await get();
  expect(isThere()).toBe(true);
});

test('a range that is not the one asked for is not taken: it begins anew', async () => {
  const { server, get, isThere, cutAt } = await startDownload();
  cutAt(1_200_000);
  await expect(get({}, { retries: 0 })).rejects.toThrow();
  server.troubles.set('/model', { once: true, otherRange: true });
  await get();
  expect(isThere()).toBe(true);
  expect(server.asked.map(({ range }) => range)).toEqual([undefined, 'bytes=1200000-', undefined]);
});

test('the first part was damaged meanwhile: it begins anew, once', async () => {
  const { server, get, isThere, place, cutAt } = await startDownload();
  cutAt(1_200_000);
  await expect(get({}, { retries: 0 })).rejects.toThrow();
  writeFileSync(place.part, Buffer.alloc(1_200_000));
  await get();
  expect(isThere()).toBe(true);
  expect(server.asked.map(({ range }) => range)).toEqual([undefined, 'bytes=1200000-', undefined]);
});

test('a network that is gone for some tries, or a server that is, only takes longer', async () => {
  const { server, get, isThere } = await startDownload();
  server.troubles.set('/model', { once: true, status: 503 });
  await get();
  expect(isThere()).toBe(true);
  server.troubles.set('/model', { status: 503 });
  await expect(get({}, { retries: 2 })).rejects.toThrow('answers 503');
  expect(server.asked.length).toBe(5);
});

test('a server that falls silent is given up, and gone on with', async () => {
  const { server, get, isThere } = await startDownload();
  server.troubles.set('/model', { once: true, silentAfter: 1_000_000 });
  await get({}, { stallMillis: 300 });
  expect(isThere()).toBe(true);
  expect(server.asked.map(({ range }) => range)).toEqual([undefined, 'bytes=1000000-']);
});

test('a process that is killed in the middle leaves what it had; the next one goes on with it', async () => {
  const { server, wanted, place, get, isThere, partBytes } = await startDownload();
  server.troubles.set('/model', { once: true, trickle: 50_000 });
  const program = fileURLToPath(new URL('support/downloading.ts', import.meta.url));
  const child = spawn(process.execPath, [program, JSON.stringify(wanted), place.part, place.whole]);
  await expect.poll(partBytes, { timeout: 20_000, interval: 5 }).toBeGreaterThan(500_000);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const kept = partBytes();
  expect(kept).toBeLessThan(wanted.bytes);
  expect(isThere()).toBe(false);
  await get();
  expect(isThere()).toBe(true);
  expect(server.asked.map(({ range }) => range)).toEqual([undefined, `bytes=${kept}-`]);
});

test('another file than the manifest names is deleted, told, and not asked for again at once', async () => {
  const { server, file, get, isThere, partBytes } = await startDownload();
  const other = Buffer.from(file);
  other.writeUInt8((other.readUInt8(2_999_999) + 1) % 256, 2_999_999);
  server.put('/model', other);
  await expect(get()).rejects.toThrow(`has another file than the manifest names: sha256 ${sha256Of(other)}`);
  expect(isThere()).toBe(false);
  expect(partBytes()).toBe(0);
  expect(server.asked.length).toBe(1);
});

test('a file that is longer than the manifest says is refused by what its server tells of it', async () => {
  const { wanted, get, counted } = await startDownload();
  const bytes = wanted.bytes - 1;
  await expect(get({ bytes })).rejects.toThrow(
    `a file of ${wanted.bytes} bytes; the manifest names ${bytes}`,
  );
  expect(counted.bytes).toBe(0);
});

test('one that does not say how long it is ends at the size that the manifest names', async () => {
  const { server, wanted, get, isThere, partBytes, counted } = await startDownload();
  server.troubles.set('/model', { endless: true });
  await expect(get()).rejects.toThrow('sends more than the 3000000 bytes');
  expect(isThere()).toBe(false);
  expect(partBytes()).toBe(0);
  expect(counted.bytes).toBeLessThan(wanted.bytes + 200_000);
});

test.each([
  ['another scheme', 'ftp://files.example/model'],
  ['a file', 'file:///etc/passwd'],
  ['a server that others can listen to', 'http://files.example/model'],
])('sent on to %s, it does not go', async (_, location) => {
  const { server, get, isThere } = await startDownload();
  server.troubles.set('/model', { status: 302, location });
  await expect(get()).rejects.toThrow('which is not as private');
  expect(isThere()).toBe(false);
  expect(server.asked.length).toBe(1);
});

test('sent on within what is private, as buckets do, it goes', async () => {
  const { server, file, get, isThere } = await startDownload();
  server.put('/elsewhere', file);
  server.troubles.set('/model', { status: 307, location: '/elsewhere' });
  await get();
  expect(isThere()).toBe(true);
});

test('a file that is packed on the way is not what was asked for', async () => {
  const { server, get } = await startDownload();
  server.troubles.set('/model', { headers: { 'content-encoding': 'br' } });
  await expect(get()).rejects.toThrow('sends the file as br');
});

test('what is not there is not asked for again and again', async () => {
  const { server, get } = await startDownload();
  server.troubles.set('/model', { status: 404 });
  await expect(get()).rejects.toThrow('answers 404');
  expect(server.asked.length).toBe(1);
});

test('where its owner allows no download any more it ends within a megabyte, and goes on later', async () => {
  const { server, get, isThere, counted } = await startDownload(6_000_000);
  server.troubles.set('/model', { trickle: 100_000 });
  const mayDownload = () => (counted.bytes > 2_500_000 ? 'Not now: on the mobile network.' : null);
  await expect(get({}, { mayDownload })).rejects.toThrow('Not now: on the mobile network.');
  const before = counted.bytes;
  expect(before).toBeLessThan(4_000_000);
  await expect(get({}, { mayDownload })).rejects.toThrow('Not now');
  expect(server.asked.length).toBe(1);
  await get();
  expect(isThere()).toBe(true);
  expect(counted.bytes).toBeLessThan(6_000_000 + 500_000);
});
