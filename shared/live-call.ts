import type { LiveWindow } from './policy.ts';

/** OpenAI's names for how a live call is served; `auto` is the default tier. */
export type ServiceTier = 'auto' | 'default' | 'flex' | 'priority';

/** The tier that a call is served at, by OpenAI's name: it is echoed in the reply. */
export type ServedTier = Exclude<ServiceTier, 'auto'>;

/** At which price and in which lane a call of this tier is served. */
export function windowOf(tier: ServiceTier | null | undefined): LiveWindow {
  switch (tier) {
    case 'flex':
    case 'priority':
      return tier;
    default:
      return 'live';
  }
}

export const tierOf = (window: LiveWindow): ServedTier => (window === 'live' ? 'default' : window);

/** Unstreamed calls are answered by then, or told to come back: front doors close a silent connection at 60 s. */
export const unstreamedWaitMillis = 55_000;
export const streamedWaitMillis = 300_000;

type Body = Record<string, unknown>;

/** What says who asks, or how the answer is to travel: the vehicle that runs the call has no need of it. */
const marketsOwn = [
  'service_tier',
  'stream_options',
  'user',
  'safety_identifier',
  'prompt_cache_key',
  'metadata',
  'store',
  'x_parkade',
];

/**
 * The body as a vehicle gets it. A call that draws at random has a seed from here on, so that a second vehicle that
 * takes it over says the same.
 */
export function vehicleBody(body: Body, seed: number): Body {
  const kept = Object.fromEntries(Object.entries(body).filter(([name]) => !marketsOwn.includes(name)));
  return typeof body.temperature === 'number' && body.temperature > 0 && !isSet(body.seed)
    ? { ...kept, seed }
    : kept;
}

const isSet = (value: unknown) => value !== undefined && value !== null;

const shortestPauseMillis = 20;
const longestPauseMillis = 250;

/**
 * How long to look away from a task that has been waited for so long. Before the shortest time that calls like it took
 * lately there is hardly anything to see (0: nothing is known); then it is looked at often, and ever less.
 */
export function pauseMillisAfter(waitedMillis: number, shortestMillis: number): number {
  const untilMillis = 0.9 * shortestMillis - waitedMillis;
  const pauseMillis = untilMillis > 0 ? untilMillis : -untilMillis / 32;
  return Math.min(longestPauseMillis, Math.max(shortestPauseMillis, pauseMillis));
}
