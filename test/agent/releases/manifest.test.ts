import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { manifestSource } from '../../../agent/releases/manifest-source.ts';
import { readTrustedKeys } from '../../../agent/releases/trusted-keys.ts';
import type { Manifest } from '../../../shared/contract/manifest.ts';
import { temporaryFolder } from '../support/vehicle.ts';
import { startFileServer } from './support/file-server.ts';
import { manifestOf, newSigner, now, trusting, writeKeys } from './support/manifests.ts';

const ended = new AbortController().signal;
const agent = (version: string) => ({
  version,
  url: 'https://releases.example/agent.tgz',
  bytes: 1,
  sha256: 'a'.repeat(64),
});

async function startSource() {
  const folder = temporaryFolder();
  const server = await startFileServer();
  const signer = await newSigner('2026');
  const keys = await trusting(folder, signer);
  const url = `${server.origin}/manifest.jws`;
  const source = manifestSource({ url, keys, folder });
  const fetchAt = (at = now) => source.fetch({ now: at, onBytes: () => undefined, ended });
  return {
    folder,
    server,
    signer,
    source,
    url,
    fetchAt,
    serve: (jws: string) => server.put('/manifest.jws', jws),
    /** Fetches what the trusted key signs now. */
    async fetch(changes: Partial<Manifest>, at = now) {
      server.put('/manifest.jws', await signer.sign(manifestOf(changes)));
      return fetchAt(at);
    },
  };
}

test('a manifest by a trusted key is followed, and kept for the next start', async () => {
  const { fetch, source } = await startSource();
  const { manifest, highest } = await fetch({ issue: 7, agent: agent('1.2.3') });
  expect(manifest).toEqual(manifestOf({ issue: 7, agent: agent('1.2.3') }));
  expect(highest).toMatchObject({ issue: 7, agentVersion: '1.2.3' });
  expect((await source.kept())?.manifest.issue).toBe(7);
});

test('a manifest that was changed after it was signed is refused', async () => {
  const { signer, serve, fetchAt, source } = await startSource();
  const [header, , signature] = (await signer.sign(manifestOf())).split('.');
  const payload = Buffer.from(JSON.stringify(manifestOf({ issue: 8 }))).toString('base64url');
  serve(`${header}.${payload}.${signature}`);
  await expect(fetchAt()).rejects.toThrow("The manifest was changed: '2026' did not sign it as it is.");
  expect(await source.kept()).toBeUndefined();
});

test('a manifest by another key is refused, also where it takes the name of a trusted one', async () => {
  const { serve, fetchAt } = await startSource();
  const stranger = await newSigner('stranger');
  serve(await stranger.sign(manifestOf()));
  await expect(fetchAt()).rejects.toThrow("signed by 'stranger', which is no key of");
  serve(await stranger.sign(manifestOf(), { kid: '2026' }));
  await expect(fetchAt()).rejects.toThrow('The manifest was changed');
});

test('what is signed for something else, or not at all, is no manifest', async () => {
  const { signer, serve, fetchAt } = await startSource();
  serve(await signer.sign(manifestOf(), { typ: 'parkade-proof+jwt' }));
  await expect(fetchAt()).rejects.toThrow('It is no manifest');
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  const header = { alg: 'none', typ: 'parkade-manifest+jwt', kid: '2026' };
  serve(`${encode(header)}.${encode(manifestOf())}.`);
  await expect(fetchAt()).rejects.toThrow('The manifest can not be verified');
  serve('<html>Not found</html>');
  await expect(fetchAt()).rejects.toThrow('The manifest can not be verified');
});

test('a lower issue than was seen is refused, after a restart too; a higher one goes on', async () => {
  const { fetch, folder, signer, serve, url } = await startSource();
  await fetch({ issue: 7 });
  await expect(fetch({ issue: 6 })).rejects.toThrow(
    'Manifest 6 is older than 7, which was seen here before.',
  );
  const restarted = manifestSource({ url, keys: await trusting(folder, signer), folder });
  const fetchAgain = () => restarted.fetch({ now, onBytes: () => undefined, ended });
  await expect(fetchAgain()).rejects.toThrow('Manifest 6 is older than 7');
  expect((await restarted.kept())?.manifest.issue).toBe(7);
  serve(await signer.sign(manifestOf({ issue: 8 })));
  expect((await fetchAgain()).manifest.issue).toBe(8);
});

