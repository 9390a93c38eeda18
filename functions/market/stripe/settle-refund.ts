import type { Refund, RefundSeen } from '../../../shared/refund.ts';
import { postOnce } from '../../adapters/post-once.ts';
import { refundWrites } from '../../adapters/refunds.ts';
import type { Deps } from '../../edge/deps.ts';

/** Brings a refund of ours to where Stripe has it: sent, returned by the card, or failed for good. */
export async function settleRefund(deps: Deps, refund: Refund, seen: RefundSeen): Promise<boolean> {
  const { stripeRefundId, transaction, failure, status, reason = status } = seen;
  const isOver = status === 'failed' || status === 'canceled';
  if (refund.state === 'pending' && !transaction) return isOver && failRefund(deps, refund, reason);
  let current: Refund | undefined = refund;
  let posted = false;
  if (refund.state === 'pending' && transaction) {
    posted = await postOnce(
      deps.commit,
      refundWrites.sent(refund, { stripeRefundId, transaction }, deps.now()),
    );
    current = await deps.refunds.find(refund.customerId, refund.refundId);
  }
  if (current?.state !== 'sent' || !failure) return posted;
  const wasReturned = await postOnce(
    deps.commit,
    refundWrites.returned(current, { reason, failure }, await decided(deps, current)),
  );
  return wasReturned || posted;
}

/** Stripe will never make it. */
export const failRefund = async (deps: Deps, refund: Refund, reason: string): Promise<boolean> =>
  postOnce(deps.commit, refundWrites.failed(refund, reason, await decided(deps, refund)));

const decided = async ({ customerBalances, now }: Deps, { customerId }: Refund) => ({
  balance: await customerBalances.of(customerId),
  now: now(),
});
