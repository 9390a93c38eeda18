import type Stripe from 'stripe';
import type { Scope } from './call.ts';
import { emit } from './events.ts';
import { newId } from './new-id.ts';
import { attachMethod } from './payment-methods.ts';

/** A payment method is saved for later without a payment: the setup intent that says so, already succeeded. */
export function setUpMethod(
  scope: Scope,
  method: Stripe.PaymentMethod,
  { customer, metadata }: { customer: string; metadata: Record<string, string> },
): Stripe.SetupIntent {
  const attached = attachMethod(scope, method, customer);
  const id = newId('seti');
  const intent = {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: newId(`${id}_secret`),
    created: scope.nowSeconds,
    customer,
    description: null,
    excluded_payment_method_types: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: attached.id,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: [attached.type],
    single_use_mandate: null,
    status: 'succeeded',
    usage: 'off_session',
  } satisfies Stripe.SetupIntent;
  scope.store.put(scope.account, intent);
  emit(scope, { type: 'setup_intent.created', data: { object: intent } });
  emit(scope, { type: 'setup_intent.succeeded', data: { object: intent } });
  return intent;
}
