import { z } from 'zod';
import { rateLimitsOverride, tiers } from '../rate-limit.ts';

/** Money on this wire is an integer of micro-USD (1 USD = 1,000,000); times are milliseconds since the epoch. */
const microUsd = z.number().int();

const name = z.string().trim().min(1).max(200);

/** POST /v1/finance/customers */
export const createCustomerRequest = z.strictObject({
  name,
  /** How much it may send; absent: standard. */
  tier: z.enum(tiers).optional(),
  /** Its own limits, instead of its tier's. */
  rate_limits: rateLimitsOverride.optional(),
});
/** `apiKey` is shown this once. */
export const createCustomerReply = z.object({ customerId: z.string(), apiKey: z.string() });

/** POST /v1/finance/owners */
export const createOwnerRequest = z.strictObject({
  name,
  email: z.email().max(200).optional(),
  /** What a kilowatt-hour costs at the owner's plug: 187,000 is the mean of the USA. */
  tariffMicroUsdPerKwh: z.number().int().min(0).max(10_000_000),
});
export const createOwnerReply = z.object({
  ownerId: z.string(),
  stripeAccountId: z.string(),
  apiKey: z.string(),
});

const verdict = z.object({
  /** The number of the rule: reports and tests name it. */
  id: z.number().int(),
  name: z.string(),
  holds: z.boolean(),
  detail: z.string(),
});

const openItem = z.object({
  side: z.enum(['stripe', 'ledger']),
  id: z.string(),
  differenceMicroUsd: microUsd,
  reason: z.string(),
});

/** GET /v1/finance/proof */
export const proofReply = z.object({
  /** Whether every rule below holds. */
  holds: z.boolean(),
  entries: z.number().int(),
  /** Of all postings: 0. */
  sumMicroUsd: microUsd,
  /** Micro-USD of movements at Stripe, in and out, that entries explain. */
  explained: microUsd,
  explainedTransactions: z.number().int(),
  /** How many movements or entries stand alone; each is listed. */
  unmatched: z.number().int(),
  unmatchedItems: z.array(openItem),
  invariants: z.array(verdict),
  /** By account; those of one customer, batch or owner are summed under one name, such as `customer` or `owner/released`. */
  balances: z.record(z.string(), microUsd),
});

/** GET /v1/finance/entries?root=batch/<id>: the money of one batch, customer or owner, entry by entry. */
export const entriesQuery = z.object({
  root: z.string().regex(/^(batch|customer|owner)\/[\w-]{1,100}$/),
  after: z.string().max(300).optional().describe('The business key of the last entry of the page before.'),
  limit: z.coerce.number().int().min(1).max(1_000).default(1_000),
});
export const entriesReply = z.object({
  entries: z.array(
    z.object({
      businessKey: z.string(),
      kind: z.string(),
      at: z.number().int(),
      postings: z.array(z.object({ account: z.string(), amountMicroUsd: microUsd })),
      memo: z.record(z.string(), z.unknown()),
    }),
  ),
  hasMore: z.boolean(),
});

export type ProofReply = z.infer<typeof proofReply>;
