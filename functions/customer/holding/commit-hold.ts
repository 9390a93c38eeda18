import { refuseFrozen } from '../../../shared/customer-balance.ts';
import { type Taken, takenOf } from '../../../shared/hold-entry.ts';
import type { MicroUsd } from '../../../shared/money.ts';
import { isRefusal } from '../../../shared/refusal.ts';
import type { Write } from '../../adapters/commit.ts';
import { customerBalanceWrites } from '../../adapters/customer-balances.ts';
import type { Deps } from '../../edge/deps.ts';

/** Each time another hold of the same customer was faster and took of the same credit: it can't last. */
const attempts = 10;

/**
 * Takes what a hold needs from the customer's balance, given credit first, in one commit with the writes that make the
 * hold. Refuses with account_frozen and with insufficient_quota.
 */
export async function commitHold(
  deps: Pick<Deps, 'commit' | 'customerBalances'>,
  { customerId, heldMicroUsd }: { customerId: string; heldMicroUsd: MicroUsd },
  writesFor: (taken: Taken) => Promise<readonly Write[]>,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const balance = await deps.customerBalances.of(customerId);
    refuseFrozen(balance);
    const taken = takenOf(balance, heldMicroUsd);
    const writes = await writesFor(taken);
    try {
      return await deps.commit([customerBalanceWrites.hold(customerId, taken.held), ...writes]);
    } catch (error) {
      if (!isRefusal(error, 'insufficient_quota') || attempt === attempts) throw error;
      const after = await deps.customerBalances.of(customerId);
      // Paid money may be there where the credit was spent meanwhile, and who is frozen is told so.
      if (after.promoMicroUsd >= taken.held.promoMicroUsd && after.frozenBy.length === 0) throw error;
    }
  }
}
