import type { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { challengeHeader } from '../../shared/contract/vehicle.ts';
import { isRefusal, Refusal } from '../../shared/refusal.ts';
import type { Vehicle } from '../../shared/vehicle.ts';
import type { Deps } from './deps.ts';
import type { Variables } from './http.ts';
import { type Claims, claimsOf, proofOf, refuseUnlessOf } from './vehicle-proof.ts';

type VehicleVariables = Variables & { vehicle: Vehicle };
export type VehicleApi = OpenAPIHono<{ Variables: VehicleVariables }>;

/**
 * Lets in what a vehicle signed for this very request, once: the signature covers method, URL, body, time, a sequence
 * number that must rise, and which run of its program it is. The route sees the vehicle as the table has it now.
 */
export function authenticateVehicle(deps: Deps): MiddlewareHandler<{ Variables: VehicleVariables }> {
  return async (c, next) => {
    const { proof, kid } = proofOf(c);
    const { vehicleId, signingKey, claims } = await signerOf(deps, kid, proof);
    await refuseUnlessOf(claims, c, deps);
    const admission = await deps.vehicles.admit(vehicleId, {
      signingKey,
      run: claims.run,
      sequence: claims.seq,
      challenge: claims.challenge,
      attempt: Buffer.from(deps.randomBytes(12)).toString('base64url'),
      now: deps.now(),
    });
    if ('challenge' in admission) {
      c.header(challengeHeader, admission.challenge);
      throw new Refusal(
        'replayed_proof',
        `A later run of this vehicle's program took over. If this one lives, it signs the text in ${challengeHeader}.`,
      );
    }
    c.set('vehicle', admission.vehicle);
    c.set('callerId', vehicleId);
    await next();
  };
}

/** Lets in what the holder of a key signed that no vehicle has yet: its kid is the public key itself. */
export function authenticateKeyHolder(deps: Deps): MiddlewareHandler<{ Variables: Variables }> {
  return async (c, next) => {
    const { proof, kid = '' } = proofOf(c);
    await refuseUnlessOf(await claimsOf(proof, kid), c, deps);
    c.set('callerId', kid);
    await next();
  };
}

type Signer = { vehicleId: string; signingKey: string; claims: Claims };

/** The key is one that this instance knows, and read again only where it does not fit: it may be a new one. */
async function signerOf({ vehicles }: Deps, kid: string | undefined, proof: string): Promise<Signer> {
  const vehicle = kid === undefined ? undefined : await vehicles.find(kid);
  if (!vehicle) throw new Refusal('unknown_vehicle', 'The proof names no enrolled vehicle in its kid.');
  const { vehicleId, signingKey } = vehicle;
  try {
    return { vehicleId, signingKey, claims: await claimsOf(proof, signingKey) };
  } catch (error) {
    if (!isRefusal(error, 'invalid_proof')) throw error;
    const now = await vehicles.find(vehicleId, { anew: true });
    if (!now || now.signingKey === signingKey) throw error;
    return { vehicleId, signingKey: now.signingKey, claims: await claimsOf(proof, now.signingKey) };
  }
}
