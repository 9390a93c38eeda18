import { Refusal } from '../../../shared/refusal.ts';
import type { Owner } from '../../adapters/owners.ts';
import type { Deps } from '../../edge/deps.ts';

/** The owner, whose account is not being closed; refuses with conflict. */
export async function getOpenOwner({ owners }: Deps, ownerId: string): Promise<Owner> {
  const owner = await owners.get(ownerId);
  if (owner.closingAt !== undefined)
    throw new Refusal(
      'conflict',
      'This account is being closed, or is closed: what is owed is still paid, and nothing new can be set up.',
    );
  return owner;
}
