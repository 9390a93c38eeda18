import type { MessageOf } from '../../shared/messages.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';
import { takeOver } from './stripe/take-over.ts';

/** Takes over what an event of Stripe is about, as Stripe has it now. The poller does the same where no event came. */
export const followStripeEvent =
  (deps: Deps) =>
  ({ subject }: MessageOf<'stripe-event'>): Promise<boolean> =>
    takeOver(deps, subject);

export const handler = queueLambda('stripe-event', followStripeEvent);
