import { faultKinds } from '../../support/faults/fault-kind.ts';

/** All that can go wrong in the simulator; the first five are those of any client's call. */
export const simFaults = [
  ...faultKinds,
  /** A call, an answer or a message takes long: what came after it overtakes it. */
  'delayed',
  /** An instance dies before its call is carried out, or after, before it hears of it; another one starts cold. */
  'crashed_before',
  'crashed_after',
  /** One side can't reach the other for a while. */
  'partitioned',
  /** An instance's or a vehicle's clock is off. */
  'skewed',
  /** The index, or an eventually consistent read, tells what was. */
  'stale',
  /** A queue delivers a message twice, or in another order than it was sent. */
  'redelivered',
  'reordered',
  /** The table's stream tells of the same changes again. */
  'replayed_stream',
  /** A vehicle is gone without a word, for a while or for good; or its driver is back, and it hands in. */
  'left_silently',
  'driver_returned',
  /** A vehicle lies: of its answers, or of what they took; or sends again what was answered, or what is too late. */
  'wrong_result',
  'inflated_units',
  'replayed_request',
  'stale_completion',
  /** Stripe's webhook does not come, comes late, twice, or in another order. */
  'webhook_dropped',
  'webhook_delayed',
  'webhook_doubled',
  /** What Stripe answers: it works on that object, too many calls, its own fault. */
  'stripe_409',
  'stripe_429',
  'stripe_500',
  /** A customer goes away in the middle of a call. */
  'hung_up',
] as const;

export type SimFault = (typeof simFaults)[number];
