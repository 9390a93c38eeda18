import type Stripe from 'stripe';
import { beginRefunds } from '../../functions/edge/begin-refunds.ts';
import type { Deps } from '../../functions/edge/deps.ts';
import { followStripeEvent } from '../../functions/market/follow-stripe-event.ts';
import { pollStripe } from '../../functions/market/poll-stripe.ts';
import { resendRefunds } from '../../functions/market/resend-refunds.ts';
import { sendRefund } from '../../functions/market/send-refund.ts';
import { nameOfSubject, type StripeSubject, subjectOfEvent } from '../../shared/stripe-subject.ts';
import { spend } from './money-in-rig.ts';
import { startMoney } from './money-rig.ts';
import { streamOf } from './stream-of-commits.ts';
import { customerIdOf, type History, type Moment, recordHistory, type Step } from './stripe-history.ts';

/** How word of what happened comes to the market. */
export type Delivery = {
  /** `pick(n)` is in 0..n-1. */
  pick: (below: number) => number;
  /** Of a hundred events so many are lost, and so many come twice. */
  lostPercent: number;
  doubledPercent: number;
  /** So many polls are made after a hundred steps. */
  pollPercent: number;
};

/** Every word at once, in its order, and no poll before the end. */
const inOrder: Delivery = { pick: () => 0, lostPercent: 0, doubledPercent: 0, pollPercent: 0 };

/** So many of the history's customers a run tells of: any of them may meet any other in some run. */
const customersARun = 2;

/**
 * Judges run after run, each with another delivery, until `runs` are done: what the ledger says of a customer must be
 * what it says when all word of that customer came in its order. `pick(n)` is in 0..n-1.
 */
export async function compareRuns({ runs, pick, tell }: Comparison): Promise<string[]> {
  const market = await startRuns();
  const history = await recordHistory(pick);
  const expected = new Map<string, string[]>();
  for (const story of history.stories)
    expected.set(story, (await market.run(history, [story], inOrder)).split('\n'));
  const complaints: string[] = [];
  for (let runNo = 1; runNo <= runs; runNo++) {
    const chosen = chosenFrom(history.stories, pick);
    const delivery = { pick, lostPercent: pick(101), doubledPercent: pick(60), pollPercent: pick(50) };
    const told = await market.run(history, chosen, delivery);
    const wanted = chosen
      .flatMap((story) => expected.get(story) ?? [])
      .sort()
      .join('\n');
    if (told !== wanted)
      complaints.push(`run ${runNo} of ${chosen.join(', ')}:\n${told}\nand not\n${wanted}`);
    tell?.(runNo);
  }
  await market.close();
  return complaints;
}

type Comparison = { runs: number; pick: (below: number) => number; tell?: (runNo: number) => void };

function chosenFrom(stories: readonly string[], pick: (below: number) => number): string[] {
  const left = [...stories];
  return Array.from({ length: customersARun }, () => left.splice(pick(left.length), 1)).flat();
}

/** One DynamoDB, in which each run has a table of its own. */
export async function startRuns() {
  const rig = await startMoney();
  let runNo = 0;
  return {
    /** What the ledger says in the end, for those customers. */
    async run(history: History, chosen: readonly string[], delivery: Delivery): Promise<string> {
      const deps = await rig.withTable(`run-${runNo++}`);
      return new Run(deps, narrowed(history, chosen), delivery).toEnd();
    },
    close: rig.close,
  };
}

