/** The calls by which customers are let in: what they send, and what makes a batch of it. */
export type AcceptCall = 'files' | 'batches';

/** One call as its customer saw it. `atMillis`: when it began, from the begin of its load. */
export type Call = {
  call: AcceptCall;
  atMillis: number;
  millis: number;
  /** Undefined: no answer came, within half a minute. */
  status: number | undefined;
  /** Of a refusal: whether it says when to come again. */
  saysWhen: boolean;
};

/** A batch that was answered 2xx: the market owes each of its requests an answer. */
export type AcceptedBatch = { batchId: string; customerNo: number; requests: number; atMillis: number };

export type Sent = {
  calls: Call[];
  accepted: AcceptedBatch[];
  /** Batches that were not sent, since too many calls were without an answer as it was. */
  heldBack: number;
};
