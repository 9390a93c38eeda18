import { createHash } from 'node:crypto';
import { SignJWT } from 'jose';
import { proofType } from '../shared/contract/vehicle.ts';

type Proof = {
  vehicleId: string;
  method: string;
  /** The full URL of the call. */
  url: string;
  /** The body exactly as it is sent. */
  body: string;
  seq: number;
  /** Milliseconds since the epoch, by the server's clock as far as it is known. */
  signedAt: number;
};

/** The `Vehicle-Proof` of one call: see shared/contract/vehicle.ts. A call that is sent again needs a new one. */
export function signProof(proof: Proof, signingKey: CryptoKey): Promise<string> {
  const claims = {
    htm: proof.method,
    htu: proof.url,
    iat: Math.floor(proof.signedAt / 1_000),
    seq: proof.seq,
    bh: createHash('sha256').update(proof.body).digest('base64url'),
  };
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', typ: proofType, kid: proof.vehicleId })
    .sign(signingKey);
}
