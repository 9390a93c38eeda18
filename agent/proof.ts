import { createHash } from 'node:crypto';
import { proofType } from '../shared/contract/vehicle.ts';
import { type SigningKey, signCompact } from './signing-key.ts';

type Proof = {
  /** The vehicle's id; of a key that is to be enrolled, the public key itself. */
  kid: string;
  method: string;
  /** The full URL of the call. */
  url: string;
  /** The body exactly as it is sent. */
  body: string;
  seq: number;
  /** Of the program that signs: see `DeviceKey`. */
  run: string;
  /** What the market last asked a living program to sign. */
  challenge: string | undefined;
  /** Milliseconds since the epoch, by the server's clock as far as it is known. */
  signedAt: number;
};

/** The `Vehicle-Proof` of one call: see shared/contract/vehicle.ts. A call that is sent again needs a new one. */
export function signProof(proof: Proof, signingKey: SigningKey): Promise<string> {
  const claims = {
    htm: proof.method,
    htu: proof.url,
    iat: Math.floor(proof.signedAt / 1_000),
    seq: proof.seq,
    bh: createHash('sha256').update(proof.body).digest('base64url'),
    run: proof.run,
    ...(proof.challenge !== undefined && { challenge: proof.challenge }),
  };
  return signCompact(claims, { typ: proofType, kid: proof.kid }, signingKey);
}
