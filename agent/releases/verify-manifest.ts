import { createHash } from 'node:crypto';
import { compactVerify, errors, importJWK } from 'jose';
import { z } from 'zod';
import { type Manifest, manifest, manifestType } from '../../shared/contract/manifest.ts';
import { ManifestRefused, messageOf } from './refusals.ts';
import type { TrustedKeys } from './trusted-keys.ts';

/** A manifest by a trusted key. `digest`: sha256 of what was signed, whoever signed it. */
export type Verified = { manifest: Manifest; digest: string };

/** A clock that is not set right to the day is not what keeps a car from new models. */
const futureMillisMax = 86_400_000;

/** What a trusted key signed; whether it still holds is another question. Throws ManifestRefused. */
export async function verifyManifest(jws: string, keys: TrustedKeys): Promise<Verified> {
  const payload = await signedBytes(jws.trim(), keys);
  const digest = createHash('sha256').update(payload).digest('hex');
  try {
    return { manifest: manifest.parse(JSON.parse(new TextDecoder().decode(payload))), digest };
  } catch (error) {
    const what = error instanceof z.ZodError ? z.prettifyError(error) : messageOf(error);
    throw new ManifestRefused(`The manifest is signed and not usable, or made for a later agent:\n${what}`);
  }
}

async function signedBytes(jws: string, keys: TrustedKeys): Promise<Uint8Array> {
  let kid: string | undefined;
  try {
    const verified = await compactVerify(
      jws,
      (header) => {
        kid = header.kid;
        if (header.typ !== manifestType || kid === undefined)
          throw new ManifestRefused(`It is no manifest: typ is not ${manifestType}, or kid is missing.`);
        const key = keys.keys.find((each) => each.kid === kid);
        if (!key)
          throw new ManifestRefused(`The manifest is signed by '${kid}', which is no key of ${keys.path}.`);
        return importJWK({ kty: key.kty, crv: key.crv, x: key.x }, 'EdDSA');
      },
      { algorithms: ['EdDSA', 'Ed25519'] },
    );
    return verified.payload;
  } catch (error) {
    if (error instanceof ManifestRefused) throw error;
    if (error instanceof errors.JWSSignatureVerificationFailed)
      throw new ManifestRefused(`The manifest was changed: '${kid}' did not sign it as it is.`);
    throw new ManifestRefused(`The manifest can not be verified: ${messageOf(error)}`);
  }
}

/** Why nothing is fetched by it at the moment, though its signature is good; undefined: it holds. */
export function whyNotInForce({ issue, issuedAt, expiresAt }: Manifest, now: number): string | undefined {
  if (now >= Date.parse(expiresAt))
    return `Manifest ${issue} expired at ${expiresAt}, and no newer one could be had.`;
  if (now < Date.parse(issuedAt) - futureMillisMax)
    return `Manifest ${issue} is of ${issuedAt}, which is in the future: is the clock right?`;
  return undefined;
}
