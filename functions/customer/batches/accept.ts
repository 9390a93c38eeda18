import type { z } from 'zod';
import { isFull, openWindows, retryAfterSeconds } from '../../../shared/admission.ts';
import type { Batch } from '../../../shared/batch.ts';
import type { Endpoint } from '../../../shared/catalogue.ts';
import type { createBatchRequest } from '../../../shared/contract/batches.ts';
import { type CustomerFile, fileLifeMillis } from '../../../shared/customer-file.ts';
import { windowOfQuote } from '../../../shared/kept-quote.ts';
import type { BatchWindow } from '../../../shared/policy.ts';
import { invalidBatch, type Quote, quoteReader } from '../../../shared/quote.ts';
import { chargeWithin } from '../../../shared/quote-charge.ts';
import { Refusal } from '../../../shared/refusal.ts';
import { placementOf, refuseAboveMax } from '../../../shared/routing.ts';
import { type Terms, termsNow } from '../../../shared/terms.ts';
import type { Write } from '../../adapters/commit.ts';
import { fileWrites } from '../../adapters/files.ts';
import { quoteWrites } from '../../adapters/quotes.ts';
import type { Deps } from '../../edge/deps.ts';
import { forecastWork } from './forecast-work.ts';
import { getInputFile, inlineOf, inputOf, readInput } from './input.ts';

export type CreateBatch = z.infer<typeof createBatchRequest>;

/** What a batch is made of, judged and priced, and what must be committed with it. */
export type Accepted = {
  inputFileId: string;
  endpoint: Endpoint;
  window: BatchWindow;
  quote: Quote;
  terms: Terms;
  placement: Pick<Batch, 'routing' | 'zeroRetention'>;
  /** Inline requests: kept before any record names them. */
  inline?: { file: CustomerFile; bytes: Uint8Array<ArrayBuffer> };
  writesFor: (batchId: string) => readonly Write[];
  quoteId?: string;
};

/**
 * Judges a request for a batch. Refuses with what is wrong with its input, its quote or its price, and with
 * window_full. Inline requests are kept as bytes; nothing else is written before the batch's own commit.
 */
export async function accept(deps: Deps, customerId: string, request: CreateBatch): Promise<Accepted> {
  const accepted = request.quote_id
    ? await fromQuote(deps, customerId, request, request.quote_id)
    : await fromInput(deps, customerId, request);
  await refuseIfFull(deps, accepted);
  if (accepted.inline) await deps.fileObjects.put(accepted.inline.file, accepted.inline.bytes);
  return accepted;
}

async function fromInput(deps: Deps, customerId: string, request: CreateBatch): Promise<Accepted> {
  const { endpoint, completion_window: window } = request;
  if (!endpoint || !window)
    throw new Refusal('invalid_request', 'endpoint and completion_window are wanted.', { param: 'endpoint' });
  const input = await inputOf(deps, customerId, request, endpoint);
  const reader = quoteReader(endpoint, input.param);
  await readInput(deps, input, reader);
  const quote = reader.quote(deps.policy, window);
  refuseAboveMax(quote.ceilingMicroUsd, request.x_parkade);
  const { file, inline } = input;
  return {
    inputFileId: file.fileId,
    endpoint,
    window,
    quote,
    terms: termsNow(deps.policy),
    placement: placementOf(request.x_parkade),
    ...(inline && { inline: { file, bytes: inline.bytes } }),
    writesFor: () => (inline ? [fileWrites.create(file)] : []),
  };
}

/** Its lines were judged when it was quoted, and files never change: they are not read again. */
async function fromQuote(
  deps: Deps,
  customerId: string,
  request: CreateBatch,
  quoteId: string,
): Promise<Accepted> {
  const quote = await deps.quotes.get(customerId, quoteId);
  const { endpoint, inputFileId, judged, terms, inline } = quote;
  const beside = {
    endpoint: request.endpoint,
    window: request.completion_window,
    inputFileId: request.input_file_id,
    inlineSha256: request.requests && inlineOf(request.requests, endpoint).sha256,
  };
  const window = windowOfQuote(quote, beside, deps.now());
  const { findings, findingsCount, model } = judged;
  if (findingsCount > 0 || !model)
    throw invalidBatch(findings, { findingsCount, param: inline ? 'requests' : 'input_file_id' });
  if (!inline) await getInputFile(deps, customerId, inputFileId);
  const asked = request.x_parkade ?? quote.asked;
  const { ceilingMicroUsd } = chargeWithin(window, judged, terms);
  refuseAboveMax(ceilingMicroUsd, asked);
  return {
    inputFileId,
    endpoint,
    window,
    quote: { ...judged, model, ceilingMicroUsd },
    terms,
    placement: placementOf(asked),
    quoteId,
    writesFor: (batchId) => [
      quoteWrites.use(quote, batchId),
      ...(inline ? [fileWrites.create(inlineFile(quote, inline.bytes, deps.now()))] : []),
    ],
  };
}

const inlineFile = (
  { customerId, inputFileId: fileId }: { customerId: string; inputFileId: string },
  bytes: number,
  createdAt: number,
) => ({
  customerId,
  fileId,
  filename: 'requests.jsonl',
  purpose: 'batch' as const,
  bytes,
  createdAt,
  expiresAt: createdAt + fileLifeMillis,
});

/** Posted prices don't rise with demand; what can't be kept is refused, and what can is named. */
async function refuseIfFull(deps: Deps, { window, quote, placement }: Accepted): Promise<void> {
  const forecast = await forecastWork(deps, { ...quote, routing: placement.routing });
  if (!isFull(window, forecast)) return;
  const open = openWindows(() => forecast);
  throw new Refusal(
    'window_full',
    `The window ${window} is full: this would probably take ${Math.ceil((forecast.p50Seconds ?? 0) / 60)} minutes with the vehicles that are parked now. Available: ${open.join(', ')}. Nothing was queued or charged.`,
    { param: 'completion_window', retryAfterSeconds: retryAfterSeconds(window, forecast) },
  );
}
