import { z } from 'zod';
import { getModel } from './catalogue.ts';
import { isRefusal } from './refusal.ts';

/** How much a minute. Tokens are estimated before a call runs: its texts and the most that it may answer. */
export type MinuteLimits = { requests: number; tokens: number };

/** `enqueuedTokens`: of all batches that are under way, estimated alike. */
export type RateLimits = { organization: MinuteLimits; key: MinuteLimits; enqueuedTokens: number };

export const tiers = ['standard', 'high'] as const;
export type Tier = (typeof tiers)[number];

const perMinute = z.strictObject({
  requests: z.number().int().min(1).max(10_000_000),
  tokens: z.number().int().min(1).max(10_000_000_000),
});
/** A customer's own limits, instead of its tier's. */
export const rateLimitsOverride = z.strictObject({
  organization: perMinute.optional(),
  key: perMinute.optional(),
  enqueued_tokens: z.number().int().min(1).max(1e15).optional(),
});

export const ownLimits = ({
  enqueued_tokens: enqueuedTokens,
  organization,
  key,
}: z.infer<typeof rateLimitsOverride>): Partial<RateLimits> => ({
  ...(organization && { organization }),
  ...(key && { key }),
  ...(enqueuedTokens !== undefined && { enqueuedTokens }),
});

export type CustomerLimits = { tier?: Tier; limits?: Partial<RateLimits> };

/** What a customer may send, by the policy's tiers or by limits of its own. */
export const limitsOf = (
  { tier = 'standard', limits }: CustomerLimits,
  byTier: Record<Tier, RateLimits>,
): RateLimits => ({ ...byTier[tier], ...limits });

export type Amount = { requests: number; tokens: number };
const measures = ['requests', 'tokens'] as const;
export type Measure = (typeof measures)[number];

const windowMillis = 60_000;

/**
 * A bucket that drips out as fast as its limit allows (the generic cell rate algorithm, ITU-T I.371): for each measure
 * the moment, in ms, at which it is empty again. It holds a minute's worth.
 */
export type Bucket = Record<Measure, number>;
export const emptyBucket: Bucket = { requests: 0, tokens: 0 };

export type TooMuch = {
  limitedBy: Measure;
  /** Undefined: it is more than a minute's worth, so it never fits. */
  retryAfterMillis: number | undefined;
};

/** The bucket with `amount` in it, or what is too much. */
export function pour(bucket: Bucket, amount: Amount, limits: MinuteLimits, now: number): Bucket | TooMuch {
  const next = { ...bucket };
  for (const measure of measures) {
    if (amount[measure] <= 0) continue;
    next[measure] = Math.max(bucket[measure], now) + millisOf(amount[measure], limits[measure]);
    const tooLateMillis = next[measure] - now - windowMillis;
    // Far less than a token's worth: sums of fractions are not exact.
    if (tooLateMillis > 0.001)
      return {
        limitedBy: measure,
        retryAfterMillis: amount[measure] > limits[measure] ? undefined : Math.ceil(tooLateMillis),
      };
  }
  return next;
}

export const isTooMuch = (poured: object): poured is TooMuch => 'limitedBy' in poured;

/** How long so much takes to drip out. */
const millisOf = (amount: number, limit: number): number => (amount * windowMillis) / limit;

/** What still fits. */
export const roomIn = (
  bucket: Bucket,
  measure: Measure,
  { limit, now }: { limit: number; now: number },
): number =>
  Math.max(
    0,
    Math.floor(((now + windowMillis - Math.max(bucket[measure], now)) * limit) / windowMillis + 1e-6),
  );

/**
 * What one instance of the program may let in by itself. Most calls then cost no write: it takes from the shared
 * bucket ahead of need, twice as much each time while it is used up, and what it took is void after a minute.
 */
export type Lease = { left: Amount; used: Amount; free: Amount; endsAt: number };

/** The most that is taken ahead: a fiftieth of a minute's worth. */
const aheadShare = 1 / 50;
/** What each instance lets in each minute without asking: a quiet customer costs nothing. */
const freeShare = 1 / 1_000;

export function newLease(limits: MinuteLimits, now: number): Lease {
  const free = { requests: share(limits.requests, freeShare), tokens: share(limits.tokens, freeShare) };
  return { left: free, free, used: { requests: 0, tokens: 0 }, endsAt: now + windowMillis };
}

const share = (limit: number, part: number) => Math.floor(limit * part);

export const covers = ({ left }: Lease, ask: Amount): boolean =>
  ask.requests <= left.requests && ask.tokens <= left.tokens;

