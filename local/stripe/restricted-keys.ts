import { StripeRefusal } from './stripe-refusal.ts';

type Right = 'read' | 'write';

/**
 * What each restricted key (`rk_...`) may do: by resource, which is the first part of the path after the version
 * ("transfers", "checkout", "radar", "core" for /v2/core/events), reading only or writing too. What is not named
 * is forbidden.
 */
export type RestrictedKeys = Readonly<Record<string, Readonly<Record<string, Right>>>>;

interface KeyedCall {
  method: string;
  /** As routed ("/v1/transfers/:id"). */
  route: string;
  headers: { authorization?: string };
}

/**
 * Throws Stripe's 403 when the request's key is a restricted one without the right: StripePermissionError in the
 * client. A key that begins with `rk_` and is not in the table may do nothing.
 */
export function requirePermission(keys: RestrictedKeys, { method, route, headers }: KeyedCall): void {
  const key = keyOf(headers.authorization ?? '');
  if (!key.startsWith('rk_') || !/^\/v[12]\//.test(route)) return;
  const [, , resource = ''] = route.split('/');
  const right = keys[key]?.[resource];
  const needed: Right = method === 'GET' ? 'read' : 'write';
  if (right === 'write' || right === needed) return;
  throw new StripeRefusal(
    403,
    {
      type: 'invalid_request_error',
      message: `The provided key '${key.slice(0, 8)}***' does not have the required permissions for this endpoint: '${resource}' ${needed}`,
    },
    { keepsReply: false },
  );
}

function keyOf(authorization: string): string {
  const [scheme, value = ''] = authorization.split(' ');
  if (scheme !== 'Basic') return value;
  return Buffer.from(value, 'base64').toString().split(':')[0] ?? '';
}
