import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { CompactSign, exportJWK, generateKeyPair } from 'jose';
import { shippedModels } from '../../../../agent/engines/model-file.ts';
import { readTrustedKeys } from '../../../../agent/releases/trusted-keys.ts';
import { getModel } from '../../../../shared/catalogue.ts';
import { type Manifest, manifestType } from '../../../../shared/contract/manifest.ts';
import type { FileServer } from './file-server.ts';

export const now = Date.parse('2026-10-10T00:00:00Z');

export const sha256Of = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

export const manifestOf = (changes: Partial<Manifest> = {}): Manifest => ({
  issue: 7,
  issuedAt: '2026-10-01T00:00:00Z',
  expiresAt: '2026-11-01T00:00:00Z',
  models: [],
  agent: null,
  ...changes,
});

export type Signer = Awaited<ReturnType<typeof newSigner>>;

/** A key, as its owner has it and as agents read it. */
export async function newSigner(kid: string) {
  const { privateKey, publicKey } = await generateKeyPair('EdDSA');
  const { x } = await exportJWK(publicKey);
  return {
    jwk: { kty: 'OKP', crv: 'Ed25519', x, kid },
    sign: (payload: object, header: object = {}): Promise<string> =>
      new CompactSign(Buffer.from(JSON.stringify(payload)))
        .setProtectedHeader({ alg: 'EdDSA', typ: manifestType, kid, ...header })
        .sign(privateKey),
  };
}

export function writeKeys(folder: string, ...signers: Signer[]): string {
  const path = join(folder, 'manifest-keys.json');
  writeFileSync(path, JSON.stringify({ keys: signers.map(({ jwk }) => jwk) }));
  return path;
}

export const trusting = (folder: string, ...signers: Signer[]) =>
  readTrustedKeys(writeKeys(folder, ...signers));

/** The files of a catalogue model, served, as a manifest names them. */
export function serveModel(server: FileServer, model: string): Manifest['models'][number] {
  const files = getModel(model).files.map(({ name, sha256 }) => {
    const path = name.startsWith('@')
      ? createRequire(import.meta.url).resolve(name)
      : join(shippedModels, name);
    const bytes = readFileSync(path);
    return { name, url: server.put(`/${sha256}`, bytes), bytes: bytes.length, sha256 };
  });
  return { model, files };
}
