import type Stripe from 'stripe';
import type { Scope } from './call.ts';
import { newId } from './new-id.ts';
import type { TestMethod } from './test-methods.ts';

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

/** A charge of a payment intent by a test payment method; succeeded and uncaptured until callers say otherwise. */
export function intentCharge(
  scope: Scope,
  intent: Stripe.PaymentIntent,
  { method, test }: { method: Stripe.PaymentMethod; test: TestMethod },
): Stripe.Charge {
  const isCard = test.type === 'card';
  return {
    ...chargeObject(scope, isCard ? 'ch' : 'py', intent),
    billing_details: { ...nobody, email: method.billing_details.email, name: method.billing_details.name },
    customer: intent.customer,
    description: intent.description,
    metadata: intent.metadata,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: isCard ? cardDetails(test) : bankDetails(test),
    receipt_email: intent.receipt_email,
    transfer_group: intent.transfer_group,
  };
}

function bankDetails({ type, last4 }: TestMethod): Stripe.Charge.PaymentMethodDetails {
  if (type === 'sepa_debit') {
    return {
      type,
      sepa_debit: {
        bank_code: '19043',
        branch_code: null,
        country: 'AT',
        fingerprint: null,
        last4,
        mandate: null,
      },
    };
  }
  return {
    type: 'us_bank_account',
    us_bank_account: {
      account_holder_type: 'company',
      account_type: 'checking',
      bank_name: 'STRIPE TEST BANK',
      fingerprint: null,
      last4,
      payment_reference: null,
      routing_number: '110000000',
    },
  };
}

function cardDetails(card: TestMethod): Stripe.Charge.PaymentMethodDetails {
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
export function cardOutcome(declineCode: string | undefined): Stripe.Charge.Outcome {
  const isDeclined = declineCode !== undefined;
  return {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    network_status: isDeclined ? 'declined_by_network' : 'approved_by_network',
    reason: declineCode ?? null,
    seller_message: isDeclined ? 'The bank declined the payment.' : 'Payment complete.',
    type: isDeclined ? 'issuer_declined' : 'authorized',
  };
}
