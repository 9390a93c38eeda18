import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call } from './call.ts';
import { decideDispute } from './decide-dispute.ts';
import { requireUndecided } from './disputes.ts';
import { emit } from './events.ts';
import { booleanParam, mergeMetadata, metadataParam, parseParams } from './params.ts';
import { getPathObject } from './path-object.ts';

const updateParams = z.object({
  evidence: z.object({ uncategorized_text: z.string().exactOptional() }).exactOptional(),
  metadata: metadataParam.optional(),
  submit: booleanParam.default(true),
});

// docs.stripe.com/testing#evidence: texts that decide a dispute in test mode.
const decidingTexts = new Map([
  ['winning_evidence', 'won'],
  ['losing_evidence', 'lost'],
] as const);

/** POST /v1/disputes/:id: evidence is handed to the bank at once unless `submit` is false. */
export function updateDispute(call: Call): object {
  const { evidence, metadata, submit } = parseParams(call, updateParams);
  const kept = getPathObject(call, 'dispute');
  const isSubmitted = submit && evidence !== undefined;
  if (isSubmitted) requireUndecided(kept);
  const submitted = kept.status.startsWith('warning_') ? 'warning_under_review' : 'under_review';
  const dispute = {
    ...kept,
    evidence: { ...kept.evidence, ...evidence },
    metadata: mergeMetadata(kept.metadata, metadata),
    status: isSubmitted ? submitted : kept.status,
  } satisfies Stripe.Dispute;
  call.store.put(call.account, dispute);
  emit(call, { type: 'charge.dispute.updated', data: { object: dispute } });
  const decision = [...decidingTexts].find(([text]) => text === evidence?.uncategorized_text);
  if (!isSubmitted || decision === undefined || dispute.status !== 'under_review') return dispute;
  return decideDispute(call, dispute, { status: decision[1], returnsFee: false });
}
