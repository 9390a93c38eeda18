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

/**
 * How long to look away from a task that has been waited for so long. Calls like it took `expectedMillis` (0: nothing
 * is known): until shortly before that there is nothing to see, then it is looked at often, and later, since nobody
 * knows how long it will take, by a sixteenth of the time that was waited.
 */
export function pauseMillisAfter(waitedMillis: number, expectedMillis: number): number {
  const dueMillis = 0.85 * expectedMillis - waitedMillis;
  if (dueMillis > shortestPauseMillis) return Math.min(250, dueMillis);
  if (waitedMillis < 1.5 * expectedMillis) return shortestPauseMillis;
  return Math.min(250, Math.max(shortestPauseMillis, waitedMillis / 16));
}

/** What the next call will probably take: a mean in which the latest calls count most. */
export const withLatest = (expectedMillis: number, tookMillis: number): number =>
  expectedMillis === 0 ? tookMillis : 0.8 * expectedMillis + 0.2 * tookMillis;
