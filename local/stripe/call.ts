import type Stripe from 'stripe';
import type { ObjectStore } from './object-store.ts';

/** Where and when something happens: what every action of the stand-in needs. */
export interface Scope {
  readonly store: ObjectStore;
  /** Seconds since 1970 by the stand-in's clock. */
  readonly nowSeconds: number;
  /** The account acted for: `platformAccount`, or the `acct_` id of the Stripe-Account header. */
  readonly account: string;
  /** Seconds until a card charge's money is available. */
  readonly availabilityDelaySeconds: number;
  /** Seconds until a bank account's payment succeeds or fails. */
  readonly asyncPaymentDelaySeconds: number;
  /** Seconds until a payout arrives. */
  readonly payoutDelaySeconds: number;
  /** The request that causes the events, as Stripe reports it in them. */
  readonly request: Stripe.Event.Request;
  /** Webhooks an event is announced to. */
  readonly webhookCount: number;
  /** Events of this scope, to be sent to the webhook once it has committed. */
  readonly emitted: Stripe.Event[];
}

/** One API call, parsed from HTTP but not yet understood. */
export interface Call extends Scope {
  /** The form or query, brackets resolved. Read it through `parseParams`. */
  readonly params: unknown;
  /** The variable segments of the path, by name. */
  readonly path: Readonly<Record<string, string>>;
  /** Path as called, as Stripe gives it in a list's `url`. */
  readonly url: string;
  /** The query as called, for the links of lists. */
  readonly query: string;
  /** The stand-in's own origin, for the pages it hosts. */
  readonly origin: string;
}

/** Answers a call with the object or list to return; throws StripeRefusal. It runs inside a transaction. */
export type Handler = (call: Call) => object;