/** The history of some of its customers: what Stripe has of the others is not told. */
function narrowed({ steps }: History, chosen: readonly string[]): History {
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

const subjectIn = ({ type, data }: Stripe.Event): StripeSubject | undefined => {
  const object = data.object as { object: string; id?: string; payment_intent?: string | null };
  return subjectOfEvent(type, {
    object: object.object,
    id: object.id,
    paymentIntentId: object.payment_intent ?? undefined,
  });
};

/** One way in which word of one history came to the market. */
class Run {
  readonly #history: History;
  readonly #delivery: Delivery;
  readonly #stream: ReturnType<typeof streamOf>;
  readonly #waiting: StripeSubject[] = [];
  #moment: Moment | undefined;

  constructor(base: Deps, history: History, delivery: Delivery) {
    this.#history = history;
    this.#delivery = delivery;
    const deps = Object.create(base, {
      now: { value: () => this.#at().now, enumerable: true },
      reportFault: { value: (error: unknown) => void this.#faults.push(String(error)), enumerable: true },
      newId: { value: (prefix: string) => `${prefix}_${this.#story}`, enumerable: true },
      stripe: { value: this.#stripe(), enumerable: true },
    }) as Deps;
    this.#stream = streamOf(deps, { refund: sendRefund });
  }

  #story = '';
  readonly #faults: string[] = [];

  #at(): Moment {
    if (!this.#moment) throw new Error('nothing has happened yet');
    return this.#moment;
  }

  /** Stripe as it was at the moment that the run has come to. */
  #stripe() {
    const found = async <Each>(of: (moment: Moment) => Map<string, Each>, id: string) =>
      of(this.#at()).get(id);
    const reads = {
      findPayment: (id: string) => found(({ payments }) => payments, id),
      getRefund: (id: string) => found(({ refunds }) => refunds, id),
      getDispute: (id: string) => found(({ disputes }) => disputes, id),
      getFraudWarning: (id: string) => found(({ warnings }) => warnings, id),
      movements: (from: number) => since(this.#at().movements, from),
      happenings: (from: number) => since(this.#at().happenings, from),
    };
    const payments = {
      makeRefund: async ({ refundId }: { refundId: string }) => {
        const seen = [...this.#at().refunds.values()].find((refund) => refund.refundId === refundId);
        if (!seen) throw new Error(`the history has no ${refundId}`);
        return { kind: 'made', seen };
      },
    };
    // What the history has nothing of (invoices, records of top-ups) Stripe does not know either.
    const nothing = {
      get: (known: object, name: string) => Reflect.get(known, name) ?? (async () => undefined),
    };
    return { reads: new Proxy(reads, nothing), payments };
  }

  async toEnd(): Promise<string> {
    for (const step of this.#history.steps) await this.#happen(step);
    while (this.#waiting.length > 0) await this.#deliverAny();
    await this.#stream.drain();
    await pollStripe(this.#stream.deps)();
    await resendRefunds(this.#stream.deps)();
    await this.#stream.drain();
    if (this.#faults.length > 0) throw new Error(this.#faults.join('; '));
    return ledgerOf(this.#stream.deps, this.#history.stories);
  }

  async #happen({ story, atMarket, events, after }: Step): Promise<void> {
    const { pick, lostPercent, doubledPercent, pollPercent } = this.#delivery;
    this.#story = story;
    if (atMarket) await this.#actAtMarket(story, atMarket);
    this.#moment = after;
    for (const event of events) {
      const subject = subjectIn(event);
      if (!subject || pick(100) < lostPercent) continue;
      this.#waiting.push(subject, ...(pick(100) < doubledPercent ? [subject] : []));
    }
    for (let count = pick(4); count > 0; count--) await this.#deliverAny();
    if (pick(100) < pollPercent) await pollStripe(this.#stream.deps)();
    if (pick(100) < 50) await this.#stream.drain();
  }

  /** The customer sees the balance first, so the market knows of the payment. */
  async #actAtMarket(story: string, act: NonNullable<Step['atMarket']>): Promise<void> {
    const { deps } = this.#stream;
    await pollStripe(deps)();
    if ('refundUsd' in act) await beginRefunds(deps, customerIdOf(story), act.refundUsd);
    else await spend(deps, customerIdOf(story), act.spendMicroUsd);
  }

  async #deliverAny(): Promise<void> {
    const [subject] = this.#waiting.splice(this.#delivery.pick(Math.max(1, this.#waiting.length)), 1);
    if (subject) await followStripeEvent(this.#stream.deps)({ eventId: 'evt', subject });
  }
}

async function* since<Each extends { createdAt: number }>(all: readonly Each[], from: number) {
  for (const each of all) if (each.createdAt >= from) yield each;
}

/** All entries but when they were posted, and how each customer stands, as one text. */
async function ledgerOf(deps: Deps, stories: readonly string[]): Promise<string> {
  const told: string[] = [];
  for await (const root of deps.ledger.roots())
    for await (const { at: _at, ...entry } of deps.ledger.entriesUnder(root)) told.push(textOf(entry));
  for (const story of stories) {
    const { frozenBy, ...balance } = await deps.customerBalances.of(customerIdOf(story));
    // Who hears of a warning when nothing can be done about it any more freezes nobody for it.
    const freezes = frozenBy.filter((reason) => !reason.startsWith('fraud-warning/'));
    told.push(textOf({ story, ...balance, freezes }));
  }
  return told.sort().join('\n');
}

/** Times of the market's own stay out of a memo, whatever the order of its fields. */
const textOf = (value: object): string =>
  JSON.stringify(value, (_name, each: unknown) => {
    if (typeof each === 'bigint') return String(each);
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
