import type { Deps } from '../../../functions/edge/deps.ts';
import { eraseOwners } from '../../../functions/market/erase-owners.ts';
import { closureWaits } from '../../../shared/closure.ts';
import type { Violation } from './violation.ts';

const daysLater = 4 * 86_400_000;

/** Days later whoever closed the account is erased, unless there is still something to be paid out. */
export async function judgeClosures(deps: Deps): Promise<Violation[]> {
  const later = { ...deps, now: () => deps.now() + daysLater };
  const asked = await Array.fromAsync(deps.closures.open());
  await eraseOwners(later)();
  const left = new Set(await Array.fromAsync(deps.closures.open()));
  const found: Violation[] = [];
  for (const ownerId of asked) {
    const own = await deps.ledger.ownerBalance(ownerId);
    const payees = [own, ...(await deps.ledger.beneficiaryBalances(ownerId))];
    const waits = closureWaits({ requestedAt: deps.now() }, { ...own, payees }, later.now());
    if (left.has(ownerId) && waits !== 'payout_to_make')
      found.push({
        name: 'invariant 28: A closed account comes to its end',
        detail: `${ownerId} is not erased and waits for ${waits ?? 'nothing'}`,
      });
  }
  return found;
}
