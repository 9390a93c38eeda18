import type { StripeSubject } from '../../../shared/stripe-subject.ts';
import { customerWrites } from '../../adapters/customers.ts';
import { postOnce } from '../../adapters/post-once.ts';
import type { Deps } from '../../edge/deps.ts';

/** A customer's payment, once its money is on the balance. */
export async function takeOverPayment(deps: Deps, { id }: StripeSubject): Promise<boolean> {
  const topUp = await deps.stripe.reads.findTopUp(id);
  return topUp !== undefined && (await postOnce(deps.commit, customerWrites.topUp(topUp, deps.now())));
}
