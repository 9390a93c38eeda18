import type Stripe from 'stripe';
import StripeApi from 'stripe';
import { beginRefunds } from '../../functions/edge/begin-refunds.ts';
import type { Deps } from '../../functions/edge/deps.ts';
import { followStripeEvent } from '../../functions/market/follow-stripe-event.ts';
import { pollStripe } from '../../functions/market/poll-stripe.ts';
import { resendRefunds } from '../../functions/market/resend-refunds.ts';
import { sendRefund } from '../../functions/market/send-refund.ts';
import { stripeRouter } from '../../functions/stripe/router.ts';
import { spend } from './money-in-rig.ts';
import { startMoney, webhookSecret } from './money-rig.ts';
import { narrowed, subjectIn } from './narrowed-history.ts';
import { seeded } from './seeded.ts';
import { streamOf } from './stream-of-commits.ts';
import { customerIdOf, type History, type Moment, recordHistory, type Step } from './stripe-history.ts';
import { ledgerOf } from './told-ledger.ts';

/** How word of what happened comes to the market. */
export type Delivery = {
  /** `pick(n)` is in 0..n-1. */
  pick: (below: number) => number;
  /** Of a hundred events so many are lost, and so many come twice. */
  lostPercent: number;
  doubledPercent: number;
  /** So many polls are made after a hundred steps. */
  pollPercent: number;
  /** Of a hundred that come, so many begin at the webhook: signed, stored first, followed from the queue. */
  signedPercent: number;
};

/** Every word at once, in its order, and no poll before the end. */
export const inOrder: Delivery = {
  pick: () => 0,
  lostPercent: 0,
  doubledPercent: 0,
  pollPercent: 0,
  signedPercent: 0,
};

const seedBelow = 2 ** 31;
/** A run mostly waits for its table. */
const runsAtOnce = 4;

const deliveryOf = (pick: (below: number) => number): Delivery => ({
  pick,
  lostPercent: pick(101),
  doubledPercent: pick(60),
  pollPercent: pick(50),
  signedPercent: pick(2) * pick(101),
});

/** So many of the history's customers a run tells of: any of them may meet any other in some run. */
const customersARun = 2;

/**
 * Judges run after run, each with another delivery, until `runs` are done: what the ledger says of a customer must be
 * what it says when all word of that customer came in its order. `pick(n)` is in 0..n-1; `tell` is told how many runs
 * are done.
 */
export async function compareRuns({ runs, pick, tell }: Comparison): Promise<string[]> {
  const market = await startRuns();
  const history = await recordHistory(pick);
  const expected = new Map<string, string[]>();
  for (const story of history.stories)
    expected.set(story, (await market.run(history, [story], inOrder)).split('\n'));
  const complaints: string[] = [];
  let done = 0;
  const judge = async (seed: number): Promise<void> => {
    const own = seeded(seed);
    const chosen = chosenFrom(history.stories, own);
    const told = await market.run(history, chosen, deliveryOf(own)).catch(String);
    const wanted = chosen
      .flatMap((story) => expected.get(story) ?? [])
      .sort()
      .join('\n');
    if (told !== wanted) complaints.push(`run ${seed} of ${chosen.join(', ')}:\n${told}\nand not\n${wanted}`);
    tell?.(++done);
  };
  // Each run has a seed of its own, so that it comes to the same whatever runs beside it.
  const seeds = Array.from({ length: runs }, () => pick(seedBelow)).values();
  const takeTurns = async () => {
    for (const seed of seeds) await judge(seed);
  };
  await Promise.all(Array.from({ length: runsAtOnce }, takeTurns));
  await market.close();
  return complaints;
}

type Comparison = { runs: number; pick: (below: number) => number; tell?: (done: number) => void };

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

/** One way in which word of one history came to the market. */
class Run {
  readonly #history: History;
  readonly #delivery: Delivery;
  readonly #stream: ReturnType<typeof streamOf>;
  readonly #waiting: Stripe.Event[] = [];
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
    this.#stream = streamOf(deps, { refund: sendRefund, 'stripe-event': followStripeEvent });
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
      movements: (from: number) => this.#at().movements.filter(({ createdAt }) => createdAt >= from),
      happenings: (from: number) => this.#at().happenings.filter(({ createdAt }) => createdAt >= from),
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
      if (!subjectIn(event) || pick(100) < lostPercent) continue;
      this.#waiting.push(event, ...(pick(100) < doubledPercent ? [event] : []));
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
    const { pick, signedPercent } = this.#delivery;
    const [event] = this.#waiting.splice(pick(Math.max(1, this.#waiting.length)), 1);
    const subject = event && subjectIn(event);
    if (!subject) return;
    if (pick(100) < signedPercent) await this.#sendSigned(event);
    else await followStripeEvent(this.#stream.deps)({ eventId: event.id, subject });
  }

  #webhook: ReturnType<typeof stripeRouter> | undefined;

  /** What follows it waits in the queue. */
  async #sendSigned(event: Stripe.Event): Promise<void> {
    this.#webhook ??= stripeRouter(this.#stream.deps);
    const payload = JSON.stringify(event);
    const timestamp = Math.floor(this.#at().now / 1_000);
    const signature = StripeApi.webhooks.generateTestHeaderString({
      payload,
      secret: webhookSecret,
      timestamp,
    });
    const reply = await this.#webhook.request('/v1/stripe/webhook', {
      method: 'POST',
      headers: { 'stripe-signature': signature, 'content-type': 'application/json' },
      body: payload,
    });
    if (reply.status !== 200) throw new Error(`${event.id} was answered ${reply.status}`);
  }
}
