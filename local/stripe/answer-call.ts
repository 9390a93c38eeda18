import { accountInvalid } from './account-access.ts';
import type { ApiRequest } from './api-request.ts';
import type { Call, Handler, Scope } from './call.ts';
import { readClock } from './clock.ts';
import { applyDueChanges } from './due-changes.ts';
import { expandReply } from './expand.ts';
import type { Fault, FaultSwitch } from './fault-switch.ts';
import { findReply, type KeyedRequest, keepReply, keyRequest, type Reply } from './idempotency.ts';
import { newId } from './new-id.ts';
import { type ObjectStore, platformAccount } from './object-store.ts';
import { expandParam, parseParams } from './params.ts';
import { type RestrictedKeys, requirePermission } from './restricted-keys.ts';
import { StripeRefusal } from './stripe-refusal.ts';
import type { WebhookSender } from './webhook-sender.ts';

/** What every call runs on. */
export interface Foundation {
  store: ObjectStore;
  /** Milliseconds since 1970, before the offset of `setClock`. */
  now: () => number;
  faults: FaultSwitch;
  webhooks: WebhookSender;
  restrictedKeys: RestrictedKeys;
  availabilityDelaySeconds: number;
  asyncPaymentDelaySeconds: number;
  payoutDelaySeconds: number;
  /** Time spent in answering. */
  busyMillis: number;
}

export type Answer = 'dropped' | (Reply & { headers: Record<string, string> });

/**
 * Answers one call in one transaction: its writes, its events and, under an idempotency key, its reply are
 * kept together or not at all. Events go to the webhook after the commit.
 */
export function answerCall(base: Foundation, handler: Handler, request: ApiRequest): Answer {
  const startedAt = performance.now();
  try {
    return answer(base, handler, request);
  } finally {
    base.busyMillis += performance.now() - startedAt;
  }
}

function answer(base: Foundation, handler: Handler, request: ApiRequest): Answer {
  const call = openCall(base, request);
  const fault = base.faults.take([`${request.method} ${request.url}`, `${request.method} ${request.route}`]);
  if (fault === 'drop_before') return 'dropped';
  let reply: Reply & { isReplayed?: boolean };
  try {
    requireAccess(call, request);
    requirePermission(base.restrictedKeys, request);
    refuseAsTold(fault);
    reply = commitReply(base, call, {
      handler: fault === '500' ? failAsTold : handler,
      keyed: keyOf(call, request),
    });
  } catch (error) {
    reply = replyTo(toRefusal(error));
  }
  base.webhooks.send(call.emitted);
  return fault === 'drop_after_commit' ? 'dropped' : { ...reply, headers: headersOf(call, request, reply) };
}

function openCall(base: Foundation, request: ApiRequest): Call {
  return {
    store: base.store,
    nowSeconds: readClock(base.store, base.now),
    account: request.headers.stripeAccount ?? platformAccount,
    availabilityDelaySeconds: base.availabilityDelaySeconds,
    asyncPaymentDelaySeconds: base.asyncPaymentDelaySeconds,
    payoutDelaySeconds: base.payoutDelaySeconds,
    request: { id: newId('req'), idempotency_key: request.headers.idempotencyKey ?? null },
    webhookCount: base.webhooks.targets.length,
    emitted: [],
    params: request.params,
    path: request.path,
    url: request.url,
    query: request.query,
    origin: request.origin,
  };
}

function commitReply(
  base: Foundation,
  call: Call,
  { handler, keyed }: { handler: Handler; keyed: KeyedRequest | undefined },
): Reply & { isReplayed?: boolean } {
  return base.store.transact(() => {
    applyDueChanges(unasked(call));
    const kept = keyed && findReply(call, keyed);
    if (kept !== undefined) return { ...kept, isReplayed: true };
    const { reply, isKept } = attempt(call, handler);
    if (keyed !== undefined && isKept) keepReply(call, keyed, reply);
    applyDueChanges({ ...unasked(call), nowSeconds: readClock(base.store, base.now) });
    return reply;
  });
}

// What time does is nobody's request: docs.stripe.com/api/events/object has a null `request.id` then.
function unasked(call: Call): Scope {
  return { ...call, request: { id: null, idempotency_key: null } };
}

function attempt(call: Call, handler: Handler): { reply: Reply; isKept: boolean } {
  const eventCount = call.emitted.length;
  try {
    const object = call.store.attempt(
      () => {
        const { expand } = parseParams(call, expandParam);
        return expandReply(handler(call), expand, (id) => call.store.findAnything(id));
      },
      (error) => !toRefusal(error).keepsState,
    );
    return { reply: { status: 200, body: JSON.stringify(object) }, isKept: true };
  } catch (error) {
    const refusal = toRefusal(error);
    if (!refusal.keepsState) call.emitted.splice(eventCount);
    return { reply: replyTo(refusal), isKept: refusal.keepsReply };
  }
}

function toRefusal(error: unknown): StripeRefusal {
  if (error instanceof StripeRefusal) return error;
  console.error('The Stripe stand-in failed:', error);
  return new StripeRefusal(500, {
    type: 'api_error',
    message: `The stand-in failed (this is not Stripe's doing): ${String(error)}`,
  });
}

function replyTo({ status, body }: StripeRefusal): Reply {
  return { status, body: JSON.stringify({ error: body }) };
}

function requireAccess(call: Call, { route, headers }: ApiRequest): void {
  if (!/^\/v[12]\//.test(route)) return;
  const { account } = call;
  if (!/^(Bearer|Basic) \S/.test(headers.authorization ?? '')) {
    throw new StripeRefusal(
      401,
      {
        type: 'invalid_request_error',
        message: 'You did not provide an API key: send it as a Bearer token.',
      },
      { keepsReply: false },
    );
  }
  if (account === platformAccount || call.store.find('account', platformAccount, account)) return;
  throw accountInvalid(account);
}

function keyOf(call: Call, request: ApiRequest): KeyedRequest | undefined {
  const key = request.headers.idempotencyKey;
  if (key === undefined || request.method !== 'POST') return undefined;
  return keyRequest(call, { key, method: request.method, path: request.url, params: request.params });
}

// Stripe runs nothing and keeps nothing for a 409 or a 429: docs.stripe.com/api/idempotent_requests.
function refuseAsTold(fault: Fault['kind'] | undefined): void {
  const keepsReply = false;
  if (fault === '409') {
    const message = 'Another request is working on this object. Try again.';
    throw new StripeRefusal(
      409,
      { type: 'invalid_request_error', code: 'lock_timeout', message },
      { keepsReply },
    );
  }
  if (fault === '429') {
    const message = 'Too many requests. Try again later.';
    throw new StripeRefusal(
      429,
      { type: 'invalid_request_error', code: 'rate_limit', message },
      { keepsReply },
    );
  }
}

function failAsTold(): never {
  throw new StripeRefusal(500, { type: 'api_error', message: 'An unknown error occurred (fault switch).' });
}

function headersOf(
  call: Call,
  { headers }: ApiRequest,
  reply: Reply & { isReplayed?: boolean },
): Record<string, string> {
  return {
    'content-type': 'application/json',
    'request-id': String(call.request.id),
    ...(headers.stripeAccount !== undefined && { 'stripe-account': headers.stripeAccount }),
    ...(headers.idempotencyKey !== undefined && { 'idempotency-key': headers.idempotencyKey }),
    ...(reply.isReplayed === true && { 'idempotent-replayed': 'true' }),
    // A 500 is kept under its key: the same key would only bring it back.
    ...(reply.status === 500 && { 'stripe-should-retry': 'false' }),
  };
}
