import { readFile } from 'node:fs/promises';
import type { DeviceKey } from './device-key.ts';
import type { Market } from './market.ts';
import type { AgentOptions } from './options.ts';

export const softwareVersion = '0.3.0';

type Enrolling = { device: DeviceKey; market: Market; models: readonly string[] };

/**
 * Binds this device's keys to the owner who was given the code. A device that is enrolled already stays who it is.
 * Throws the market's refusal of a code that is wrong, used or too old.
 */
export async function enrol(
  { device, market, models }: Enrolling,
  options: Pick<AgentOptions, 'code' | 'hardwareClass' | 'region' | 'attestation'>,
): Promise<{ vehicleId: string; isNew: boolean }> {
  if (device.identity) return { vehicleId: device.identity.vehicleId, isNew: false };
  if (options.code === undefined)
    throw new Error(
      'This vehicle is not enrolled yet. Its owner gets a code for it; then: parkade-agent enroll CODE.',
    );
  const identity = await market.enrol({
    code: options.code,
    signingKey: device.signingPublicKey,
    sealingKey: device.sealingPublicKey,
    hardwareClass: options.hardwareClass,
    ...(options.region && { region: options.region }),
    ...(options.attestation && { attestation: (await readFile(options.attestation, 'utf8')).trim() }),
    models: [...models],
    softwareVersion,
  });
  await device.enrolled(identity);
  return { vehicleId: identity.vehicleId, isNew: true };
}
