import { z } from 'zod';
import type { Batch } from '../batch.ts';
import { endpoints } from '../catalogue.ts';
import { costOf } from '../money.ts';
import type { Page } from '../page.ts';
import { batchWindows, isBatchWindow, type Policy } from '../policy.ts';
import type { Hold } from '../settlement.ts';
import { findingList, inlineRequests, refuseUnlessOneInput } from './batch-input.ts';
import { type Progress, progressPart, progressPartOf, waitingObject } from './progress.ts';
import { routingRequest } from './routing.ts';

/** POST /v1/batches, as OpenAI's clients send it. */
export const createBatchRequest = z
  .strictObject({
    input_file_id: z.string().max(128).optional(),
    requests: inlineRequests.optional(),
    quote_id: z
      .string()
      .max(128)
      .optional()
      .describe(
        'A quote of yours: its input, its prices, its ceiling. Nothing else is then needed, or must agree.',
      ),
    endpoint: z.enum(endpoints).optional(),
    completion_window: z.enum(batchWindows).optional(),
    metadata: z
      .record(z.string().max(64), z.string().max(512))
      .refine((pairs) => Object.keys(pairs).length <= 16, 'has at most 16 pairs')
      .nullish(),
    x_parkade: routingRequest.nullish(),
    output_expires_after: z
      .strictObject({ anchor: z.literal('created_at'), seconds: z.number().int().min(3_600).max(2_592_000) })
      .nullish()
      .describe('How long the output and error files are kept, from when they are made.'),
  })
  .superRefine(refuseUnlessComplete);

type CreateBatch = {
  input_file_id?: string | undefined;
  requests?: readonly unknown[] | undefined;
  quote_id?: string | undefined;
  endpoint?: string | undefined;
  completion_window?: string | undefined;
};

/** A quote says all that is needed; without one the input, the endpoint and the window are. */
function refuseUnlessComplete(request: CreateBatch, context: z.RefinementCtx): void {
  if (request.quote_id !== undefined && (request.input_file_id ?? request.requests) === undefined) return;
  refuseUnlessOneInput(request, context);
  if (request.quote_id !== undefined) return;
  for (const name of ['endpoint', 'completion_window'] as const)
    if (request[name] === undefined) context.addIssue({ code: 'custom', path: [name], message: 'is wanted' });
}

const seconds = z.number().int().nullable();

/** OpenAI's batch object, and what Parkade adds in a block of its own. Money in micro-USD. */
export const batchObject = z.object({
  id: z.string(),
  object: z.literal('batch'),
  endpoint: z.string(),
  model: z.string(),
  errors: findingList.omit({ total: true }).nullable(),
  input_file_id: z.string().nullable(),
  completion_window: z.string(),
  status: z.string(),
  output_file_id: z.string().nullable(),
  error_file_id: z.string().nullable(),
  created_at: z.number().int(),
  in_progress_at: seconds,
  expires_at: seconds,
  finalizing_at: seconds,
  completed_at: seconds,
  failed_at: seconds,
  expired_at: seconds,
  cancelling_at: seconds,
  cancelled_at: seconds,
  request_counts: z.object({
    total: z.number().int(),
    completed: z.number().int(),
    failed: z.number().int(),
  }),
  usage: z
    .object({
      input_tokens: z.number().int(),
      input_tokens_details: z.object({ cached_tokens: z.number().int() }),
      output_tokens: z.number().int(),
      output_tokens_details: z.object({ reasoning_tokens: z.number().int() }),
      total_tokens: z.number().int(),
    })
    .optional(),
  metadata: z.record(z.string(), z.string()).nullable(),
  x_parkade: z.object({
    promised_at: z.number().int(),
    quoted_micro_usd: z.number().int(),
    /** What is finished costs so much so far. */
    cost_so_far_micro_usd: z.number().int(),
    /** What was taken from the hold; final when the batch's money is at rest. */
    charged_micro_usd: z.number().int(),
    tasks: z.number().int(),
    credited_micro_usd: z
      .number()
      .int()
      .describe(
        'Given back to your balance for requests that missed their window; the charge stays as it is.',
      ),
    price_micro_usd_per_reference_second: z.number(),
    quote_id: z.string().nullable(),
    progress: progressPart
      .nullable()
      .describe(
        'How far it is, who is at it, and why it waits. Null in lists: see /v1/batches/{id}/progress.',
      ),
    waiting_because: waitingObject.nullable(),
  }),
});