test('the same issue with other words is refused; signed anew by the next key it is the same', async () => {
  const { fetch, folder, signer, serve, url } = await startSource();
  await fetch({ issue: 7 });
  await expect(fetch({ issue: 7, agent: agent('9.0.0') })).rejects.toThrow('There are two manifests 7');
  const successor = await newSigner('2027');
  serve(await successor.sign(manifestOf({ issue: 7 })));
  const rotated = manifestSource({ url, keys: await trusting(folder, signer, successor), folder });
  expect((await rotated.fetch({ now, onBytes: () => undefined, ended })).manifest.issue).toBe(7);
});

test('a key that is trusted no more takes its manifest along', async () => {
  const { fetch, folder, url } = await startSource();
  await fetch({ issue: 7 });
  const keys = await trusting(folder, await newSigner('2027'));
  await expect(manifestSource({ url, keys, folder }).kept()).rejects.toThrow(
    "signed by '2026', which is no key",
  );
});

test('an expired manifest is refused, and so is one of the future; neither counts as seen', async () => {
  const { fetch } = await startSource();
  await expect(fetch({ issue: 9 }, Date.parse('2026-11-01T00:00:00Z'))).rejects.toThrow('Manifest 9 expired');
  await expect(fetch({ issue: 9 }, Date.parse('2026-09-20T00:00:00Z'))).rejects.toThrow(
    'is the clock right?',
  );
  expect((await fetch({ issue: 7 })).highest.issue).toBe(7);
});

test('the highest agent that any manifest named is remembered', async () => {
  const { fetch } = await startSource();
  await fetch({ issue: 1, agent: agent('0.9.0') });
  await fetch({ issue: 2, agent: agent('0.10.0') });
  expect((await fetch({ issue: 3, agent: agent('0.2.0') })).highest.agentVersion).toBe('0.10.0');
  expect((await fetch({ issue: 4, agent: null })).highest.agentVersion).toBe('0.10.0');
});

test('where the note of what was seen is damaged, no manifest is followed', async () => {
  const { fetch, folder } = await startSource();
  await fetch({ issue: 7 });
  const path = join(folder, 'highest.json');
  writeFileSync(path, readFileSync(path, 'utf8').slice(0, 10));
  await expect(fetch({ issue: 8 })).rejects.toThrow('it says which manifests are too old');
});

test.each([
  ['a name that leads elsewhere', { name: '../../etc/passwd' }, 'a path of plain names'],
  ['an absolute name', { name: '/etc/passwd' }, 'a path of plain names'],
  ['a hidden name', { name: 'embed/.bashrc' }, 'a path of plain names'],
  ['a URL that anyone may change', { url: 'http://files.example/model.onnx' }, 'an https URL'],
  ['a file of this computer', { url: 'file:///etc/passwd' }, 'an https URL'],
  ['a hash that is none', { sha256: '../'.repeat(10) }, '64 hexadecimal digits'],
])('%s is refused, though it is signed', async (_, change, words) => {
  const { fetch } = await startSource();
  const file = {
    name: 'model.onnx',
    url: 'https://files.example/m',
    bytes: 1,
    sha256: 'a'.repeat(64),
    ...change,
  };
  await expect(fetch({ models: [{ model: 'parkade-embed-1', files: [file] }] })).rejects.toThrow(words);
});

test('a manifest that holds for longer than a year is refused', async () => {
  const { fetch } = await startSource();
  await expect(fetch({ expiresAt: '2028-10-01T00:00:00Z' })).rejects.toThrow('by a year at most');
});

test('a server that sends on, or too much, is not followed for ever', async () => {
  const { server, serve, fetchAt } = await startSource();
  serve('x');
  server.troubles.set('/manifest.jws', { endless: true });
  await expect(fetchAt()).rejects.toThrow('has no manifest: it sends over');
  server.troubles.set('/manifest.jws', { status: 302, location: '/manifest.jws' });
  await expect(fetchAt()).rejects.toThrow('sends on more than 5 times');
  server.troubles.set('/manifest.jws', { status: 302, location: 'http://elsewhere.example/manifest.jws' });
  await expect(fetchAt()).rejects.toThrow('which is not as private');
});

test('a file of trusted keys with a private key in it is refused', async () => {
  const folder = temporaryFolder();
  const signer = await newSigner('2026');
  const path = writeKeys(folder, { ...signer, jwk: { ...signer.jwk, d: 'a'.repeat(43) } as never });
  await expect(readTrustedKeys(path)).rejects.toThrow('no JWKS of public Ed25519 keys');
});
