import type { MessageOf } from '../../shared/messages.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { refundWrites } from '../adapters/refunds.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';
import { failRefund, settleRefund } from './stripe/settle-refund.ts';

/**
 * Makes one pending refund at Stripe. Whatever breaks off between Stripe and the ledger is mended by the next
 * message: it finds the same refund again. A refusal that passes leaves it pending, for the timer.
 */
export const sendRefund =
  (deps: Deps) =>
  async ({ customerId, refundId }: MessageOf<'refund'>): Promise<void> => {
    const refund = await deps.refunds.find(customerId, refundId);
    if (!refund) throw new Error(`There is no refund ${refundId} of customer ${customerId} to make`);
    if (refund.state !== 'pending') return;
    const answer = await deps.stripe.payments.makeRefund(refund);
    switch (answer.kind) {
      case 'made':
        await settleRefund(deps, refund, answer.seen);
        return;
      case 'never':
        await failRefund(deps, refund, answer.reason);
        return;
      case 'try-later':
        await deps.commit([refundWrites.refused(refund, answer.reason)]).catch(ifAnotherTried);
    }
  };

/** A second message of the same refund met the same refusal: it is noted already. */
function ifAnotherTried(error: unknown): void {
  if (!isRefusal(error, 'changed_meanwhile')) throw error;
}

export const handler = queueLambda('refund', sendRefund);
