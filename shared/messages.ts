import { z } from 'zod';
import { stripeSubjectKinds } from './stripe-subject.ts';

/** What travels in the market's queues: names of things, never a payload or a secret. */
const batchName = z.object({ customerId: z.string(), batchId: z.string() });

const stripeSubject = z.object({
  kind: z.enum(stripeSubjectKinds),
  id: z.string(),
  account: z.string().exactOptional(),
});

export const messages = {
  plan: batchName,
  /** Tasks that came to rest; the batch takes note and moves on. */
  advance: batchName.extend({ taskNos: z.array(z.number().int()) }),
  assemble: batchName,
  settle: batchName,
  accrue: z.object({ businessKey: z.string() }),
  /** An entry that two people want undone. */
  reverse: z.object({ reversalId: z.string() }),
  /** A match of ledger, Stripe and bank that was asked for; and a correction that two people want posted. */
  reconcile: z.object({ runId: z.string() }),
  adjust: z.object({ exceptionId: z.string() }),
  /** Entries that were posted, for the chain of all. */
  journal: z.object({ businessKeys: z.array(z.string()) }),
  audit: batchName.extend({ taskNo: z.number().int() }),
  /** Of a zero-retention batch, or of one live call of it: its content goes. */
  erase: batchName.extend({ taskNo: z.number().int().optional() }),
  pay: z.object({ ownerId: z.string(), payoutNo: z.number().int() }),
  /** The next step of a payout run; of taking money back from an owner; of giving back a charge. */
  'payout-run': z.object({ runId: z.string() }),
  'take-back': z.object({ ownerId: z.string(), takeBackNo: z.number().int() }),
  'refund-charge': z.object({ refundId: z.string() }),
  refund: z.object({ customerId: z.string(), refundId: z.string() }),
  /** Something happened at Stripe to this. */
  'stripe-event': z.object({ eventId: z.string(), subject: stripeSubject }),
  /** A customer's automatic top-up: it is due, or one of its payments came to an end. */
  'top-up': z.object({ customerId: z.string() }),
  /** Finance agreed something with a customer: promo credit, or terms to be invoiced on. */
  credit: z.object({ customerId: z.string() }),
  /** An invoice to be sent, or to become what finance asked for. */
  invoice: z.object({ customerId: z.string(), invoiceNo: z.number().int() }),
  /** A batch, or a top-up, came to its end: whoever wants to be told of it is. */
  announce: z.union([batchName, z.object({ customerId: z.string(), topUpId: z.string() })]),
  /** One attempt of one webhook. SQS holds the message back for so long; it can for 900 s. */
  deliver: z.object({
    customerId: z.string(),
    endpointId: z.string(),
    deliveryId: z.string(),
    delaySeconds: z.number().int().min(0).max(900),
  }),
};

export type QueueName = keyof typeof messages;
export type MessageOf<Name extends QueueName> = z.infer<(typeof messages)[Name]>;

/** In a lane: which task waits there. `audit` tasks are numbered by the task that they check. */
export const laneMessage = batchName.extend({ taskNo: z.number().int(), audit: z.boolean() });
export type LaneMessage = z.infer<typeof laneMessage>;
