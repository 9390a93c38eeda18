import Stripe from 'stripe';
import { DeliveryPlan } from './delivery-plan.ts';
import { originOf, thinEvent } from './thin-events.ts';

/** Where events are posted, and the secret (`whsec_...`) that signs them. */
export interface WebhookTarget {
  url: string;
  secret: string;
  /** The platform's own events or its connected accounts'; both when absent. */
  from?: 'connected' | 'platform';
  /** The event with what it is about, or a thin one that only names it; a snapshot when absent. */
  payload?: 'snapshot' | 'thin';
}

interface Resend {
  copies: number;
  livemode?: boolean;
}

interface Delivery {
  event: Stripe.Event;
  target: WebhookTarget;
  failures: number;
}

const retryDelaysMs = [200, 1_000, 5_000, 20_000];
const replyTimeoutMs = 5_000;

/**
 * Posts events to the webhooks, signed as Stripe signs them, one at a time; what fails is tried again after
 * growing delays, then given up. Nothing is kept over a restart: webhooks are hints, the API is the truth.
 */
export class WebhookSender {
  targets: readonly WebhookTarget[];
  readonly #now: () => number;
  readonly #closing = new AbortController();
  readonly #retries = new Set<NodeJS.Timeout>();
  #plan = new DeliveryPlan();
  #held: Stripe.Event[] = [];
  #queue: Delivery[] = [];
  #isSending = false;
  #waiting: (() => void)[] = [];

  /** `now` in milliseconds dates the signatures. */
  constructor(now: () => number, targets: readonly WebhookTarget[] = []) {
    this.#now = now;
    this.targets = targets;
  }

  send(events: readonly Stripe.Event[]): void {
    if (events.length === 0 || this.#closing.signal.aborted) return;
    const { mode } = this.#plan.params;
    if (mode === 'hold') this.#held.push(...events);
    if (mode === 'send') this.#enqueue(this.#plan.copiesOf(events).map((event) => this.#asSent(event)));
  }

  /** Follows another plan from now on. Unless that holds too, what was held back is now sent by it, or dropped. */
  follow(plan: DeliveryPlan): void {
    this.#plan = plan;
    if (plan.params.mode === 'hold') return;
    const held = this.#held;
    this.#held = [];
    if (plan.params.mode === 'drop') return;
    const copies = plan.copiesOf(held).map((event) => this.#asSent(event));
    this.#enqueue(plan.params.shuffles ? plan.shuffled(copies) : copies);
  }

  /** Sends an event again, whatever the plan says. */
  resend(event: Stripe.Event, { copies, livemode = event.livemode }: Resend): void {
    this.#enqueue(Array.from({ length: copies }, () => ({ ...event, livemode })));
  }

  /** Resolves once every event so far has been delivered or given up; what is held back does not count. */
  async settled(): Promise<void> {
    if (!this.#isSending && this.#queue.length === 0 && this.#retries.size === 0) return;
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    this.#closing.abort();
    for (const retry of this.#retries) clearTimeout(retry);
    this.#retries.clear();
    this.#queue = [];
    this.#tellWaiting();
  }

  #enqueue(events: readonly Stripe.Event[], failures = 0): void {
    for (const event of events) {
      const targets = this.targets.filter(({ from }) => from === undefined || from === originOf(event));
      this.#queue.push(...targets.map((target) => ({ event, target, failures })));
    }
    void this.#drain();
  }

  #asSent(event: Stripe.Event): Stripe.Event {
    const { livemode = event.livemode } = this.#plan.params;
    return { ...event, livemode };
  }

  async #drain(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    for (let delivery = this.#queue.shift(); delivery; delivery = this.#queue.shift()) {
      const isDelivered = await this.#post(delivery);
      if (!isDelivered) this.#retryLater(delivery);
    }
    this.#isSending = false;
    if (this.#retries.size === 0) this.#tellWaiting();
  }

  async #post({ event, target: { url, secret, payload: form } }: Delivery): Promise<boolean> {
    const payload = JSON.stringify(form === 'thin' ? thinEvent(event) : event);
    const timestamp = Math.floor(this.#now() / 1000);
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'stripe-signature': Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp }),
        },
        body: payload,
        redirect: 'manual',
        signal: AbortSignal.any([this.#closing.signal, AbortSignal.timeout(replyTimeoutMs)]),
      });
      await response.body?.cancel();
      return response.ok;
    } catch {
      // A webhook that cannot be reached is the ordinary case this class is for.
      return false;
    }
  }

  #retryLater(delivery: Delivery): void {
    const delayMs = retryDelaysMs[delivery.failures];
    if (delayMs === undefined || this.#closing.signal.aborted) return;
    const retry = setTimeout(() => {
      this.#retries.delete(retry);
      const failures = delivery.failures + 1;
      // Another address in place of the one that failed: the event goes there.
      if (!this.targets.includes(delivery.target)) return this.#enqueue([delivery.event], failures);
      this.#queue.push({ ...delivery, failures });
      void this.#drain();
    }, delayMs);
    retry.unref();
    this.#retries.add(retry);
  }

  #tellWaiting(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
