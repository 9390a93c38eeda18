import type Stripe from 'stripe';
import { z } from 'zod';
import type { Scope } from './call.ts';
import { emit } from './events.ts';
import { findNote, writeNote } from './notes.ts';
import { metadataParam } from './params.ts';
import { payIntent } from './pay-intent.ts';
import { paymentIntentObject } from './payment-intent-object.ts';
import { usePaymentMethod } from './payment-methods.ts';
import { setUpMethod } from './setup-intents.ts';
import { badRequest } from './stripe-refusal.ts';
import { getTestMethod } from './test-methods.ts';

export const intentData = z.object({
  description: z.string().exactOptional(),
  metadata: metadataParam.exactOptional(),
  receipt_email: z.string().exactOptional(),
  setup_future_usage: z.enum(['off_session', 'on_session']).exactOptional(),
  transfer_group: z.string().exactOptional(),
});

const intentDataNote = (sessionId: string) => `payment-intent-data-of-${sessionId}`;

/** Remembers what a session's intent will carry, which no field of the session holds. */
export function keepIntentData(scope: Scope, sessionId: string, data: z.infer<typeof intentData>): void {
  writeNote(scope.store, intentDataNote(sessionId), data);
}

/**
 * The customer pays on the session's page, passing 3-D Secure where a card wants it. A declined card throws 402
 * and leaves the session open, so that another card can be tried. A bank account completes the session unpaid:
 * its money comes days later. The session must be open.
 */
export function paySession(
  scope: Scope,
  session: Stripe.Checkout.Session,
  paymentMethod: string,
): Stripe.Checkout.Session {
  requireOpen(session);
  const { type } = getTestMethod(scope, paymentMethod, 'payment_method');
  if (!session.payment_method_types.includes(type)) {
    throw badRequest(`Checkout session ${session.id} does not take ${type}`, { param: 'payment_method' });
  }
  const complete = {
    ...session,
    ...(session.mode === 'setup' ? setUp(scope, session, paymentMethod) : pay(scope, session, paymentMethod)),
    customer_details: {
      address: null,
      business_name: null,
      email: session.customer_email ?? emailOf(scope, session),
      individual_name: null,
      name: null,
      phone: null,
      tax_exempt: 'none',
      tax_ids: [],
    },
    status: 'complete',
    url: null,
  } satisfies Stripe.Checkout.Session;
  scope.store.put(scope.account, complete);
  emit(scope, { type: 'checkout.session.completed', data: { object: complete } });
  return complete;
}

function pay(
  scope: Scope,
  session: Stripe.Checkout.Session,
  paymentMethod: string,
): Pick<Stripe.Checkout.Session, 'payment_intent' | 'payment_status'> {
  const intent = getSessionIntent(scope, session);
  const paid = payIntent(scope, intent, paymentMethod, { isAuthenticated: true });
  return { payment_intent: paid.id, payment_status: paid.status === 'succeeded' ? 'paid' : 'unpaid' };
}

function setUp(
  scope: Scope,
  session: Stripe.Checkout.Session,
  paymentMethod: string,
): Pick<Stripe.Checkout.Session, 'payment_status' | 'setup_intent'> {
  const method = usePaymentMethod(scope, paymentMethod);
  const { metadata = {} } = findNote(scope.store, intentDataNote(session.id), intentData) ?? {};
  const intent = setUpMethod(scope, method, { customer: String(session.customer), metadata });
  return { payment_status: 'no_payment_required', setup_intent: intent.id };
}

// A new intent at the first attempt, the same one at the next.
function getSessionIntent(scope: Scope, session: Stripe.Checkout.Session): Stripe.PaymentIntent {
  const kept = scope.store.find('payment_intent', scope.account, String(session.payment_intent));
  if (kept !== undefined) return kept;
  const intent = paymentIntentObject(
    scope,
    { amount: session.amount_total ?? 0, currency: session.currency ?? 'usd' },
    {
      ...findNote(scope.store, intentDataNote(session.id), intentData),
      customer: session.customer,
      allowed_payment_method_types: session.allowed_payment_method_types,
    },
  );
  scope.store.put(scope.account, intent);
  scope.store.put(scope.account, { ...session, payment_intent: intent.id });
  emit(scope, { type: 'payment_intent.created', data: { object: intent } });
  return intent;
}

function emailOf(scope: Scope, session: Stripe.Checkout.Session): string | null {
  return scope.store.find('customer', scope.account, String(session.customer))?.email ?? null;
}

/** Throws 400 unless the session can still be paid. */
export function requireOpen(session: Stripe.Checkout.Session): void {
  if (session.status === 'open') return;
  throw badRequest(`Checkout session ${session.id} is ${session.status}; only an open one can do this`);
}
