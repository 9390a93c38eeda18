import type { SentTransfer } from '../../../shared/payout.ts';
import { nameOfSubject, type StripeSubject } from '../../../shared/stripe-subject.ts';
import type { Deps } from '../../edge/deps.ts';

/** Stripe lists events for so long: what is older its balance alone tells. */
const eventsListedMillis = 30 * 86_400_000;

/** No subject: a movement that no object of ours stands for. */
export type Happened = {
  subject?: StripeSubject;
  firstAt: number;
  lastAt: number;
  /** It is a transfer, and all that is told of it is that it was made: that may stand in the ledger already. */
  sent?: SentTransfer;
};

/** Each subject once, in the order in which Stripe first told of it. */
export async function happenedSince({ stripe, now }: Deps, since: number): Promise<Happened[]> {
  const movements: Mention[] = await Array.fromAsync(stripe.reads.movements(since));
  const events = await Array.fromAsync(stripe.reads.happenings(Math.max(since, now() - eventsListedMillis)));
  const bySubject = new Map<string, Gathered>();
  for (const mention of movements.concat(events)) {
    const name = mention.subject ? nameOfSubject(mention.subject) : '';
    bySubject.set(name, gathered(bySubject.get(name), mention));
  }
  return [...bySubject.values()].map(happenedOf).sort((a, b) => a.firstAt - b.firstAt);
}

type Mention = { subject?: StripeSubject; createdAt: number; sent?: SentTransfer; isBirth?: boolean };
/** `isMore`: something else is told of it than that it was made. */
type Gathered = Happened & { isMore: boolean };

function gathered(before: Gathered | undefined, { subject, createdAt, sent, isBirth }: Mention): Gathered {
  const { firstAt, lastAt, isMore } = before ?? { firstAt: createdAt, lastAt: createdAt, isMore: false };
  return {
    ...before,
    ...(subject && { subject }),
    ...(sent && { sent }),
    firstAt: Math.min(firstAt, createdAt),
    lastAt: Math.max(lastAt, createdAt),
    isMore: isMore || !(sent || isBirth),
  };
}

const happenedOf = ({ sent, isMore, ...happened }: Gathered): Happened => ({
  ...happened,
  ...(sent && !isMore && { sent }),
});
