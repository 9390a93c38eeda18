import { createLocalJWKSet, type JWK, jwtVerify } from 'jose';
import { attestationClaims, attestationType } from '../../../shared/contract/vehicle.ts';
import { Refusal } from '../../../shared/refusal.ts';

type Device = { signingKey: string; hardwareClass: string };

/**
 * Checks that a maker whom the market trusts signed for this very device. Refuses with invalid_attestation: a device
 * that claims more than it can prove is not enrolled as a lesser one.
 */
export async function verifyAttestation(
  attestation: string,
  device: Device,
  { makerKeys, now }: { makerKeys: readonly JWK[]; now: number },
): Promise<void> {
  const claims = await claimsOf(attestation, makerKeys, now);
  if (claims.vehicle_key !== device.signingKey) throw refusal('it is for another device');
  if (claims.hardware_class !== device.hardwareClass)
    throw refusal(`it is for hardware of class ${claims.hardware_class}, not ${device.hardwareClass}`);
}

async function claimsOf(attestation: string, makerKeys: readonly JWK[], now: number) {
  if (makerKeys.length === 0) throw refusal('this market trusts no maker yet; enrol without an attestation');
  try {
    const { payload } = await jwtVerify(attestation, createLocalJWKSet({ keys: [...makerKeys] }), {
      typ: attestationType,
      algorithms: ['EdDSA', 'Ed25519', 'ES256'],
      currentDate: new Date(now),
      requiredClaims: ['iat'],
    });
    return attestationClaims.parse(payload);
  } catch (error) {
    throw refusal(error instanceof Error ? error.message.slice(0, 200) : 'it can not be read');
  }
}

const refusal = (reason: string) =>
  new Refusal('invalid_attestation', `The attestation does not hold: ${reason}.`, { param: 'attestation' });
