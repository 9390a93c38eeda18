import type Stripe from 'stripe';
import type { Scope } from './call.ts';
import { newId } from './new-id.ts';
import type { TestCard } from './test-cards.ts';

const nobody = { address: null, email: null, name: null, phone: null, tax_id: null };

/** A succeeded, uncaptured charge of an amount; callers say the rest by spreading over it. */
export function chargeObject(
  scope: Scope,
  prefix: 'ch' | 'py',
  money: { amount: number; currency: string },
): Stripe.Charge {
  return {
    id: newId(prefix),
    object: 'charge',
    amount: money.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: nobody,
    calculated_statement_descriptor: null,
    captured: false,
    created: scope.nowSeconds,
    currency: money.currency,
    customer: null,
    description: null,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: {},
    on_behalf_of: null,
    outcome: null,
    paid: true,
    payment_intent: null,
    payment_method: null,
    payment_method_details: null,
    receipt_email: null,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: 'succeeded',
    transfer_data: null,
    transfer_group: null,
  };
}

export function cardDetails(card: TestCard): Stripe.Charge.PaymentMethodDetails {
  return {
    type: 'card',
    card: {
      amount_authorized: null,
      authorization_code: null,
      brand: 'visa',
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: null },
      country: 'US',
      electronic_commerce_indicator: null,
      exp_month: 12,
      exp_year: 2040,
      funding: 'credit',
      installments: null,
      last4: card.last4,
      mandate: null,
      network: 'visa',
      network_transaction_id: null,
      regulated_status: null,
      three_d_secure: null,
      transaction_link_id: null,
      wallet: null,
    },
  };
}

/** The bank's answer about a card, as Stripe reports it on the charge. */
export function cardOutcome(card: TestCard): Stripe.Charge.Outcome {
  const isDeclined = card.outcome === 'declined';
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: isDeclined ? 'declined_by_network' : 'approved_by_network',
    reason: card.declineCode ?? null,
    seller_message: isDeclined ? 'The bank declined the payment.' : 'Payment complete.',
    type: isDeclined ? 'issuer_declined' : 'authorized',
  };
}
