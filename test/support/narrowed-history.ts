import type Stripe from 'stripe';
import { nameOfSubject, type StripeSubject, subjectOfEvent } from '../../shared/stripe-subject.ts';
import type { History } from './stripe-history.ts';

/** The history of some of its customers: what Stripe has of the others is not told. */
export function narrowed({ steps }: History, chosen: readonly string[]): History {
  // Each subject is first told of in a step of its own story, later ones may come with anybody's.
  const storyOf = new Map<string, string>();
  for (const { story, events } of steps)
    for (const subject of events.flatMap((event) => subjectIn(event) ?? [])) {
      const name = nameOfSubject(subject);
      if (!storyOf.has(name)) storyOf.set(name, story);
    }
  const isTold = ({ subject }: { subject?: StripeSubject | undefined }) =>
    subject !== undefined && chosen.includes(storyOf.get(nameOfSubject(subject)) ?? '');
  const told = steps.map(({ story, atMarket, events, after }) => ({
    story,
    ...(atMarket && chosen.includes(story) && { atMarket }),
    events: events.filter((event) => isTold({ subject: subjectIn(event) })),
    after: {
      ...after,
      movements: after.movements.filter(isTold),
      happenings: after.happenings.filter(isTold),
    },
  }));
  return {
    stories: [...chosen],
    steps: told.filter(({ story, events }) => chosen.includes(story) || events.length > 0),
  };
}

export const subjectIn = ({ type, data }: Stripe.Event): StripeSubject | undefined => {
  const object = data.object as { object: string; id?: string; payment_intent?: string | null };
  return subjectOfEvent(type, {
    object: object.object,
    id: object.id,
    paymentIntentId: object.payment_intent ?? undefined,
  });
};
