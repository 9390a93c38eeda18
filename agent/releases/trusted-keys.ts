import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { messageOf } from './refusals.ts';

/** Public keys alone: `d`, the private part, is no part of this shape. Several, so that one can follow another. */
const trustedKey = z.strictObject({
  kty: z.literal('OKP'),
  crv: z.literal('Ed25519'),
  x: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  kid: z.string().min(1).max(200),
  alg: z.enum(['EdDSA', 'Ed25519']).optional(),
  use: z.literal('sig').optional(),
});
const trustedKeys = z.strictObject({
  keys: z
    .array(trustedKey)
    .min(1)
    .refine((keys) => new Set(keys.map(({ kid }) => kid)).size === keys.length, 'each kid stands in it once'),
});

/** Whose manifests are followed, and where that is written. */
export type TrustedKeys = z.infer<typeof trustedKeys> & { path: string };

/** Throws where the file is no JWKS of public Ed25519 keys, in words for the owner. */
export async function readTrustedKeys(path: string): Promise<TrustedKeys> {
  try {
    return { ...trustedKeys.parse(JSON.parse(await readFile(path, 'utf8'))), path };
  } catch (error) {
    const what = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
    throw new Error(`--manifest-keys ${path} is no JWKS of public Ed25519 keys:\n${what}`, { cause: error });
  }
}
