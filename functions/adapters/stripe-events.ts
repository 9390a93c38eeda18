import { Refusal } from '../../shared/refusal.ts';
import type { Write } from './commit.ts';
import { keys } from './keys.ts';
import type { StripeNotice } from './stripe-webhook.ts';

/** Stripe sends an event again for three days; it is kept for longer than Stripe itself lists it. */
const keptSeconds = 90 * 86_400;

export const stripeEventWrites = {
  /** What an event names, never what it says. Noted again it is followed again, which changes nothing that is known. */
  note: (notice: StripeNotice & { receivedAt: number }): Write => ({
    put: {
      Item: {
        ...keys.stripeEvent(notice.eventId),
        ...notice,
        expiresAtSeconds: Math.ceil(notice.receivedAt / 1_000) + keptSeconds,
      },
    },
    otherwise: new Refusal('conflict', `event ${notice.eventId} is noted by another`),
  }),
};
