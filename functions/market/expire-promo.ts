import { dayOf } from '../../shared/accrual.ts';
import { expiredPromo } from '../../shared/promo.ts';
import { postOnce } from '../adapters/post-once.ts';
import { promoWrites } from '../adapters/promo-grants.ts';
import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';

/**
 * Takes back promo credit that nobody spent in time, once a customer and day. What fails, and what a batch holds, is
 * judged again at the next run. Returns of how many customers.
 */
export const expirePromo = (deps: Deps) => async (): Promise<number> => {
  let expired = 0;
  for await (const customerId of deps.promoGrants.customers())
    try {
      if (await expireOf(deps, customerId)) expired++;
    } catch (error) {
      deps.reportFault(error, `promo credit of customer ${customerId}`);
    }
  return expired;
};

async function expireOf(deps: Deps, customerId: string): Promise<boolean> {
  const now = deps.now();
  const { promoMicroUsd } = await deps.customerBalances.of(customerId);
  if (promoMicroUsd === 0n) return false;
  const amountMicroUsd = expiredPromo(promoMicroUsd, await deps.promoGrants.of(customerId), now);
  if (amountMicroUsd === 0n) return false;
  const expired = { customerId, amountMicroUsd, day: dayOf(now) };
  return postOnce(deps.commit, promoWrites.expire(expired, promoMicroUsd, now));
}

export const handler = timerLambda(expirePromo);
