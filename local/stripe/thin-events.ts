import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call } from './call.ts';
import { platformAccount } from './object-store.ts';
import { parseParams } from './params.ts';
import { noSuch } from './stripe-refusal.ts';

/** A thin event as it is sent and retrieved, before the SDK gives it its methods; `created` is an ISO time. */
export type ThinEvent = Stripe.V2.Core.EventBase & {
  related_object: { id: string; type: string; url: string } | null;
};

const paths: Record<string, string> = {
  account: 'accounts',
  charge: 'charges',
  'checkout.session': 'checkout/sessions',
  customer: 'customers',
  dispute: 'disputes',
  invoice: 'invoices',
  invoice_payment: 'invoice_payments',
  invoiceitem: 'invoiceitems',
  payment_intent: 'payment_intents',
  payment_method: 'payment_methods',
  payout: 'payouts',
  price: 'prices',
  product: 'products',
  'radar.early_fraud_warning': 'radar/early_fraud_warnings',
  refund: 'refunds',
  setup_intent: 'setup_intents',
  topup: 'topups',
  transfer: 'transfers',
};

/**
 * An event without what it is about: only its type and where to fetch that. Its id is another one than the
 * snapshot's, which it names, so that a receiver of both can tell.
 */
export function thinEvent(event: Stripe.Event): ThinEvent {
  const object = z.looseObject({ id: z.string().default(''), object: z.string() }).parse(event.data.object);
  const path = paths[object.object];
  const { id, idempotency_key } = event.request ?? {};
  return {
    id: event.id.replace('evt_', 'evt_test_'),
    object: 'v2.core.event',
    ...(event.account !== undefined && { context: event.account }),
    created: new Date(event.created * 1_000).toISOString(),
    livemode: event.livemode,
    ...(id && {
      reason: { type: 'request', request: { id, idempotency_key: idempotency_key ?? '' } },
    }),
    related_object:
      path === undefined
        ? null
        : { id: object.id, type: object.object, url: `/v1/${path}/${encodeURIComponent(object.id)}` },
    snapshot_event: event.id,
    type: `v1.${event.type}`,
  };
}

/** GET /v2/core/events/:id, of the platform or of the account in the Stripe-Context header. */
export function retrieveThinEvent(call: Call): object {
  const id = call.path.id ?? '';
  const event = call.store.find('event', call.account, id.replace('evt_test_', 'evt_'));
  if (event === undefined || !id.startsWith('evt_test_')) throw noSuch('event', id, 'path');
  return thinEvent(event);
}

const time = z.iso.datetime().transform((text) => Math.floor(Date.parse(text) / 1_000));
const listParams = z.object({
  created: z.object({ gt: time, gte: time, lt: time, lte: time }).partial().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  object_id: z.string().optional(),
  page: z.string().optional(),
  types: z.union([z.array(z.string()), z.string().transform((type) => [type])]).optional(),
});

/** GET /v2/core/events: newest first, by object, type and time; `next_page_url` leads on. */
export function listThinEvents(call: Call): object {
  const { created, limit, object_id, page, types } = parseParams(call, listParams);
  const found = call.store.page('event', {
    account: call.account,
    limit,
    startingAfter: page,
    created,
    equals: { 'data.object.id': object_id },
    patterns: types && { field: 'type', patterns: types.map((type) => type.replace(/^v1\./, '')) },
  });
  const last = found.data.at(-1);
  return {
    data: found.data.map(thinEvent),
    next_page_url: found.hasMore && last ? nextPageUrl(call, last.id) : null,
    previous_page_url: null,
  };
}

function nextPageUrl(call: Call, after: string): string {
  const query = new URLSearchParams(call.query);
  query.set('page', after);
  return `${call.url}?${query}`;
}

/** Whether an event came from the platform itself or from one of its connected accounts. */
export const originOf = (event: Stripe.Event): 'connected' | 'platform' =>
  (event.account ?? platformAccount) === platformAccount ? 'platform' : 'connected';
