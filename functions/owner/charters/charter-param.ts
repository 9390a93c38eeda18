import { z } from '@hono/zod-openapi';
import { Refusal } from '../../../shared/refusal.ts';
import type { KeptCharter } from '../../adapters/consents.ts';
import type { Deps } from '../../edge/deps.ts';

export const charterParam = z.object({ version: z.coerce.number().int().min(1).max(999_999) });

/** Refuses with not_found. */
export async function getCharterOf(
  { consents }: Deps,
  ownerId: string,
  version: number,
): Promise<KeptCharter> {
  const found = await consents.findCharter(ownerId, version);
  if (!found) throw new Refusal('not_found', `You have no version ${version} of a charter.`);
  return found;
}