export const batchList = z.object({
  object: z.literal('list'),
  data: z.array(batchObject),
  first_id: z.string().nullable(),
  last_id: z.string().nullable(),
  has_more: z.boolean(),
});

type Standing = {
  pages: readonly Page[];
  hold: Pick<Hold, 'capturedMicroUsd' | 'creditedMicroUsd'>;
  policy: Policy;
  progress?: Progress | undefined;
};

/** What a reference second of the batch costs: as it was told when the batch was accepted. */
export const priceOf = ({ window, terms }: Pick<Batch, 'window' | 'terms'>, policy: Policy): number =>
  terms && isBatchWindow(window)
    ? terms.pricesMicroUsd[window]
    : policy.priceMicroUsdPerReferenceSecond[window];

export function batchObjectOf(
  batch: Batch,
  { pages, hold, policy, progress }: Standing,
): z.infer<typeof batchObject> {
  const endedAs = (status: Batch['status']) => (batch.status === status ? unix(batch.endedAt) : null);
  const counted = batch.totals ?? {
    succeeded: pages.reduce((sum, page) => sum + page.succeeded, 0),
    failed: pages.reduce((sum, page) => sum + page.failed, 0),
  };
  const referenceMicros = pages.reduce((sum, page) => sum + page.referenceMicros, 0);
  return {
    id: batch.batchId,
    object: 'batch',
    endpoint: batch.endpoint,
    model: batch.model,
    errors: batch.errors ? { object: 'list', data: [...batch.errors] } : null,
    input_file_id: batch.inputFileId ?? null,
    completion_window: batch.window,
    status: batch.status,
    output_file_id: batch.outputFileId ?? null,
    error_file_id: batch.errorFileId ?? null,
    created_at: Math.floor(batch.createdAt / 1_000),
    in_progress_at: unix(batch.inProgressAt),
    expires_at: unix(batch.expiresAt),
    finalizing_at: unix(batch.finalizingAt),
    completed_at: endedAs('completed'),
    failed_at: endedAs('failed'),
    expired_at: endedAs('expired'),
    cancelling_at: unix(batch.cancellingAt),
    cancelled_at: endedAs('cancelled'),
    request_counts: { total: batch.requests, completed: counted.succeeded, failed: counted.failed },
    ...(batch.totals && { usage: usageOf(batch.totals) }),
    metadata: batch.metadata ?? null,
    x_parkade: {
      promised_at: Math.floor(batch.promisedAt / 1_000),
      quoted_micro_usd: Number(batch.quotedMicroUsd),
      cost_so_far_micro_usd: Number(costOf(referenceMicros, priceOf(batch, policy))),
      charged_micro_usd: Number(hold.capturedMicroUsd),
      tasks: batch.tasks,
      credited_micro_usd: Number(hold.creditedMicroUsd),
      price_micro_usd_per_reference_second: priceOf(batch, policy),
      quote_id: batch.quoteId ?? null,
      progress: progress ? progressPartOf(progress) : null,
      waiting_because: progress?.waitingBecause ?? null,
    },
  };
}

const usageOf = ({ inputTokens, outputTokens }: { inputTokens: number; outputTokens: number }) => ({
  input_tokens: inputTokens,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: outputTokens,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: inputTokens + outputTokens,
});

const unix = (millis: number | undefined) => (millis === undefined ? null : Math.floor(millis / 1_000));
