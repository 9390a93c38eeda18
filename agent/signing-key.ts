import { importJWK } from 'jose';

/**
 * What signs for this device. A file holds the private key here; a TPM, an HSM or a PKCS#11 token could, since nothing
 * else ever sees it.
 */
export type SigningKey = {
  /** Raw Ed25519 public key, base64url. */
  publicKey: string;
  /** The 64 bytes of an Ed25519 signature. */
  sign(message: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
};

export type PrivateJwk = { kty: 'OKP'; crv: 'Ed25519'; x: string; d: string };

/** A key that lies in a file. */
export async function fileSigningKey(jwk: PrivateJwk): Promise<SigningKey> {
  const key = await importJWK(jwk, 'EdDSA');
  if (key instanceof Uint8Array) throw new Error('The signing key is no Ed25519 key.');
  return {
    publicKey: jwk.x,
    sign: async (message) => new Uint8Array(await crypto.subtle.sign('Ed25519', key, message)),
  };
}

/** A compact JWS (RFC 7515) by a key that need not be in this process's memory. `kid`: whose key it is. */
export async function signCompact(
  claims: object,
  { typ, kid }: { typ: string; kid: string },
  key: SigningKey,
): Promise<string> {
  const signed = `${encode({ alg: 'EdDSA', typ, kid })}.${encode(claims)}`;
  const signature = await key.sign(new TextEncoder().encode(signed));
  return `${signed}.${Buffer.from(signature).toString('base64url')}`;
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
