import { isEnded } from '../../../shared/top-up-record.ts';
import { followTopUp, keepSeen } from '../../adapters/followed-top-ups.ts';
import type { TopUpName } from '../../adapters/top-ups.ts';
import type { Deps } from '../../edge/deps.ts';

/** The record that a payment was asked for by, if there is one, comes to its end with the payment. */
export async function noteCredited(
  deps: Deps,
  {
    customerId,
    topUpId,
    paymentIntentId,
  }: Partial<TopUpName> & { customerId: string; paymentIntentId: string },
): Promise<void> {
  const record = topUpId === undefined ? undefined : await deps.topUps.find({ customerId, topUpId });
  if (!record || isEnded(record)) return;
  await keepSeen(deps, record, { intent: { paymentIntentId, status: 'succeeded' } });
}

/** A payment that did not reach the balance: still on its way, or failed, and then the record says why. */
export async function noteUncredited(deps: Deps, paymentIntentId: string): Promise<void> {
  const { reads } = deps.stripe;
  const name = await reads.findTopUpName(paymentIntentId);
  const record = name && (await deps.topUps.find(name));
  if (record) await followTopUp(deps, record, reads.seeTopUp);
}
