import type Stripe from 'stripe';
import { type StripeSubject, subjectOfEvent } from '../../../shared/stripe-subject.ts';
import { findIdOf } from './reading.ts';

/** `isBirth`: the subject came to be, which says nothing of what became of it. */
export type StripeHappening = { subject: StripeSubject; createdAt: number; isBirth: boolean };

/** What happened on the platform's account. Stripe lists events for 30 days; what moved money its balance tells for ever. */
export function eventReadsOver(stripe: Stripe) {
  return {
    /** What the events from `createdFrom` (ms) on are about, latest first. */
    async *happenings(createdFrom: number): AsyncGenerator<StripeHappening> {
      const events = stripe.events.list({ created: { gte: Math.floor(createdFrom / 1_000) }, limit: 100 });
      for await (const event of events) {
        const subject = subjectOf(event);
        const isBirth = event.type.endsWith('.created');
        if (subject) yield { subject, createdAt: event.created * 1_000, isBirth };
      }
    },
  };
}

function subjectOf({ type, account, data }: Stripe.Event): StripeSubject | undefined {
  const object: { object?: string; id?: string; payment_intent?: string | { id: string } | null } =
    data.object;
  return subjectOfEvent(
    type,
    { object: object.object ?? '', id: object.id, paymentIntentId: findIdOf(object.payment_intent) },
    account,
  );
}
