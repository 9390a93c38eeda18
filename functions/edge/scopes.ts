import type { MiddlewareHandler } from 'hono';
import { Refusal } from '../../shared/refusal.ts';
import { neededScope } from '../../shared/scope.ts';
import type { Variables } from './http.ts';

/**
 * The one place where a key's scopes are asked. A path without a rule (shared/scope.ts) is answered as one that does
 * not exist: a new route is closed until it has one.
 */
export const requireScope: MiddlewareHandler<{ Variables: Variables }> = async (c, next) => {
  const needed = neededScope(c.req.method, c.req.path);
  if (needed === undefined)
    throw new Refusal('not_found', `There is nothing at ${c.req.method} ${c.req.path}.`);
  if (needed !== 'any key' && !c.get('grant').scopes.includes(needed))
    throw new Refusal(
      'missing_scope',
      `You have insufficient permissions for this operation. Missing scopes: ${needed}.`,
    );
  await next();
};
