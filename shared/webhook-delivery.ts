import { askedDelayMillis, failureOf, isGone, isSuccess, type WebhookAnswer } from './webhook-answer.ts';
import type { WebhookEvent } from './webhook-event.ts';

/**
 * One event on its way to one endpoint.
 *
 * pending ──▶ delivered
 *    │ └───▶ failed      after the last try, 410, or when its endpoint was disabled
 *    └◀─ replay ─┘       of either
 */
export type Delivery = {
  /** Rises with each change: whoever decided on an older one is refused. */
  version: number;
  customerId: string;
  endpointId: string;
  deliveryId: string;
  event: WebhookEvent;
  isTest: boolean;
  state: 'pending' | 'delivered' | 'failed';
  /** The latest `attemptsKept`, oldest first. */
  attempts: readonly Attempt[];
  /** Failed tries of this round; a replay begins a new one. */
  failures: number;
  /** Set while pending. Milliseconds since the epoch, as all times here. */
  nextAttemptAt?: number;
  /** When `nextAttemptAt` was decided. */
  scheduledAt: number;
  /** Who sends it has it to itself until then; if nothing was written by then, the sender died. */
  claimedUntil?: number;
  createdAt: number;
};

type Attempt = { at: number; latencyMillis: number; status?: number; error?: string };

const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** Each after the one before: about three days in all (the schedule that Standard Webhooks 1.0 recommends). */
export const retryDelaysMillis: readonly number[] = [
  0,
  5 * seconds,
  5 * minutes,
  30 * minutes,
  2 * hours,
  5 * hours,
  10 * hours,
  14 * hours,
  20 * hours,
  24 * hours,
];

/** Up to so much later, by chance: receivers that failed together must not be asked together. */
const jitterShare = 0.1;

/** A receiver may ask for more time than the schedule gives it, but not for ever. */
const longestDelayMillis = 24 * hours;

/** Longer than any attempt takes. */
const claimMillis = 60 * seconds;

/** Keeps the item small however often a delivery is replayed. */
const attemptsKept = 20;

type New = { customerId: string; endpointId: string; deliveryId: string; event: WebhookEvent };

export const newDelivery = (named: New, now: number): Delivery => ({
  ...named,
  version: 0,
  isTest: false,
  state: 'pending',
  attempts: [],
  failures: 0,
  nextAttemptAt: now,
  scheduledAt: now,
  createdAt: now,
});

/** Whether somebody is at it. */
export const isClaimed = ({ claimedUntil = 0 }: Delivery, now: number): boolean => now < claimedUntil;

/** Whether a try is due now, and nobody else is at it. */
export const isDue = (delivery: Delivery, now: number): boolean =>
  delivery.state === 'pending' && (delivery.nextAttemptAt ?? 0) <= now && !isClaimed(delivery, now);

export const claimed = (delivery: Delivery, now: number): Delivery => ({
  ...delivery,
  claimedUntil: now + claimMillis,
});

type Moment = { now: number /** 0 up to 1, drawn anew for each attempt. */; chance: number };

/** The delivery after an attempt that began at `at`: done, failed for good, or with its next try. */
export function afterAttempt(
  delivery: Delivery,
  answer: WebhookAnswer,
  { at, now, chance }: Moment & { at: number },
): Delivery {
  const attempted = withAttempt(delivery, attemptOf(answer, at));
  if (isSuccess(answer)) return ended(attempted, 'delivered', now);
  const failures = delivery.failures + 1;
  const delayMillis = retryDelaysMillis[failures];
  if (isGone(answer) || delivery.isTest || delayMillis === undefined)
    return ended({ ...attempted, failures }, 'failed', now);
  const asked = Math.min(askedDelayMillis(answer, now), longestDelayMillis);
  const nextAttemptAt = now + Math.max(Math.round(delayMillis * (1 + jitterShare * chance)), asked);
  return { ...attempted, failures, scheduledAt: now, nextAttemptAt };
}

/** Nobody is there to send it to any more. */
export const abandoned = (delivery: Delivery, reason: string, now: number): Delivery =>
  ended(withAttempt(delivery, { at: now, latencyMillis: 0, error: reason }), 'failed', now);

/** From the beginning of the schedule, now; the log of attempts stays. */
export const replayed = (delivery: Delivery, now: number): Delivery => ({
  ...delivery,
  state: 'pending',
  failures: 0,
  nextAttemptAt: now,
  scheduledAt: now,
});

/** How long after `scheduledAt` the next try is due, in whole seconds; undefined where none is. */
export const delaySecondsOf = ({ state, nextAttemptAt, scheduledAt }: Delivery): number | undefined =>
  state === 'pending' && nextAttemptAt !== undefined
    ? Math.max(0, Math.ceil((nextAttemptAt - scheduledAt) / seconds))
    : undefined;

/** The schedule was used up, which tells something about the endpoint; a test or a 410 does not. */
export const isExhausted = ({ state, failures }: Delivery): boolean =>
  state === 'failed' && failures >= retryDelaysMillis.length;

function withAttempt(delivery: Delivery, attempt: Attempt): Delivery {
  const { claimedUntil: _claimedUntil, ...free } = delivery;
  return { ...free, attempts: [...delivery.attempts, attempt].slice(-attemptsKept) };
}

function ended(delivery: Delivery, state: 'delivered' | 'failed', now: number): Delivery {
  const { nextAttemptAt: _nextAttemptAt, ...rest } = delivery;
  return { ...rest, state, scheduledAt: now };
}

function attemptOf(answer: WebhookAnswer, at: number): Attempt {
  const error = failureOf(answer);
  return {
    at,
    latencyMillis: answer.latencyMillis,
    ...(answer.kind === 'answered' && { status: answer.status }),
    ...(error && { error }),
  };
}
