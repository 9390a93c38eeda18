import { pairLines } from '../../../shared/reconciliation/pair-lines.ts';
import type { SeenPayout, SeenTransaction } from '../../../shared/reconciliation/sources.ts';
import type { Deps } from '../../edge/deps.ts';

/**
 * Which payout of Stripe's a statement line shows: what its entry says, else what the line itself does. Undefined
 * where it shows none.
 */
export async function findPayoutOfLine(
  deps: Deps,
  { account, bookedOn, lineId }: { account: string; bookedOn: string; lineId: string },
): Promise<string | undefined> {
  const entry = await deps.ledger.findEntry(`bank/${account}/line/${lineId}`);
  if (entry) return typeof entry.memo.payoutId === 'string' ? entry.memo.payoutId : undefined;
  const line = await deps.bankLines.find(account, bookedOn, lineId);
  if (!line) return undefined;
  const bookedAt = Date.parse(bookedOn);
  const payouts: SeenPayout[] = [];
  for await (const payout of deps.stripe.reads.payoutsBefore(bookedAt + 2 * dayMillis)) {
    if (payout.createdAt < bookedAt - 30 * dayMillis) break;
    payouts.push(payout);
  }
  const [payoutId] = pairLines(payouts, [line]).linesOf.keys();
  return payoutId;
}

const dayMillis = 86_400_000;

/**
 * What a payout to the bank was made of. `by: 'stripe'`: Stripe made it itself and says of which balance transactions.
 * `by: 'time'`: it was made by hand, where Stripe does not say; then it is what moved the balance since the payout
 * before it.
 */
export async function transactionsOfPayout(
  { stripe }: Deps,
  payoutId: string,
): Promise<{ by: 'stripe' | 'time'; transactions: SeenTransaction[] }> {
  const payout = await stripe.reads.getSeenPayout(payoutId);
  if (payout.automatic)
    return { by: 'stripe', transactions: await Array.fromAsync(stripe.reads.transactionsOfPayout(payoutId)) };
  let from = 0;
  for await (const earlier of stripe.reads.payoutsBefore(payout.createdAt)) {
    from = earlier.createdAt;
    break;
  }
  const transactions: SeenTransaction[] = [];
  for await (const { transaction } of stripe.reads.seenMovements(from))
    if (transaction.createdAt <= payout.createdAt && transaction.type !== 'payout')
      transactions.push(transaction);
  return { by: 'time', transactions };
}
