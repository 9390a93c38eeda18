import { createPrivateKey, type KeyObject } from 'node:crypto';
import { CompactSign, calculateJwkThumbprint } from 'jose';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { JsonWebKeys } from '../../shared/contract/receipts.ts';

export type Statements = Awaited<ReturnType<typeof statementsBy>>;

/** What stands before an Ed25519 seed in PKCS #8 (RFC 8410). */
const pkcs8Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
const retired = 'public:';

/**
 * Signs what customers may hold the market to. `secret`: Ed25519 keys, separated by spaces, the one that signs first.
 * Each is 32 bytes of base64url; to rotate, put a new one in front. An old one stays, so that what it signed can be
 * checked; only its public half need stay, as `public:` and 32 bytes.
 */
export async function statementsBy(secret: string) {
  const keys = await Promise.all(secret.trim().split(/\s+/).map(keyFrom));
  const [current] = keys;
  if (!current?.privateKey)
    throw new Error('The first of the receipt keys must be a private one: 32 bytes of base64url.');
  const { privateKey, jwk } = current;
  return {
    /** Public, the current one first. */
    keys: { keys: keys.map((each) => each.jwk) } satisfies JsonWebKeys,

    /** The claims, and a detached JWS over their canonical JSON. */
    async sign<Claims extends object>(claims: Claims, typ: string): Promise<Claims & { signature: string }> {
      const jws = await new CompactSign(new TextEncoder().encode(canonicalJson(claims)))
        .setProtectedHeader({ alg: 'EdDSA', kid: jwk.kid, typ })
        .sign(privateKey);
      const [header, , proof] = jws.split('.');
      return { ...claims, signature: `${header}..${proof}` };
    },
  };
}

type Key = { privateKey: KeyObject | undefined; jwk: JsonWebKeys['keys'][number] };

async function keyFrom(text: string): Promise<Key> {
  const isRetired = text.startsWith(retired);
  const bytes = Buffer.from(isRetired ? text.slice(retired.length) : text, 'base64url');
  // Without a character of it: it may be a private key.
  if (bytes.length !== 32)
    throw new Error(`A receipt key has ${bytes.length} bytes of base64url; it must have 32.`);
  const privateKey = isRetired
    ? undefined
    : createPrivateKey({ key: Buffer.concat([pkcs8Prefix, bytes]), format: 'der', type: 'pkcs8' });
  const x = privateKey ? String(privateKey.export({ format: 'jwk' }).x) : bytes.toString('base64url');
  const kid = await calculateJwkThumbprint({ kty: 'OKP', crv: 'Ed25519', x });
  return { privateKey, jwk: { kty: 'OKP', crv: 'Ed25519', x, kid, use: 'sig', alg: 'EdDSA' } };
}
