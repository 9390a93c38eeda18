import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call, Scope } from './call.ts';
import { payByCard } from './card-payment.ts';
import { checkoutSessionObject } from './checkout-session-object.ts';
import { emit } from './events.ts';
import { listObjects } from './lists.ts';
import { findNote, writeNote } from './notes.ts';
import { amountParam, currencyParam, mergeMetadata, metadataParam, parseParams } from './params.ts';
import { getPathObject } from './path-object.ts';
import { paymentIntentObject } from './payment-intent-object.ts';
import { requireMinimum } from './payment-intents.ts';
import { badRequest, noSuch } from './stripe-refusal.ts';

const lineItem = z.object({
  price: z.string().optional(),
  price_data: z.object({ currency: currencyParam, unit_amount: amountParam }).optional(),
  quantity: z.coerce.number().int().min(1).default(1),
});

const intentData = z.object({
  description: z.string().exactOptional(),
  metadata: metadataParam.exactOptional(),
  receipt_email: z.string().exactOptional(),
  transfer_group: z.string().exactOptional(),
});

const sessionParams = z.object({
  mode: z.literal('payment'),
  line_items: z.array(lineItem).min(1).max(100),
  success_url: z.string(),
  cancel_url: z.string().nullable().default(null),
  client_reference_id: z.string().nullable().default(null),
  customer: z.string().optional(),
  customer_email: z.string().nullable().default(null),
  expires_at: z.coerce.number().int().optional(),
  metadata: metadataParam.optional(),
  payment_intent_data: intentData.default({}),
});

const intentDataNote = (sessionId: string) => `payment-intent-data-of-${sessionId}`;

/** POST /v1/checkout/sessions, mode=payment: its `url` is a page that the stand-in hosts. */
export function createCheckoutSession(call: Call): object {
  const params = parseParams(call, sessionParams);
  const { line_items, metadata, payment_intent_data, customer, expires_at, ...fields } = params;
  if (customer !== undefined && !call.store.find('customer', call.account, customer)) {
    throw noSuch('customer', customer, { param: 'customer' });
  }
  const money = totalOf(line_items.map((item) => priceOf(call, item)));
  requireMinimum(money.amount, money.currency);
  const draft = checkoutSessionObject(call, money, call.origin);
  const session = {
    ...draft,
    ...fields,
    customer: customer ?? null,
    expires_at: expires_at ?? draft.expires_at,
    metadata: mergeMetadata({}, metadata),
  } satisfies Stripe.Checkout.Session;
  call.store.put(call.account, session);
  call.store.setTimer(call.account, session.id, session.expires_at);
  writeNote(call.store, intentDataNote(session.id), payment_intent_data);
  return session;
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

/**
 * The customer pays on the session's page. A declined card throws 402 and leaves the session open, so that
 * another card can be tried. The session must be open.
 */
export function paySession(
  scope: Scope,
  session: Stripe.Checkout.Session,
  paymentMethod: string,
): Stripe.Checkout.Session {
  requireOpen(session);
  const paid = payByCard(scope, getSessionIntent(scope, session), paymentMethod);
  if (paid.status !== 'succeeded') {
    throw badRequest(`The stand-in's checkout takes only cards that pay at once; this one is ${paid.status}`);
  }
  const email = session.customer_email ?? emailOf(scope, session);
  const complete = {
    ...session,
    customer_details: {
      address: null,
      business_name: null,
      email,
      individual_name: null,
      name: null,
      phone: null,
      tax_exempt: 'none',
      tax_ids: [],
    },
    payment_intent: paid.id,
    payment_status: 'paid',
    status: 'complete',
    url: null,
  } satisfies Stripe.Checkout.Session;
  scope.store.put(scope.account, complete);
  emit(scope, { type: 'checkout.session.completed', data: { object: complete } });
  return complete;
}

// A new intent at the first attempt, the same one at the next.
function getSessionIntent(scope: Scope, session: Stripe.Checkout.Session): Stripe.PaymentIntent {
  const kept = scope.store.find('payment_intent', scope.account, String(session.payment_intent));
  if (kept !== undefined) return kept;
  const intent = paymentIntentObject(
    scope,
    { amount: session.amount_total ?? 0, currency: session.currency ?? 'usd' },
    { ...findNote(scope.store, intentDataNote(session.id), intentData), customer: session.customer },
  );
  scope.store.put(scope.account, intent);
  scope.store.put(scope.account, { ...session, payment_intent: intent.id });
  emit(scope, { type: 'payment_intent.created', data: { object: intent } });
  return intent;
}

function emailOf(scope: Scope, session: Stripe.Checkout.Session): string | null {
  return scope.store.find('customer', scope.account, String(session.customer))?.email ?? null;
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

function requireOpen(session: Stripe.Checkout.Session): void {
  if (session.status === 'open') return;
  throw badRequest(`Checkout session ${session.id} is ${session.status}; only an open one can do this`);
}
