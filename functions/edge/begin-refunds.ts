import pRetry from 'p-retry';
import { microUsdOfDollars, planRefund, type Refund } from '../../shared/refund.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { asSeen, changeStanding } from '../adapters/customer-standing.ts';
import { paymentWrites } from '../adapters/payments.ts';
import { refundWrites } from '../adapters/refunds.ts';
import type { Deps } from './deps.ts';

/**
 * Writes the refunds of a customer's unused balance, all or none, before Stripe hears of any: the stream sends them.
 * Undefined wants all there is. Refuses with account_frozen and refund_refused.
 */
export function beginRefunds(
  deps: Deps,
  customerId: string,
  amountUsd: number | undefined,
): Promise<Refund[]> {
  const begin = async (): Promise<Refund[]> => {
    const now = deps.now();
    const balance = await deps.customerBalances.of(customerId);
    const payments = await deps.payments.of(customerId);
    const amountMicroUsd = amountUsd === undefined ? undefined : microUsdOfDollars(amountUsd);
    const parts = planRefund(balance, payments, {
      refundSeconds: deps.policy.refundSeconds,
      wanted: { amountMicroUsd, now },
    });
    const refunds = parts.map(
      (part): Refund => ({
        customerId,
        refundId: deps.newId('ref'),
        state: 'pending',
        refusals: 0,
        createdAt: now,
        ...part,
      }),
    );
    const paymentOf = new Map(payments.map((payment) => [payment.paymentIntentId, payment]));
    const sum = refunds.reduce((all, { amountMicroUsd: each }) => all + each, 0n);
    await deps.commit([
      ...refunds.flatMap(refundWrites.create),
      ...refunds.flatMap(({ paymentIntentId, amountMicroUsd: each }) => {
        const payment = paymentOf.get(paymentIntentId);
        return payment ? [paymentWrites.refund(payment, each)] : [];
      }),
      ...changeStanding(customerId, {
        by: { availableMicroUsd: -sum, refundingMicroUsd: sum },
        seen: asSeen(balance),
        whileFree: true,
      }),
    ]);
    return refunds;
  };
  return pRetry(begin, {
    retries: 5,
    minTimeout: 20,
    randomize: true,
    shouldRetry: ({ error }) => isRefusal(error, 'changed_meanwhile'),
  });
}
