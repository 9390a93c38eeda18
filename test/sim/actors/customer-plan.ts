import type { Caller } from './caller.ts';

/** What a customer remembers, to hold the market to. */
export type Remembered = {
  /** Batches that were answered 200, and how many requests each has. */
  accepted: Map<string, { requests: number; wantsCancel: boolean }>;
  /** Of live calls: how many were answered, by status. */
  live: Map<number, number>;
  /** It has an endpoint for webhooks. */
  isTold: boolean;
  /** The batches begun since then: it must have been told of their end. */
  toBeTold: Set<string>;
  /** What stands in every request's text, and nowhere else. */
  canary: string;
};

export type CustomerPlan = {
  name: string;
  /** Has paid nothing in, and may owe. */
  isOnAccount: boolean;
  /** What it does, one after the other. */
  deeds: readonly Deed[];
};

export type Deed =
  | 'file batch'
  | 'inline batch'
  | 'long batch'
  | 'quoted batch'
  | 'cancelled batch'
  | 'chat'
  | 'streamed chat'
  | 'embedding'
  | 'top-up'
  | 'automatic top-up'
  | 'refund'
  | 'webhooks'
  | 'look';

export type Customer = Caller & {
  plan: CustomerPlan;
  models: readonly string[];
  remembered: Remembered;
  payAtStripe(session: string): void;
};
