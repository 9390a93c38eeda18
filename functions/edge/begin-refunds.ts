import pRetry from 'p-retry';
import type { CustomerBalance } from '../../shared/customer-balance.ts';
import { formatUsd, type MicroUsd } from '../../shared/money.ts';
import { microUsdOfDollars, planRefund, type Refund } from '../../shared/refund.ts';
import { isRefusal, Refusal } from '../../shared/refusal.ts';
import { asSeen, changeStanding } from '../adapters/customer-standing.ts';
import { paymentWrites } from '../adapters/payments.ts';
import { refundWrites } from '../adapters/refunds.ts';
import type { Deps } from './deps.ts';

/**
 * Writes the refunds of a customer's unused balance, all or none, before Stripe hears of any: the stream sends them.
 * Undefined wants all there is. Refuses with account_frozen and refund_refused; where `keepsTopUp`, also what would set off
 * the customer's automatic top-up, since the card would be charged again at once.
 */
export function beginRefunds(
  deps: Deps,
  customerId: string,
  amountUsd: number | undefined,
  { keepsTopUp = false }: { keepsTopUp?: boolean } = {},
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
    if (keepsTopUp) refuseWhatTopsUp(balance, sum);
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

function refuseWhatTopsUp(
  { availableMicroUsd, autoTopUpBelowMicroUsd: below }: CustomerBalance,
  sum: MicroUsd,
): void {
  if (below === undefined || availableMicroUsd - sum >= below) return;
  throw new Refusal(
    'refund_refused',
    `Less than ${formatUsd(below)} would be left, and your automatic top-up would charge the card again. Turn it off first: DELETE /v1/auto_top_up.`,
    { param: 'amount_usd' },
  );
}
