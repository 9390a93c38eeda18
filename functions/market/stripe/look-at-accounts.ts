import { isRefusal } from '../../../shared/refusal.ts';
import { stripeAccountWrites } from '../../adapters/stripe-accounts.ts';
import type { Deps } from '../../edge/deps.ts';
import { takeOver } from './take-over.ts';

/** Each account is looked at again after so long; its webhooks, where they come, are faster. */
const lookMillis = 6 * 3_600_000;
/** At one poll: what there is more of is looked at at the next ones, those first that waited longest. */
const looksAtOnce = 100;

/**
 * Reads connected accounts as Stripe has them now. The platform's own events and balance tell nothing of them: whose
 * bank failed, who was restricted, closed or cut off is found so where no webhook came. One that can't be read waits
 * for its next turn like any other.
 */
export async function lookAtAccounts(deps: Deps): Promise<void> {
  for (const id of await deps.stripeAccounts.notLookedAtSince(deps.now() - lookMillis, looksAtOnce)) {
    await takeOver(deps, { kind: 'account', id }).catch((error: unknown) =>
      deps.reportFault(error, `Stripe's account ${id}`),
    );
    await deps.commit([stripeAccountWrites.lookedAt(id, deps.now())]).catch(ifGone);
  }
}

function ifGone(error: unknown): void {
  if (!isRefusal(error, 'changed_meanwhile')) throw error;
}
