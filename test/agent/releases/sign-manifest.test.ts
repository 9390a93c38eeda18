import { execFile } from 'node:child_process';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readTrustedKeys } from '../../../agent/releases/trusted-keys.ts';
import { verifyManifest } from '../../../agent/releases/verify-manifest.ts';
import { temporaryFolder } from '../support/vehicle.ts';
import { manifestOf } from './support/manifests.ts';

const program = fileURLToPath(new URL('../../../agent/releases/sign-manifest.ts', import.meta.url));
const run = (...args: string[]) => promisify(execFile)(process.execPath, [program, ...args]);

async function startSigning() {
  const folder = temporaryFolder();
  const [key, from, out] = ['key.jwk', 'manifest.json', 'manifest.jws'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ];
  const { stdout } = await run('--make-key', key);
  const keysPath = join(folder, 'manifest-keys.json');
  writeFileSync(keysPath, stdout);
  writeFileSync(from, JSON.stringify(manifestOf()));
  return { key, from, out, keysPath, sign: () => run('--key', key, '--in', from, '--out', out) };
}

test('a new key signs a manifest that agents with its public part follow', async () => {
  const { key, out, keysPath, sign } = await startSigning();
  expect(statSync(key).mode & 0o777).toBe(0o600);
  expect(readFileSync(keysPath, 'utf8')).not.toContain('"d"');
  await sign();
  const keys = await readTrustedKeys(keysPath);
  expect((await verifyManifest(readFileSync(out, 'utf8'), keys)).manifest).toEqual(manifestOf());
});

test('a key that others may read signs nothing', async () => {
  const { key, out, sign } = await startSigning();
  chmodSync(key, 0o640);
  await expect(sign()).rejects.toThrow('Others than you may read');
  expect(existsSync(out)).toBe(false);
});

test('a key is never overwritten, nor told of in an error', async () => {
  const { key, sign } = await startSigning();
  const secret = readFileSync(key, 'utf8');
  await expect(run('--make-key', key)).rejects.toThrow('EEXIST');
  expect(readFileSync(key, 'utf8')).toBe(secret);
  writeFileSync(key, `x${secret}`);
  const refused = await sign().catch((error: unknown) => error);
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('can not be used:\nIt is not readable, or no JSON.'),
  });
  expect(JSON.stringify(refused)).not.toContain(JSON.parse(secret).d);
});

test('what agents would not follow is not signed', async () => {
  const { from, out, sign } = await startSigning();
  writeFileSync(from, JSON.stringify(manifestOf({ issue: 0 })));
  await expect(sign()).rejects.toThrow('issue');
  const file = { name: 'embed/model.onnx', url: 'https://files.example/m', bytes: 1, sha256: 'a'.repeat(64) };
  writeFileSync(from, JSON.stringify(manifestOf({ models: [{ model: 'parkade-embed-1', files: [file] }] })));
  await expect(sign()).rejects.toThrow('is not the one that is sold');
  expect(existsSync(out)).toBe(false);
});
