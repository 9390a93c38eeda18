import { createHash } from 'node:crypto';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import type { z } from 'zod';
import { proofClaims, proofHeader, proofType } from '../../shared/contract/vehicle.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Vehicle } from '../../shared/vehicle.ts';
import type { Deps } from './deps.ts';
import type { Variables } from './http.ts';

type VehicleVariables = Variables & { vehicle: Vehicle };
export type VehicleApi = OpenAPIHono<{ Variables: VehicleVariables }>;

/** Either clock may be off by this much. */
const skewSeconds = 60;

/**
 * Lets in what a vehicle signed for this very request, once: the signature covers method, URL, body, time and a
 * sequence number that must rise.
 */
export function authenticateVehicle(deps: Deps): MiddlewareHandler<{ Variables: VehicleVariables }> {
  return async (c, next) => {
    const proof = c.req.header(proofHeader);
    if (!proof)
      throw new Refusal('invalid_proof', `No proof: sign the request into the header ${proofHeader}.`);
    const vehicle = await vehicleOf(deps, proof);
    const claims = await claimsOf(proof, vehicle);
    const body = new Uint8Array(await c.req.arrayBuffer());
    const url = `${deps.publicUrl}${new URL(c.req.url).pathname}`;
    refuseUnlessFor(claims, { method: c.req.method, url, body, now: deps.now() });
    const admission = { sequence: claims.seq, requestId: c.get('requestId'), now: deps.now() };
    await deps.vehicles.admit(vehicle.vehicleId, admission);
    c.set('vehicle', vehicle);
    c.set('callerId', vehicle.vehicleId);
    await next();
  };
}

async function vehicleOf({ vehicles }: Deps, proof: string): Promise<Vehicle> {
  const kid = kidOf(proof);
  const vehicle = kid === undefined ? undefined : await vehicles.find(kid);
  if (!vehicle) throw new Refusal('unknown_vehicle', 'The proof names no enrolled vehicle in its kid.');
  return vehicle;
}

function kidOf(proof: string): string | undefined {
  try {
    return decodeProtectedHeader(proof).kid;
  } catch {
    return undefined;
  }
}

type Claims = z.infer<typeof proofClaims>;

async function claimsOf(proof: string, { signingKey }: Vehicle): Promise<Claims> {
  try {
    const key = await importJWK({ kty: 'OKP', crv: 'Ed25519', x: signingKey }, 'EdDSA');
    const { payload, protectedHeader } = await compactVerify(proof, key, {
      algorithms: ['EdDSA', 'Ed25519'],
    });
    if (protectedHeader.typ !== proofType) throw new Error(`its typ is not ${proofType}`);
    return proofClaims.parse(JSON.parse(new TextDecoder().decode(payload)));
  } catch (error) {
    throw new Refusal(
      'invalid_proof',
      `The proof does not verify: ${error instanceof Error ? error.message : error}`,
    );
  }
}

type Received = { method: string; url: string; body: Uint8Array; now: number };

function refuseUnlessFor(claims: Claims, { method, url, body, now }: Received): void {
  const bodyHash = createHash('sha256').update(body).digest('base64url');
  if (claims.htm !== method || claims.htu !== url)
    throw new Refusal(
      'invalid_proof',
      `The proof is for ${claims.htm} ${claims.htu}, not for ${method} ${url}.`,
    );
  if (claims.bh !== bodyHash) throw new Refusal('invalid_proof', 'The proof is for another body.');
  if (Math.abs(now / 1_000 - claims.iat) > skewSeconds)
    throw new Refusal('invalid_proof', `The proof's time is more than ${skewSeconds} s from the server's.`);
}
