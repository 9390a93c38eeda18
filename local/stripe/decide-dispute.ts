import type Stripe from 'stripe';
import { z } from 'zod';
import { moveMoney } from './balance.ts';
import type { Scope } from './call.ts';
import { disputeFee, requireUndecided, withdraw } from './disputes.ts';
import { emit } from './events.ts';
import { jsonBooleanParam } from './params.ts';
import { badRequest } from './stripe-refusal.ts';

/** Body of POST /_test/disputes/:id/decide. */
export const decisionParams = z.object({
  status: z.enum(['won', 'lost', 'warning_closed']),
  /** How much comes back: all of it when won, nothing when lost, unless this says otherwise. */
  amount: z.number().int().min(0).exactOptional(),
  /** Whether Stripe gives its fee back too. */
  returnsFee: jsonBooleanParam.default(false),
});

/** The cardholder's bank decides: the money comes back wholly, partly or not at all, and the dispute is closed. */
export function decideDispute(
  scope: Scope,
  kept: Stripe.Dispute,
  { status, amount, returnsFee }: z.infer<typeof decisionParams>,
): Stripe.Dispute {
  requireUndecided(kept);
  const isInquiry = kept.status.startsWith('warning_');
  if (isInquiry !== (status === 'warning_closed')) {
    throw badRequest(`A dispute that is ${kept.status} cannot become ${status}`);
  }
  const returned = isInquiry ? 0 : (amount ?? (status === 'won' ? kept.amount : 0));
  if (returned > kept.amount) throw badRequest(`Only ${kept.amount} was withdrawn`, { param: 'amount' });
  const fee = returnsFee ? -disputeFee : 0;
  const dispute = {
    ...kept,
    balance_transactions: [
      ...kept.balance_transactions,
      ...(returned === 0 ? [] : [reinstate(scope, kept, { amount: returned, fee })]),
    ],
    status,
  } satisfies Stripe.Dispute;
  scope.store.put(scope.account, dispute);
  if (returned > 0) emit(scope, { type: 'charge.dispute.funds_reinstated', data: { object: dispute } });
  emit(scope, { type: 'charge.dispute.closed', data: { object: dispute } });
  return dispute;
}

/** Body of POST /_test/disputes/:id/reinstate. */
export const reinstatementParams = z.object({
  /** All that is still withdrawn, unless this says less. */
  amount: z.number().int().min(1).exactOptional(),
  /** Whether it also decides anew, for the platform. */
  wins: jsonBooleanParam.default(false),
});

/** The bank gives money back after all, when the dispute was over. */
export function reinstateLate(
  scope: Scope,
  kept: Stripe.Dispute,
  { amount, wins }: z.infer<typeof reinstatementParams>,
): Stripe.Dispute {
  const left = -kept.balance_transactions.reduce((sum, each) => sum + each.amount, 0);
  const returned = amount ?? left;
  if (returned > left || returned === 0) throw badRequest(`Only ${left} is withdrawn`, { param: 'amount' });
  const dispute = {
    ...kept,
    balance_transactions: [
      ...kept.balance_transactions,
      reinstate(scope, kept, { amount: returned, fee: 0 }),
    ],
    ...(wins && { status: 'won' as const }),
  } satisfies Stripe.Dispute;
  scope.store.put(scope.account, dispute);
  emit(scope, { type: 'charge.dispute.funds_reinstated', data: { object: dispute } });
  return dispute;
}

/** An inquiry that was not answered well becomes a full dispute: the money is taken now. */
export function escalateInquiry(scope: Scope, kept: Stripe.Dispute): Stripe.Dispute {
  if (kept.status !== 'warning_needs_response') throw badRequest(`Dispute ${kept.id} is ${kept.status}`);
  const dispute = {
    ...kept,
    balance_transactions: [withdraw(scope, kept)],
    is_charge_refundable: false,
    status: 'needs_response',
  } satisfies Stripe.Dispute;
  scope.store.put(scope.account, dispute);
  emit(scope, { type: 'charge.dispute.updated', data: { object: dispute } });
  emit(scope, { type: 'charge.dispute.funds_withdrawn', data: { object: dispute } });
  return dispute;
}

function reinstate(
  scope: Scope,
  dispute: Stripe.Dispute,
  { amount, fee }: { amount: number; fee: number },
): Stripe.BalanceTransaction {
  return moveMoney(scope, {
    account: scope.account,
    amount,
    currency: dispute.currency,
    type: 'adjustment',
    category: 'dispute_reversal',
    source: dispute.id,
    description: `Chargeback reversal for ${dispute.charge}`,
    fee,
  });
}
