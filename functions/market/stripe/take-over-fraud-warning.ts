import type { StripeSubject } from '../../../shared/stripe-subject.ts';
import { changeStanding } from '../../adapters/customer-standing.ts';
import { fraudWarningWrites } from '../../adapters/fraud-warnings.ts';
import { postOnce } from '../../adapters/post-once.ts';
import type { Deps } from '../../edge/deps.ts';
import { postPaid } from './post-paid.ts';

/**
 * An early fraud warning that something can still be done about freezes the customer and is a matter for finance: to
 * refund, or to thaw. Once it was noted no later word of it freezes again.
 */
export async function takeOverFraudWarning(deps: Deps, { id }: StripeSubject): Promise<boolean> {
  const { warningId, paymentId, fraudType, isActionable, createdAt } =
    await deps.stripe.reads.getFraudWarning(id);
  const found = isActionable ? await postPaid(deps, paymentId) : undefined;
  if (!found) return false;
  const { customerId, paymentIntentId } = found.paid;
  return postOnce(deps.commit, [
    fraudWarningWrites.open({ customerId, warningId, createdAt, paymentIntentId, fraudType }),
    ...changeStanding(customerId, { freeze: `fraud-warning/${warningId}` }),
  ]);
}
