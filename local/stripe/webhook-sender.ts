import Stripe from 'stripe';

/** Where events are posted, and the secret (`whsec_...`) that signs them. */
export interface WebhookTarget {
  url: string;
  secret: string;
}

interface Delivery {
  event: Stripe.Event;
  failures: number;
}

const retryDelaysMs = [200, 1_000, 5_000, 20_000];
const replyTimeoutMs = 5_000;

/**
 * Posts events to the webhook, signed as Stripe signs them, one at a time; what fails is tried again after
 * growing delays, then given up. Nothing is kept over a restart: webhooks are hints, the API is the truth.
 */
export class WebhookSender {
  target: WebhookTarget | undefined;
  readonly #now: () => number;
  readonly #closing = new AbortController();
  readonly #retries = new Set<NodeJS.Timeout>();
  #queue: Delivery[] = [];
  #isSending = false;
  #waiting: (() => void)[] = [];

  /** `now` in milliseconds dates the signatures. */
  constructor(now: () => number, target?: WebhookTarget) {
    this.#now = now;
    this.target = target;
  }

  send(events: readonly Stripe.Event[]): void {
    if (this.target === undefined || this.#closing.signal.aborted) return;
    this.#queue.push(...events.map((event) => ({ event, failures: 0 })));
    void this.#drain();
  }

  /** Resolves once every event so far has been delivered or given up. */
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

  async #drain(): Promise<void> {
    if (this.#isSending) return;
    this.#isSending = true;
    for (let delivery = this.#queue.shift(); delivery; delivery = this.#queue.shift()) {
      const isDelivered = await this.#post(delivery.event);
      if (!isDelivered) this.#retryLater(delivery);
    }
    this.#isSending = false;
    if (this.#retries.size === 0) this.#tellWaiting();
  }

  async #post(event: Stripe.Event): Promise<boolean> {
    if (this.target === undefined) return true;
    const payload = JSON.stringify(event);
    const { url, secret } = this.target;
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

  #retryLater({ event, failures }: Delivery): void {
    const delayMs = retryDelaysMs[failures];
    if (delayMs === undefined || this.#closing.signal.aborted) return;
    const retry = setTimeout(() => {
      this.#retries.delete(retry);
      this.#queue.push({ event, failures: failures + 1 });
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
