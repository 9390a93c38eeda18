import type { CustomerBalance } from '../../shared/customer-balance.ts';
import { paidMicroUsd } from '../../shared/customer-balance.ts';
import { heldPaidMicroUsd } from '../../shared/invoice.ts';
import type { MicroUsd } from '../../shared/money.ts';
import type { batchesIn } from './batches.ts';
import type { customerBalancesIn } from './customer-balances.ts';
import type { holdsIn } from './holds.ts';

type Records = {
  customerBalances: Pick<ReturnType<typeof customerBalancesIn>, 'of'>;
  batches: Pick<ReturnType<typeof batchesIn>, 'openOf'>;
  holds: Pick<ReturnType<typeof holdsIn>, 'find'>;
};

/** `chargedMicroUsd`: prepaid less all that was charged; below zero for what is owed. */
type Charged = { balance: CustomerBalance; chargedMicroUsd: MicroUsd };

/**
 * How a customer stands without what open batches hold and may still give back. Exact only while the balance is what
 * it was: it is read first, and a hold that ends afterwards changes it. So whoever decides on it commits under that.
 */
export async function chargedBalance(
  { customerBalances, batches, holds }: Records,
  customerId: string,
): Promise<Charged> {
  const balance = await customerBalances.of(customerId);
  const open = await batches.openOf(customerId);
  // Read together: the sooner it is known, the less has changed by then.
  const held = await Promise.all(open.map(({ batchId }) => holds.find(batchId)));
  const chargedMicroUsd = held.reduce(
    (sum, hold) => (hold ? sum + heldPaidMicroUsd(hold) : sum),
    paidMicroUsd(balance),
  );
  return { balance, chargedMicroUsd };
}
