import { createHash } from 'node:crypto';
import type { Scope } from './call.ts';
import { StripeRefusal } from './stripe-refusal.ts';

/** Status and JSON text of an answer. */
export interface Reply {
  status: number;
  body: string;
}

export interface KeyedRequest {
  /** The Idempotency-Key header; keys of different accounts are different keys. */
  key: string;
  /** Hash of everything that must be the same when the key is used again. */
  fingerprint: string;
}

// docs.stripe.com/api/idempotent_requests: keys can be removed once they are at least 24 hours old.
const keptSeconds = 24 * 3_600;

export function keyRequest(
  scope: Scope,
  { key, method, path, params }: { key: string; method: string; path: string; params: unknown },
): KeyedRequest {
  const text = JSON.stringify([method, path, params]);
  return {
    key: `${scope.account} ${key}`,
    fingerprint: createHash('sha256').update(text).digest('hex'),
  };
}

/** The reply kept under the key, or undefined. Throws `idempotency_error` when the request was another one. */
export function findReply(scope: Scope, request: KeyedRequest): Reply | undefined {
  const [row] = scope.store.rows(
    'SELECT fingerprint, status, body FROM replies WHERE idempotency_key = ? AND kept_at > ?',
    [request.key, scope.nowSeconds - keptSeconds],
  );
  if (row === undefined) return undefined;
  if (row.fingerprint !== request.fingerprint) {
    throw new StripeRefusal(
      400,
      {
        type: 'idempotency_error',
        message:
          'Keys for idempotent requests can only be used with the same parameters they were first used with. Use another key for another request.',
      },
      { keepsReply: false },
    );
  }
  return { status: Number(row.status), body: String(row.body) };
}

export function keepReply(scope: Scope, request: KeyedRequest, reply: Reply): void {
  scope.store.run('INSERT OR REPLACE INTO replies VALUES (?, ?, ?, ?, ?)', [
    request.key,
    request.fingerprint,
    reply.status,
    reply.body,
    scope.nowSeconds,
  ]);
}
