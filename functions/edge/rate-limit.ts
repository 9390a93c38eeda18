import type { Context, MiddlewareHandler } from 'hono';
import {
  type Amount,
  askedTokens,
  durationText,
  type Measure,
  type RateLimits,
  type Standing,
  type TooMuch,
} from '../../shared/rate-limit.ts';
import { Refusal } from '../../shared/refusal.ts';
import { neededScope } from '../../shared/scope.ts';
import type { Admission } from '../adapters/rate-limits.ts';
import type { Deps } from './deps.ts';
import type { Variables } from './http.ts';

type Env = { Variables: Variables };
type Asked = Pick<Deps, 'rateLimits' | 'customers'>;

/**
 * Lets a live call in as far as its key's and its organisation's limits a minute allow, before it is judged and
 * before any money is held for it; every reply tells the limits, what is left and when all is there again. Refuses
 * with rate_limit_exceeded, saying when to come back.
 */
export const rateLimit =
  (deps: Asked): MiddlewareHandler<Env> =>
  async (c, next) => {
    if (c.req.method !== 'POST' || neededScope(c.req.method, c.req.path) !== 'inference') return next();
    const limits = await deps.customers.limits(c.get('callerId'));
    const ask = { requests: 1, tokens: askedTokens(parsed(await c.req.arrayBuffer())) };
    const { standing, tooMuch } = await admit(deps, c, ask, limits);
    if (tooMuch) {
      setHeaders(c, standing);
      throw refusalOf(c, tooMuch, { standing, ask });
    }
    await next();
    setHeaders(c, standing);
  };

/** Of both buckets the fuller one is told. */
async function admit(
  { rateLimits }: Asked,
  c: Context<Env>,
  ask: Amount,
  limits: RateLimits,
): Promise<Admission> {
  const organization = { customerId: c.get('callerId') };
  const key = { ...organization, keyId: c.get('key').keyId };
  const byKey = await rateLimits.admit(key, ask, limits.key);
  if (byKey.tooMuch) return byKey;
  const byOrganization = await rateLimits.admit(organization, ask, limits.organization);
  if (byOrganization.tooMuch) {
    rateLimits.giveBack(key, ask, limits.key);
    return byOrganization;
  }
  return { standing: tighter(byKey.standing, byOrganization.standing) };
}

const tighter = (a: Admission['standing'], b: Admission['standing']): Admission['standing'] => ({
  requests: a.requests.remaining < b.requests.remaining ? a.requests : b.requests,
  tokens: a.tokens.remaining < b.tokens.remaining ? a.tokens : b.tokens,
});

function setHeaders(c: Context<Env>, standing: Record<Measure, Standing>): void {
  for (const measure of ['requests', 'tokens'] as const) {
    const { limit, remaining, resetMillis } = standing[measure];
    c.header(`x-ratelimit-limit-${measure}`, String(limit));
    c.header(`x-ratelimit-remaining-${measure}`, String(remaining));
    c.header(`x-ratelimit-reset-${measure}`, durationText(resetMillis));
  }
}

function refusalOf(
  c: Context<Env>,
  { limitedBy, retryAfterMillis }: TooMuch,
  { standing, ask }: { standing: Admission['standing']; ask: Amount },
): Refusal {
  const { limit, remaining } = standing[limitedBy];
  const sums = `Limit ${limit} ${limitedBy} per minute, remaining ${remaining}, requested ${ask[limitedBy]}.`;
  if (retryAfterMillis === undefined) {
    c.header('x-should-retry', 'false');
    return new Refusal(
      'rate_limit_exceeded',
      `Request too large: it is more than a minute's worth. ${sums}`,
      {
        type: limitedBy,
      },
    );
  }
  c.header('retry-after-ms', String(retryAfterMillis));
  return new Refusal(
    'rate_limit_exceeded',
    `Rate limit reached on ${limitedBy} per minute. ${sums} Please try again in ${durationText(retryAfterMillis)}. It was not charged.`,
    { type: limitedBy, retryAfterSeconds: Math.ceil(retryAfterMillis / 1_000) },
  );
}

/** What is no JSON is refused by its route. */
function parsed(bytes: ArrayBuffer): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}
