import type Stripe from 'stripe';
import type { Scope } from './call.ts';
import { emit } from './events.ts';
import { tellInvoice } from './invoice-payments.ts';

/** A payment has ended, days after it was begun: tells the invoice or the checkout session that it is for. */
export function endAsyncPayment(scope: Scope, intent: Stripe.PaymentIntent): void {
  tellInvoice(scope, intent);
  const [session] = scope.store.findBy('checkout.session', scope.account, {
    field: 'payment_intent',
    value: intent.id,
  });
  if (session?.status !== 'complete') return;
  if (intent.status !== 'succeeded') {
    emit(scope, { type: 'checkout.session.async_payment_failed', data: { object: session } });
    return;
  }
  const paid = { ...session, payment_status: 'paid' } satisfies Stripe.Checkout.Session;
  scope.store.put(scope.account, paid);
  emit(scope, { type: 'checkout.session.async_payment_succeeded', data: { object: paid } });
}
