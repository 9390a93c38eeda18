import { createRoute, type z } from '@hono/zod-openapi';
import { createQuoteRequest, quoteObject, quoteObjectOf } from '../../shared/contract/quotes.ts';
import { type KeptQuote, quoteLifeMillis } from '../../shared/kept-quote.ts';
import { batchWindows } from '../../shared/policy.ts';
import { type Judged, quoteReader } from '../../shared/quote.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { placementOf } from '../../shared/routing.ts';
import { termsNow } from '../../shared/terms.ts';
import { quoteWrites } from '../adapters/quotes.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';
import { forecastWork } from './batches/forecast-work.ts';
import { type Input, inputOf, readInput } from './batches/input.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/quotes',
  summary: 'A dry run: what is wrong, what it would cost, when it would be done; nothing is spent or queued',
  request: { body: { required: true, content: { 'application/json': { schema: createQuoteRequest } } } },
  responses: { 200: { description: 'The quote', content: { 'application/json': { schema: quoteObject } } } },
});

type CreateQuote = z.infer<typeof createQuoteRequest>;

/** Judge, forecast, keep. Bad lines are what a dry run is for: they are told in the quote, not as a refusal. */
export function createQuote(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const request = c.req.valid('json');
    const input = await inputOf(deps, c.get('callerId'), request, request.endpoint);
    const judged = await judge(deps, input, request);
    const quote = await quoteOf(deps, input, judged, request);
    if (input.inline && judged.findingsCount === 0)
      await deps.fileObjects.put(input.file, input.inline.bytes);
    await deps.commit([quoteWrites.create(quote)]);
    return c.json(quoteObjectOf(quote), 200);
  });
}

async function judge(deps: Deps, input: Input, { endpoint }: CreateQuote): Promise<Judged> {
  const reader = quoteReader(endpoint, input.param);
  try {
    await readInput(deps, input, reader);
    return reader.judged();
  } catch (error) {
    // What can't be read on: too many lines, or bytes that are no text.
    if (!isRefusal(error, 'invalid_batch')) throw error;
    const { findings, findingsCount, ...sums } = reader.judged();
    const found = error.details.findings ?? [];
    const read = sums.requests === 0 ? [] : findings;
    const known = sums.requests === 0 ? 0 : findingsCount;
    return { ...sums, findings: [...read, ...found], findingsCount: known + found.length };
  }
}

async function quoteOf(
  deps: Deps,
  { file, inline }: Input,
  judged: Judged,
  { endpoint, completion_window: window, x_parkade: asked }: CreateQuote,
): Promise<KeptQuote> {
  const { model } = judged;
  const { routing } = placementOf(asked);
  const isPriced = judged.findingsCount === 0 && model !== undefined;
  const createdAt = deps.now();
  return {
    customerId: file.customerId,
    quoteId: deps.newId('quote'),
    endpoint,
    inputFileId: file.fileId,
    ...(inline && { inline: { sha256: inline.sha256, bytes: inline.bytes.length } }),
    windows: window ? [window] : batchWindows,
    judged,
    terms: termsNow(deps.policy),
    ...(isPriced && { forecast: await forecastWork(deps, { ...judged, model, routing }) }),
    ...(asked && { asked }),
    createdAt,
    expiresAt: createdAt + quoteLifeMillis,
  };
}
