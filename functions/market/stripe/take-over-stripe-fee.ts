import { billEntries } from '../../../shared/stripe-fee.ts';
import type { StripeSubject } from '../../../shared/stripe-subject.ts';
import { ledgerWrites } from '../../adapters/ledger.ts';
import { postOnce } from '../../adapters/post-once.ts';
import type { Deps } from '../../edge/deps.ts';

/** What Stripe bills the platform beside its fees for movements: no event tells of it, the balance alone does. */
export async function takeOverStripeFee(
  { commit, stripe, now }: Deps,
  { id }: StripeSubject,
): Promise<boolean> {
  const movement = await stripe.reads.findSeenMovement(id);
  const [entry] = movement ? billEntries(movement.transaction, now()) : [];
  return entry !== undefined && postOnce(commit, [ledgerWrites.post(entry, { opensRoot: true })]);
}
