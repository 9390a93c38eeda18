import Stripe from 'stripe';
import { z } from 'zod';
import type { Call, Scope } from './call.ts';
import type { Happening } from './happening.ts';
import { listObjects } from './lists.ts';
import { newId } from './new-id.ts';
import { platformAccount } from './object-store.ts';
import { parseParams } from './params.ts';

const listParams = z.object({ type: z.string().optional(), types: z.array(z.string()).max(20).optional() });

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
