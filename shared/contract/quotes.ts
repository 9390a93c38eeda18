import { z } from 'zod';
import { isFull } from '../admission.ts';
import { endpoints } from '../catalogue.ts';
import type { Forecast } from '../eta.ts';
import type { KeptQuote } from '../kept-quote.ts';
import { type BatchWindow, batchWindows } from '../policy.ts';
import { chargeWithin } from '../quote-charge.ts';
import { findingList, inlineRequests, refuseUnlessOneInput } from './batch-input.ts';
import { routingRequest } from './routing.ts';

/** POST /v1/quotes: as POST /v1/batches, but nothing is spent, held or queued. */
export const createQuoteRequest = z
  .strictObject({
    input_file_id: z.string().max(128).optional(),
    requests: inlineRequests.optional(),
    endpoint: z.enum(endpoints),
    completion_window: z
      .enum(batchWindows)
      .optional()
      .describe('Quote this window alone. Left out: all of them.'),
    x_parkade: routingRequest.nullish(),
  })
  .superRefine(refuseUnlessOneInput);

const microUsd = z.number().int();
const likelyAndCeiling = z.object({ likely: z.number(), ceiling: z.number() });

export const etaObject = z.object({
  p50_seconds: z.number().int().nullable().describe('Done by then in one of two cases.'),
  p90_seconds: z.number().int().nullable().describe('Done by then in nine of ten cases.'),
  reason: z.string().nullable().describe('Why nothing can be said, where nothing can.'),
});

const quotedWindow = z.object({
  completion_window: z.enum(batchWindows),
  price_micro_usd_per_reference_second: z.number(),
  likely_micro_usd: microUsd,
  ceiling_micro_usd: microUsd.describe('The most that a batch made from this quote can cost.'),
  owners: z
    .object({ percent: z.number(), likely_micro_usd: microUsd, ceiling_micro_usd: microUsd })
    .describe('The share of the price that goes to the owners of the vehicles.'),
  eta: etaObject.describe('From the vehicles that are parked now, in seconds from created_at.'),
  is_full: z.boolean().describe('A batch with this window would be refused now, as window_full.'),
});

/** A dry run. Bad lines are told in `errors`, and then nothing is priced. */
export const quoteObject = z.object({
  id: z.string(),
  object: z.literal('quote'),
  created_at: z.number().int(),
  expires_at: z.number().int().describe('The prices hold until then, for one batch.'),
  endpoint: z.enum(endpoints),
  model: z.string().nullable(),
  input_file_id: z.string().nullable().describe('Null where the requests were sent with it.'),
  errors: findingList.nullable(),
  units: z
    .object({
      requests: z.number().int(),
      input_tokens: z.number().int().describe('Estimated, from the length of the texts.'),
      output_tokens: z.number().int().describe('Estimated: half of what the requests allow.'),
      pages: z.number().int(),
      reference_seconds: likelyAndCeiling,
    })
    .nullable(),
  minimum_micro_usd: microUsd
    .nullable()
    .describe('A batch of which anything succeeds is charged this at least.'),
  windows: z.array(quotedWindow).nullable(),
  batch_id: z.string().nullable().describe('The batch that was made of it; a quote makes one.'),
});

export type QuoteObject = z.infer<typeof quoteObject>;

export function quoteObjectOf(quote: KeptQuote): QuoteObject {
  const { judged, terms, windows } = quote;
  const isPriced = judged.findingsCount === 0;
  return {
    id: quote.quoteId,
    object: 'quote',
    created_at: Math.floor(quote.createdAt / 1_000),
    expires_at: Math.floor(quote.expiresAt / 1_000),
    endpoint: quote.endpoint,
    model: judged.model ?? null,
    input_file_id: quote.inline ? null : quote.inputFileId,
    errors: isPriced ? null : { object: 'list', data: [...judged.findings], total: judged.findingsCount },
    units: isPriced ? unitsOf(judged) : null,
    minimum_micro_usd: isPriced ? Number(terms.minimumMicroUsd) : null,
    windows: isPriced ? windows.map((window) => windowOf(quote, window)) : null,
    batch_id: quote.batchId ?? null,
  };
}

const unitsOf = (judged: KeptQuote['judged']): QuoteObject['units'] => ({
  requests: judged.requests,
  input_tokens: judged.inputTokens,
  output_tokens: judged.outputTokens,
  pages: judged.pages,
  reference_seconds: { likely: judged.likelyMicros / 1e6, ceiling: judged.ceilingMicros / 1e6 },
});

const unknown: Forecast = { p50Seconds: null, p90Seconds: null, reason: 'Nothing was forecast.' };

function windowOf(
  { judged, terms, forecast = unknown }: KeptQuote,
  window: BatchWindow,
): z.infer<typeof quotedWindow> {
  const charge = chargeWithin(window, judged, terms);
  return {
    completion_window: window,
    price_micro_usd_per_reference_second: terms.pricesMicroUsd[window],
    likely_micro_usd: Number(charge.likelyMicroUsd),
    ceiling_micro_usd: Number(charge.ceilingMicroUsd),
    owners: {
      percent: terms.ownerSharePercent,
      likely_micro_usd: Number(charge.owners.likelyMicroUsd),
      ceiling_micro_usd: Number(charge.owners.ceilingMicroUsd),
    },
    eta: etaObjectOf(forecast),
    is_full: isFull(window, forecast),
  };
}

export const etaObjectOf = ({ p50Seconds, p90Seconds, reason }: Forecast): z.infer<typeof etaObject> => ({
  p50_seconds: p50Seconds,
  p90_seconds: p90Seconds,
  reason,
});
