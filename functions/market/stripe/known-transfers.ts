import { payoutSentKeyOf, type SentTransfer } from '../../../shared/payout.ts';
import type { Deps } from '../../edge/deps.ts';

/** In memory at a time are the entries of so many. */
const atOnce = 500;

/** The ids of those transfers whose whole effect stands in the ledger: most do, from when they were sent. */
export async function knownTransfers(
  { entriesByKey }: Deps,
  transfers: readonly SentTransfer[],
): Promise<Set<string>> {
  const known = new Set<string>();
  const byKey = new Map(transfers.map((transfer) => [payoutSentKeyOf(transfer), transfer]));
  const keys = [...byKey.keys()];
  for (let from = 0; from < keys.length; from += atOnce)
    for (const { businessKey, memo } of await entriesByKey(keys.slice(from, from + atOnce))) {
      const transfer = byKey.get(businessKey);
      if (transfer && memo.balanceTransactionId === transfer.balanceTransactionId)
        known.add(transfer.transferId);
    }
  return known;
}