/** What to take from the shared bucket for `ask`: `least` is needed, `ahead` is worth asking for. */
export function toTake(lease: Lease, ask: Amount, limits: MinuteLimits): { least: Amount; ahead: Amount } {
  const least = eachOf((measure) => Math.max(0, ask[measure] - lease.left[measure]));
  return {
    least,
    ahead: eachOf((measure) =>
      least[measure] === 0
        ? 0
        : Math.max(least[measure], Math.min(lease.used[measure], share(limits[measure], aheadShare))),
    ),
  };
}

/** Takes `ahead` where it fits, else what is needed, or says what is too much. */
export function pourMost(
  bucket: Bucket,
  { least, ahead }: { least: Amount; ahead: Amount },
  limits: MinuteLimits,
  now: number,
): { amount: Amount; bucket: Bucket } | TooMuch {
  const most = pour(bucket, ahead, limits, now);
  if (!isTooMuch(most)) return { amount: ahead, bucket: most };
  const poured = pour(bucket, least, limits, now);
  return isTooMuch(poured) ? poured : { amount: least, bucket: poured };
}

export const withTaken = (lease: Lease, taken: Amount, now: number): Lease => ({
  ...lease,
  left: eachOf((measure) => lease.left[measure] + taken[measure]),
  endsAt: now + windowMillis,
});

/** Uses `ask` of it, or, negative, gives it back. */
export const withUsed = (lease: Lease, ask: Amount, sign: 1 | -1 = 1): Lease => ({
  ...lease,
  left: eachOf((measure) => lease.left[measure] - sign * ask[measure]),
  used: eachOf((measure) => lease.used[measure] + sign * ask[measure]),
});

const eachOf = (of: (measure: Measure) => number): Amount => ({
  requests: of('requests'),
  tokens: of('tokens'),
});

/** What the headers of a reply tell of one measure. */
export type Standing = { limit: number; remaining: number; resetMillis: number };

export function standingOf(
  bucket: Bucket,
  lease: Lease,
  limits: MinuteLimits,
  now: number,
): Record<Measure, Standing> {
  const of = (measure: Measure): Standing => {
    const limit = limits[measure];
    // What was let in for free is in no bucket, but the caller has used it.
    const own = lease.left[measure] - lease.free[measure];
    const remaining = Math.min(limit, Math.max(0, roomIn(bucket, measure, { limit, now }) + own));
    return { limit, remaining, resetMillis: millisOf(limit - remaining, limit) };
  };
  return { requests: of('requests'), tokens: of('tokens') };
}

/** "6m0s", "1.5s", "20ms": as Go writes durations, which OpenAI's headers follow. */
export function durationText(millis: number): string {
  if (millis < 1_000) return `${Math.ceil(millis)}ms`;
  const seconds = Math.ceil(millis / 10) / 100;
  const minutes = Math.floor(seconds / 60);
  const rest = `${Math.round((seconds - minutes * 60) * 100) / 100}s`;
  return minutes > 0 ? `${minutes}m${rest}` : rest;
}

/** As many bytes a token as English has. */
const bytesPerToken = 4;

/**
 * What a call may take, without a tokenizer and before it is judged: a token for 4 bytes of its texts (images apart),
 * and the most that it may answer, for each of its `n` answers. Never throws: what is no request is refused elsewhere.
 */
export function askedTokens(body: unknown): number {
  if (typeof body !== 'object' || body === null) return 0;
  const { model, messages, input, prompt, instructions, n, ...rest } = body as Record<string, unknown>;
  const most =
    rest.max_completion_tokens ?? rest.max_tokens ?? rest.max_output_tokens ?? defaultOutput(model);
  const answers = isCount(n) ? n : 1;
  const answer = isCount(most) ? Math.min(most, 1e9) * Math.min(answers, 1_000) : 0;
  const bytes = [messages, input, prompt, instructions].reduce<number>(
    (sum, each) => sum + textBytes(each),
    0,
  );
  return Math.ceil(bytes / bytesPerToken) + answer;
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value > 0;

function defaultOutput(model: unknown): number {
  try {
    return getModel(String(model)).limits.defaultOutputTokens;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return 0;
  }
}

/** Of every text in it, however deep. A token id is a token. */
function textBytes(value: unknown, depth = 0): number {
  if (typeof value === 'string')
    return value.startsWith('data:') ? 0 : new TextEncoder().encode(value).length;
  if (typeof value === 'number') return bytesPerToken;
  if (typeof value !== 'object' || value === null || depth > 8) return 0;
  return Object.values(value).reduce<number>((sum, each) => sum + textBytes(each, depth + 1), 0);
}
