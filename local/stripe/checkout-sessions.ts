import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call, Scope } from './call.ts';
import { checkoutSessionObject } from './checkout-session-object.ts';
import { emit } from './events.ts';
import { listObjects } from './lists.ts';
import { amountParam, currencyParam, mergeMetadata, metadataParam, parseParams } from './params.ts';
import { getPathObject } from './path-object.ts';
import { intentData, keepIntentData, requireOpen } from './pay-session.ts';
import { requireMinimum } from './payment-intents.ts';
import { badRequest, noSuch } from './stripe-refusal.ts';

const lineItem = z.object({
  price: z.string().optional(),
  price_data: z.object({ currency: currencyParam, unit_amount: amountParam }).optional(),
  quantity: z.coerce.number().int().min(1).default(1),
});

const methodTypes = z.array(z.enum(['card', 'sepa_debit', 'us_bank_account'])).min(1);

const sessionParams = z.object({
  mode: z.enum(['payment', 'setup']),
  line_items: z.array(lineItem).max(100).default([]),
  allowed_payment_method_types: methodTypes.optional(),
  // The name before API version 2026, in which Stripe's command line still speaks.
  payment_method_types: methodTypes.default(['card', 'us_bank_account']),
  success_url: z.string(),
  cancel_url: z.string().nullable().default(null),
  client_reference_id: z.string().nullable().default(null),
  customer: z.string().optional(),
  customer_email: z.string().nullable().default(null),
  expires_at: z.coerce.number().int().optional(),
  metadata: metadataParam.optional(),
  payment_intent_data: intentData.default({}),
  setup_intent_data: intentData.default({}),
});

/**
 * POST /v1/checkout/sessions: its `url` is a page that the stand-in hosts. In mode setup it saves a payment method
 * of a customer, without a payment.
 */
export function createCheckoutSession(call: Call): object {
  const params = parseParams(call, sessionParams);
  const { line_items, metadata, payment_intent_data, setup_intent_data, customer, expires_at, ...fields } =
    params;
  const types = fields.allowed_payment_method_types ?? fields.payment_method_types;
  if (customer !== undefined && !call.store.find('customer', call.account, customer)) {
    throw noSuch('customer', customer, { param: 'customer' });
  }
  const draft = checkoutSessionObject(call, moneyOf(call, params), call.origin);
  const session = {
    ...draft,
    ...fields,
    customer: customer ?? null,
    expires_at: expires_at ?? draft.expires_at,
    metadata: mergeMetadata({}, metadata),
    allowed_payment_method_types: types,
    payment_method_types: types,
  } satisfies Stripe.Checkout.Session;
  call.store.put(call.account, session);
  call.store.setTimer(call.account, session.id, session.expires_at);
  keepIntentData(call, session.id, params.mode === 'setup' ? setup_intent_data : payment_intent_data);
  return session;
}

function moneyOf(
  call: Call,
  { mode, customer, line_items }: z.infer<typeof sessionParams>,
): { amount: number; currency: string } | undefined {
  const missing =
    mode === 'setup' ? customer === undefined && 'customer' : line_items.length === 0 && 'line_items';
  if (missing) {
    throw badRequest(`Missing required param: ${missing}.`, { code: 'parameter_missing', param: missing });
  }
  if (mode === 'setup') return undefined;
  const money = totalOf(line_items.map((item) => priceOf(call, item)));
  requireMinimum(money.amount, money.currency);
  return money;
}

export function listCheckoutSessions(call: Call): object {
  return listObjects(call, 'checkout.session', { fields: ['customer', 'payment_intent', 'status'] });
}

export function expireCheckoutSession(call: Call): object {
  const session = getPathObject(call, 'checkout.session');
  requireOpen(session);
  return expireSession(call, session);
}

/** Closes an open session without payment. */
export function expireSession(scope: Scope, open: Stripe.Checkout.Session): Stripe.Checkout.Session {
  const session = { ...open, status: 'expired', url: null } satisfies Stripe.Checkout.Session;
  scope.store.put(scope.account, session);
  emit(scope, { type: 'checkout.session.expired', data: { object: session } });
  return session;
}

function priceOf(call: Call, item: z.infer<typeof lineItem>): { amount: number; currency: string } {
  if (item.price_data !== undefined) {
    return { amount: item.price_data.unit_amount * item.quantity, currency: item.price_data.currency };
  }
  const id = item.price ?? '';
  const price = call.store.find('price', call.account, id);
  if (price === undefined) throw noSuch('price', id, { param: 'line_items[0][price]' });
  return { amount: (price.unit_amount ?? 0) * item.quantity, currency: price.currency };
}

function totalOf(prices: { amount: number; currency: string }[]): { amount: number; currency: string } {
  const currency = prices[0]?.currency ?? 'usd';
  if (prices.some((price) => price.currency !== currency)) {
    throw badRequest('All line items of a session must have the same currency', { param: 'line_items' });
  }
  return { amount: prices.reduce((sum, price) => sum + price.amount, 0), currency };
}
