import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import type { Scope } from './call.ts';

// What the stand-in's checkout never has.
const unusedFields = {
  adaptive_pricing: null,
  after_expiration: null,
  allow_promotion_codes: null,
  billing_address_collection: null,
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  customer_account: null,
  integration_identifier: null,
  invoice: null,
  invoice_creation: null,
  locale: null,
  managed_payments: null,
  origin_context: null,
  payment_link: null,
  payment_method_configuration_details: null,
  permissions: null,
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  submit_type: null,
  subscription: null,
  wallet_options: null,
} satisfies Partial<Stripe.Checkout.Session>;

/** An open, unpaid session of an amount, if it is about one; callers say the rest by spreading over it. */
export function checkoutSessionObject(
  scope: Scope,
  money: { amount: number; currency: string } | undefined,
  origin: string,
): Stripe.Checkout.Session {
  const id = `cs_test_${randomBytes(24).toString('hex')}`;
  return {
    ...unusedFields,
    id,
    object: 'checkout.session',
    allowed_payment_method_types: null,
    amount_subtotal: money?.amount ?? null,
    amount_total: money?.amount ?? null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    cancel_url: null,
    client_reference_id: null,
    created: scope.nowSeconds,
    currency: money?.currency ?? null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: null,
    customer_creation: 'if_required',
    customer_details: null,
    customer_email: null,
    discounts: [],
    expires_at: scope.nowSeconds + 86_400,
    livemode: false,
    metadata: {},
    mode: 'payment',
    payment_intent: null,
    payment_method_collection: 'if_required',
    payment_method_options: {},
    payment_method_types: ['card'],
    payment_status: 'unpaid',
    shipping_options: [],
    status: 'open',
    success_url: null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${origin}/c/pay/${id}`,
  };
}
