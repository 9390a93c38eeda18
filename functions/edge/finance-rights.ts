import type { MiddlewareHandler } from 'hono';
import { neededRights } from '../../shared/finance-right.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { Variables } from './http.ts';

/** The one place where a person's rights are asked. */
export const requireRight: MiddlewareHandler<{ Variables: Variables }> = async (c, next) => {
  const needed = neededRights(c.req.method, c.req.path);
  if (!needed.some((right) => c.get('may').includes(right)))
    throw new Refusal(
      'not_allowed',
      `You may not do this: it takes the right '${needed[0]}'. Who has 'people' can give it to you with a new key.`,
    );
  await next();
};
