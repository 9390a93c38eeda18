import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import type { z } from 'zod';
import { proofClaims, proofHeader, proofType } from '../../shared/contract/vehicle.ts';
import { Refusal } from '../../shared/refusal.ts';

export type Claims = z.infer<typeof proofClaims>;

/** Either clock may be off by this much. */
const skewSeconds = 60;

/** The proof of a request, and whom it says that it is of (its kid). Refuses with invalid_proof where there is none. */
export function proofOf(c: Context): { proof: string; kid: string | undefined } {
  const proof = c.req.header(proofHeader);
  if (!proof)
    throw new Refusal('invalid_proof', `No proof: sign the request into the header ${proofHeader}.`);
  try {
    return { proof, kid: decodeProtectedHeader(proof).kid };
  } catch {
    return { proof, kid: undefined };
  }
}

/** What the holder of `signingKey` (raw Ed25519, base64url) signed as a JWS of this type. Refuses with invalid_proof. */
export async function verifiedBy(signingKey: string, jws: string, type: string): Promise<unknown> {
  try {
    const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: signingKey }, 'EdDSA');
    const { payload, protectedHeader } = await compactVerify(jws, key, { algorithms: ['EdDSA', 'Ed25519'] });
    if (protectedHeader.typ !== type) throw new Error(`its typ is not ${type}`);
    return JSON.parse(new TextDecoder().decode(payload));
  } catch (error) {
    throw invalid(error);
  }
}

export async function claimsOf(proof: string, signingKey: string): Promise<Claims> {
  const parsed = proofClaims.safeParse(await verifiedBy(signingKey, proof, proofType));
  if (!parsed.success) throw invalid(parsed.error);
  return parsed.data;
}

const invalid = (error: unknown) =>
  new Refusal(
    'invalid_proof',
    `The proof does not verify: ${(error instanceof Error ? error.message : String(error)).slice(0, 500)}`,
  );

/** Refuses with invalid_proof unless the claims are of this very request, signed now. */
export async function refuseUnlessOf(
  claims: Claims,
  c: Context,
  { publicUrl, now }: { publicUrl: string; now: () => number },
): Promise<void> {
  const { method } = c.req;
  const url = `${publicUrl}${new URL(c.req.url).pathname}`;
  const body = new Uint8Array(await c.req.arrayBuffer());
  if (claims.htm !== method || claims.htu !== url)
    throw new Refusal(
      'invalid_proof',
      `The proof is for ${claims.htm} ${claims.htu}, not for ${method} ${url}.`,
    );
  if (claims.bh !== createHash('sha256').update(body).digest('base64url'))
    throw new Refusal('invalid_proof', 'The proof is for another body.');
  if (Math.abs(now() / 1_000 - claims.iat) > skewSeconds)
    throw new Refusal('invalid_proof', `The proof's time is more than ${skewSeconds} s from the server's.`);
}
