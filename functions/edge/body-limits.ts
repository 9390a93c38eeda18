import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { Refusal } from '../../shared/refusal.ts';
import { neededScope } from '../../shared/scope.ts';

/** A page's image goes along with a live call; all else is a few lines. */
const bytesMax = { live: 10_000_000, other: 1_000_000 };

/** JSON is held in memory: a body over the limit is refused with request_too_large before it is read whole. */
export const limitBody = (maxBytes: number): MiddlewareHandler =>
  bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new Refusal('request_too_large', `The body is too large; it may have ${maxBytes} bytes.`);
    },
  });

/** Forms are read as they come in, batches and quotes take requests inline: both have limits of their own. */
const ownLimit = /^\/v1\/(files|uploads\/[^/]+\/parts|batches|quotes)$/;
const live = limitBody(bytesMax.live);
const other = limitBody(bytesMax.other);

/** The limit of each of the customers' routes. */
export const bodyLimits: MiddlewareHandler = (c, next) => {
  if (ownLimit.test(c.req.path)) return next();
  return neededScope(c.req.method, c.req.path) === 'inference' ? live(c, next) : other(c, next);
};

/** A bank's statement of 5 MB, and what JSON adds to it; all else that finance sends is a few lines. */
const statementBody = limitBody(6_000_000);
const financeBody = limitBody(100_000);

export const financeBodyLimits: MiddlewareHandler = (c, next) =>
  c.req.path === '/v1/finance/bank_statements' ? statementBody(c, next) : financeBody(c, next);
