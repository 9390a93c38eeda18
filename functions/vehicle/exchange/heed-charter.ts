import { type CharterStanding, charterStanding } from '../../../shared/consent.ts';
import type { Vehicle } from '../../../shared/vehicle.ts';
import type { Deps } from '../../edge/deps.ts';

/**
 * Which charter the vehicle is to keep to: told with each reply to one that asks for work, so that it fetches a new one and stops under one that
 * was withdrawn. Nothing is left of its wish then; what it hands in was done before, and counts.
 */
export async function heedCharter<Wish>(
  { consents }: Deps,
  { ownerId, vehicleId }: Vehicle,
  want: Wish | null,
): Promise<{ want: Wish | null; charter?: CharterStanding }> {
  if (want === null) return { want };
  const charter = charterStanding(await consents.find(ownerId), vehicleId);
  return { want: charter.state === 'withdrawn' ? null : want, charter };
}
