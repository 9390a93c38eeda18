import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call, Scope } from './call.ts';
import { emit } from './events.ts';
import { listObjects } from './lists.ts';
import { newId } from './new-id.ts';
import { mergeMetadata, metadataParam, parseParams } from './params.ts';
import { getPathObject } from './path-object.ts';
import { noSuch, StripeRefusal } from './stripe-refusal.ts';
import { getTestMethod, keepToken, type TestMethod } from './test-methods.ts';

const kindParams = z.discriminatedUnion('type', [
  z.object({ type: z.literal('card'), card: z.object({ token: z.string() }) }),
  z.object({ type: z.literal('sepa_debit'), sepa_debit: z.object({ iban: z.string() }) }),
]);

const paymentMethodParams = z.object({
  billing_details: z
    .object({ email: z.string().nullable().default(null), name: z.string().nullable().default(null) })
    .default({ email: null, name: null }),
  metadata: metadataParam.optional(),
});

/** POST /v1/payment_methods: a card from a test token, or a test IBAN; real numbers are not taken. */
export function createPaymentMethod(call: Call): object {
  const kind = parseParams(call, kindParams);
  const { billing_details, metadata } = parseParams(call, paymentMethodParams);
  const method =
    kind.type === 'card'
      ? newMethod(call, kind.card.token, 'card[token]')
      : newMethod(call, `iban_${kind.sepa_debit.iban}`, 'sepa_debit[iban]');
  const billed = {
    ...method,
    billing_details: { ...method.billing_details, ...billing_details },
    metadata: mergeMetadata({}, metadata),
  } satisfies Stripe.PaymentMethod;
  call.store.put(call.account, billed);
  return billed;
}

/** The payment method named, or a new one when a test token (`pm_card_visa`) names it, as Stripe makes one. */
export function usePaymentMethod(scope: Scope, id: string): Stripe.PaymentMethod {
  return scope.store.find('payment_method', scope.account, id) ?? newMethod(scope, id, 'payment_method');
}

function newMethod(scope: Scope, token: string, param: string): Stripe.PaymentMethod {
  const test = getTestMethod(scope, token, param);
  const method = {
    id: newId('pm'),
    object: 'payment_method',
    billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
    ...detailsOf(test),
    created: scope.nowSeconds,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type: test.type,
  } satisfies Stripe.PaymentMethod;
  keepToken(scope, method.id, token);
  scope.store.put(scope.account, method);
  return method;
}

function detailsOf({ type, last4 }: TestMethod): Partial<Stripe.PaymentMethod> {
  if (type === 'sepa_debit') {
    return {
      sepa_debit: {
        bank_code: '19043',
        branch_code: null,
        country: 'AT',
        fingerprint: null,
        generated_from: { charge: null, setup_attempt: null },
        last4,
      },
    };
  }
  if (type === 'us_bank_account') {
    return {
      us_bank_account: {
        account_holder_type: 'company',
        account_type: 'checking',
        bank_name: 'STRIPE TEST BANK',
        financial_connections_account: null,
        fingerprint: null,
        last4,
        networks: { preferred: 'ach', supported: ['ach'] },
        routing_number: '110000000',
        status_details: null,
      },
    };
  }
  return {
    card: {
      brand: 'visa',
      checks: null,
      country: 'US',
      display_brand: 'visa',
      exp_month: 12,
      exp_year: 2040,
      funding: 'credit',
      generated_from: null,
      last4,
      networks: { available: ['visa'], preferred: null },
      regulated_status: null,
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  };
}

/** POST /v1/payment_methods/:id/attach: a test token is taken too. A card its bank declines is refused (402). */
export function attachPaymentMethod(call: Call): object {
  const { customer } = parseParams(call, z.object({ customer: z.string() }));
  if (!call.store.find('customer', call.account, customer)) {
    throw noSuch('customer', customer, { param: 'customer' });
  }
  const test = getTestMethod(call, call.path.id ?? '', 'payment_method');
  if (test.type === 'card' && test.outcome === 'declined' && test.isAttachable !== true) {
    throw new StripeRefusal(402, {
      type: 'card_error',
      code: 'card_declined',
      decline_code: test.failureCode ?? 'generic_decline',
      message: 'The card was declined.',
    });
  }
  return attachMethod(call, usePaymentMethod(call, call.path.id ?? ''), customer);
}

/** Saves a payment method for the customer's later payments. */
export function attachMethod(
  scope: Scope,
  method: Stripe.PaymentMethod,
  customer: string,
): Stripe.PaymentMethod {
  if (method.customer === customer) return method;
  const attached = { ...method, customer } satisfies Stripe.PaymentMethod;
  scope.store.put(scope.account, attached);
  emit(scope, { type: 'payment_method.attached', data: { object: attached } });
  return attached;
}

export function detachPaymentMethod(call: Call): object {
  const detached = {
    ...getPathObject(call, 'payment_method'),
    customer: null,
  } satisfies Stripe.PaymentMethod;
  call.store.put(call.account, detached);
  emit(call, { type: 'payment_method.detached', data: { object: detached } });
  return detached;
}

export function listPaymentMethods(call: Call): object {
  return listObjects(call, 'payment_method', { fields: ['customer', 'type'] });
}

/** GET /v1/customers/:id/payment_methods. */
export function listCustomerMethods(call: Call): object {
  const { id } = getPathObject(call, 'customer');
  const params = { ...z.record(z.string(), z.unknown()).parse(call.params), customer: id };
  return listPaymentMethods({ ...call, params });
}
