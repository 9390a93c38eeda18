import { z } from 'zod';
import type { ProposedAct } from '../proposed-act.ts';
import { generousPage, listed } from './listed.ts';
import { unixSeconds } from './unix.ts';

/** Where one person alone may not: answered with 202, and done once another person approved it. */
export const proposalObject = z.object({
  object: z.literal('proposal'),
  id: z.string(),
  act: z.enum(['grant_promo', 'set_terms', 'mark_uncollectible']),
  /** The customer's or the invoice's id. */
  about: z.string(),
  amount_micro_usd: z.number().int(),
  status: z.enum(['proposed', 'approved', 'rejected']),
  made_by: z.string(),
  made_at: unixSeconds,
  decided_by: z.string().nullable(),
  decided_at: unixSeconds.nullable(),
});

/** GET /v1/finance/proposals */
export const proposalsQuery = z.object(generousPage);
export const proposalsReply = z.object({
  object: z.literal('list'),
  data: z.array(proposalObject),
  ...listed,
});
export const proposalParams = z.object({ proposal_id: z.string().max(100) });

const secondsOf = (millis: number) => Math.floor(millis / 1_000);

export const proposalObjectOf = (proposed: ProposedAct): z.infer<typeof proposalObject> => ({
  object: 'proposal',
  id: proposed.proposalId,
  act: proposed.act.kind,
  about: proposed.act.kind === 'mark_uncollectible' ? proposed.act.invoiceId : proposed.act.customerId,
  amount_micro_usd: Number(proposed.amountMicroUsd),
  status: proposed.state,
  made_by: proposed.madeBy,
  made_at: secondsOf(proposed.madeAt),
  decided_by: proposed.decidedBy ?? null,
  decided_at: proposed.decidedAt === undefined ? null : secondsOf(proposed.decidedAt),
});
