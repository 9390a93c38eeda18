import type Stripe from 'stripe';
import { moveMoney } from './balance.ts';
import type { Call, Scope } from './call.ts';
import { emit } from './events.ts';
import { closeWarnings } from './fraud-warnings.ts';
import { listObjects } from './lists.ts';
import { newId } from './new-id.ts';
import { getPathObject } from './path-object.ts';
import { badRequest } from './stripe-refusal.ts';

// Stripe's fee for a dispute in the USA, in cents (stripe.com/pricing).
export const disputeFee = 1_500;
const responseSeconds = 7 * 86_400;

const noEvidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
} satisfies Stripe.Dispute.Evidence;

interface DisputeTerms {
  /** What is left of the charge when absent. */
  amount?: number | undefined;
  reason?: string | undefined;
}

/** The cardholder disputes a charge. A full dispute takes the money and a fee at once, an inquiry only asks. */
export function openDispute(
  scope: Scope,
  charge: Stripe.Charge,
  status: 'needs_response' | 'warning_needs_response',
  { amount = charge.amount - charge.amount_refunded, reason = 'fraudulent' }: DisputeTerms = {},
): Stripe.Dispute {
  const isInquiry = status === 'warning_needs_response';
  const disputed = { ...charge, disputed: true } satisfies Stripe.Charge;
  const draft = {
    id: newId('du'),
    object: 'dispute',
    amount,
    balance_transactions: [],
    charge: charge.id,
    created: scope.nowSeconds,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: noEvidence,
    evidence_details: {
      due_by: scope.nowSeconds + responseSeconds,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: {},
    payment_intent: charge.payment_intent,
    reason,
    status,
  } satisfies Stripe.Dispute;
  const dispute = isInquiry ? draft : { ...draft, balance_transactions: [withdraw(scope, draft)] };
  scope.store.put(scope.account, disputed);
  scope.store.put(scope.account, dispute);
  emit(scope, { type: 'charge.dispute.created', data: { object: dispute } });
  if (!isInquiry) emit(scope, { type: 'charge.dispute.funds_withdrawn', data: { object: dispute } });
  closeWarnings(scope, disputed);
  return dispute;
}

/** Takes a dispute's money and its fee from the balance. */
export function withdraw(scope: Scope, dispute: Stripe.Dispute): Stripe.BalanceTransaction {
  return moveMoney(scope, {
    account: scope.account,
    amount: -dispute.amount,
    currency: dispute.currency,
    type: 'adjustment',
    category: 'dispute',
    source: dispute.id,
    description: `Chargeback withdrawal for ${dispute.charge}`,
    fee: disputeFee,
  });
}

/** Accepts the dispute: an inquiry is closed, a full dispute is lost. */
export function closeDispute(call: Call): object {
  const kept = getPathObject(call, 'dispute');
  requireUndecided(kept);
  const status = kept.status.startsWith('warning_') ? 'warning_closed' : 'lost';
  const dispute = { ...kept, status } satisfies Stripe.Dispute;
  call.store.put(call.account, dispute);
  emit(call, { type: 'charge.dispute.closed', data: { object: dispute } });
  return dispute;
}

export function listDisputes(call: Call): object {
  return listObjects(call, 'dispute', { fields: ['charge', 'payment_intent'] });
}

/** Throws 400 when the dispute is over. */
export function requireUndecided(dispute: Stripe.Dispute): void {
  if (!['lost', 'warning_closed', 'won'].includes(dispute.status)) return;
  throw badRequest(`This dispute is already closed: it is ${dispute.status}`);
}
