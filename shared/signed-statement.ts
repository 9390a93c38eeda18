import { z } from 'zod';
import { canonicalJson } from './canonical-json.ts';
import type { JsonWebKeys } from './contract/receipts.ts';

/** Strict: a header that says more than this (`crit`, `b64`) may mean what is not checked here. */
const header = z.strictObject({
  alg: z.enum(['EdDSA', 'Ed25519']),
  kid: z.string(),
  typ: z.string(),
});

/** What a signature says of itself; undefined where it is none of ours. Not yet checked. */
export function headerOf(signature: string): z.infer<typeof header> | undefined {
  try {
    const [first = ''] = signature.split('.');
    return header.parse(JSON.parse(new TextDecoder().decode(bytesOf(first))));
  } catch {
    return undefined;
  }
}

/** A detached JWS covers its header and the canonical JSON of the statement, both in base64url. */
const signingInput = (signature: string, claims: object): string =>
  `${signature.split('.')[0]}.${base64urlOf(new TextEncoder().encode(canonicalJson(claims)))}`;

/** The keys of a JWKS by their ids, ready to verify with. What is not a good Ed25519 key is left out. */
export async function verifyingKeys({ keys }: JsonWebKeys): Promise<Map<string, CryptoKey>> {
  const usable = new Map<string, CryptoKey>();
  for (const { kid, x } of keys)
    try {
      usable.set(
        kid,
        await crypto.subtle.importKey('jwk', { kty: 'OKP', crv: 'Ed25519', x }, 'Ed25519', false, ['verify']),
      );
    } catch {
      // A signature under it is then one by an unknown key.
    }
  return usable;
}

/** Whether `key` signed exactly these claims. */
export async function isSignedBy(key: CryptoKey, claims: object, signature: string): Promise<boolean> {
  const [, payload, proof = '', ...more] = signature.split('.');
  if (payload !== '' || more.length > 0) return false;
  try {
    const input = new TextEncoder().encode(signingInput(signature, claims));
    return await crypto.subtle.verify('Ed25519', key, bytesOf(proof), input);
  } catch {
    return false;
  }
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (char) =>
    char.charCodeAt(0),
  );
}

function base64urlOf(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
