import Stripe from 'stripe';
import { z } from 'zod';
import type { Call, Scope } from './call.ts';
import { listObjects } from './lists.ts';
import { newId } from './new-id.ts';
import { platformAccount } from './object-store.ts';
import { parseParams } from './params.ts';

const listParams = z.object({ type: z.string().optional(), types: z.array(z.string()).max(20).optional() });

/** The events that the stand-in sends. */
type SentEvent = Extract<
  Stripe.Event,
  {
    type:
      | 'account.updated'
      | 'charge.captured'
      | 'charge.dispute.closed'
      | 'charge.dispute.created'
      | 'charge.dispute.funds_withdrawn'
      | 'charge.dispute.updated'
      | 'charge.failed'
      | 'charge.pending'
      | 'charge.refund.updated'
      | 'charge.refunded'
      | 'charge.succeeded'
      | 'checkout.session.async_payment_failed'
      | 'checkout.session.async_payment_succeeded'
      | 'checkout.session.completed'
      | 'checkout.session.expired'
      | 'customer.created'
      | 'customer.updated'
      | 'payment_intent.amount_capturable_updated'
      | 'payment_intent.canceled'
      | 'payment_intent.created'
      | 'payment_intent.payment_failed'
      | 'payment_intent.processing'
      | 'payment_intent.requires_action'
      | 'payment_intent.succeeded'
      | 'payment_method.attached'
      | 'payment_method.detached'
      | 'payout.created'
      | 'payout.failed'
      | 'payout.paid'
      | 'payout.updated'
      | 'price.created'
      | 'product.created'
      | 'refund.created'
      | 'refund.updated'
      | 'setup_intent.created'
      | 'setup_intent.succeeded'
      | 'transfer.created'
      | 'transfer.reversed'
      | 'transfer.updated';
  }
>;
/** An event's type with its data, which holds the object it is about. */
type Happening = SentEvent extends infer E ? (E extends SentEvent ? Pick<E, 'type' | 'data'> : never) : never;

/**
 * Records that something happened to an object. The event joins the scope's transaction and goes to the webhook
 * once that has committed. `account` is the connected account it happened on, the scope's own when absent.
 */
export function emit(scope: Scope, happening: Happening, account = scope.account): void {
  const event = {
    id: newId('evt'),
    object: 'event',
    ...(account !== platformAccount && { account }),
    api_version: Stripe.API_VERSION,
    created: scope.nowSeconds,
    livemode: false,
    pending_webhooks: scope.webhookCount,
    request: scope.request,
    ...happening,
  } satisfies Stripe.Event;
  // The platform's own event list has its connected accounts' events only under the Stripe-Account header.
  scope.store.put(account, event);
  scope.emitted.push(event);
}

/** Events by `type` (a `*` in it stands for anything) or by one of `types`. */
export function listEvents(call: Call): object {
  const { type, types } = parseParams(call, listParams);
  const patterns = type === undefined ? types : [type];
  return listObjects(call, 'event', {
    ...(patterns !== undefined && { patterns: { field: 'type', patterns } }),
  });
}
