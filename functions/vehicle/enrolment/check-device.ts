import { getModel } from '../../../shared/catalogue.ts';
import type { EnrolRequest } from '../../../shared/contract/vehicle.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { isSealingKey } from '../../adapters/lease-keys.ts';
import type { Deps } from '../../edge/deps.ts';
import { verifyAttestation } from './verify-attestation.ts';

type NewKeys = Pick<EnrolRequest, 'signingKey' | 'sealingKey' | 'hardwareClass'> & {
  attestation?: string | undefined;
};

/** Refuses keys that can't be used, and an attestation that does not hold. What the vehicle gets by them. */
export async function checkKeys(
  { makerKeys = [], now }: Deps,
  { attestation, ...device }: NewKeys,
): Promise<{ attested?: true }> {
  if (!(await isSealingKey(device.sealingKey)))
    throw new Refusal('invalid_request', 'sealingKey: nothing can be sealed to it: is it an X25519 key?', {
      param: 'sealingKey',
    });
  if (!attestation) return {};
  await verifyAttestation(attestation, device, { makerKeys, now: now() });
  return { attested: true };
}

type Offered = Pick<EnrolRequest, 'models' | 'benchmarks'>;

/** Refuses models that are not sold, and benchmarks of others than it holds. */
export function checkModels({ models, benchmarks = [] }: Offered): void {
  for (const model of models) getModel(model);
  const stranger = benchmarks.find(({ model }) => !models.includes(model));
  if (stranger)
    throw new Refusal(
      'invalid_request',
      `benchmarks: '${stranger.model}' is none of this vehicle's models.`,
      {
        param: 'benchmarks',
      },
    );
}
