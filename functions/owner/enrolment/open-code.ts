import { codeMillis } from '../../../shared/enrolment-code.ts';
import { enrolmentCodeWrites } from '../../adapters/enrolment-codes.ts';
import type { Deps } from '../../edge/deps.ts';
import { newEnrolmentCode } from '../../edge/new-secret.ts';

/** A code by which one vehicle enrols as this owner's, once: a new one, or `vehicleId` with a new key. */
export async function openCode(
  deps: Deps,
  whose: { ownerId: string; vehicleId?: string },
): Promise<{ code: string; expiresAt: number }> {
  const { code, codeId, secretSha256 } = newEnrolmentCode(deps.randomBytes);
  const expiresAt = deps.now() + codeMillis;
  await deps.commit([enrolmentCodeWrites.open(codeId, { ...whose, secretSha256, expiresAt })]);
  return { code, expiresAt };
}
