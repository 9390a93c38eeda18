import { createRoute } from '@hono/zod-openapi';
import { type Batch, batchLifeMillis } from '../../shared/batch.ts';
import { batchObject, batchObjectOf, createBatchRequest } from '../../shared/contract/batches.ts';
import { holdEntry } from '../../shared/hold-entry.ts';
import { windowSeconds } from '../../shared/policy.ts';
import { newHold } from '../../shared/settlement.ts';
import { batchWrites } from '../adapters/batches.ts';
import { holdWrites } from '../adapters/holds.ts';
import { ledgerWrites } from '../adapters/ledger.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api, CallerKey } from '../edge/http.ts';
import { type Accepted, accept, type CreateBatch } from './batches/accept.ts';
import { commitHold } from './holding/commit-hold.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/batches',
  summary:
    'Runs a file, requests or a quote: every line is judged, quoted and held for before anything is queued',
  request: { body: { required: true, content: { 'application/json': { schema: createBatchRequest } } } },
  responses: { 200: { description: 'The batch', content: { 'application/json': { schema: batchObject } } } },
});

/** Parse, load and judge the lines, quote, then one commit: the money is held and the batch exists, or neither. */
export function createBatch(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const request = c.req.valid('json');
    const accepted = await accept(deps, c.get('callerId'), request);
    const name = { customerId: c.get('callerId'), batchId: deps.newId('batch') };
    const batch = { ...(await newBatch(deps, name, request, accepted)), ...c.get('key') };
    const { customerId, batchId, quotedMicroUsd: heldMicroUsd } = batch;
    await commitHold(deps, { customerId, heldMicroUsd }, async ({ held: { promoMicroUsd }, isTopUpDue }) => {
      const hold = newHold({ customerId, batchId, heldMicroUsd, promoMicroUsd }, deps.now());
      return [
        ledgerWrites.post(holdEntry(hold, deps.now(), isTopUpDue), { opensRoot: true }),
        holdWrites.create(hold),
        batchWrites.create(batch),
        ...accepted.writesFor(batchId),
        await deps.projects.reserve(batch, heldMicroUsd),
        await deps.rateLimits.enqueue(batch, await deps.customers.limits(customerId)),
      ];
    });
    const standing = { pages: [], hold: nothingCharged, policy: deps.policy };
    return c.json(batchObjectOf(batch, standing), 200);
  });
}

const nothingCharged = { capturedMicroUsd: 0n, creditedMicroUsd: 0n };

async function newBatch(
  { now, vault }: Deps,
  name: { customerId: string; batchId: string },
  { metadata, output_expires_after }: CreateBatch,
  { quote, window, terms, ...accepted }: Accepted,
): Promise<Omit<Batch, keyof CallerKey>> {
  const createdAt = now();
  const { wrapped: wrappedKey } = await vault.newKey(name.batchId);
  return {
    version: 1,
    ...name,
    kind: 'file',
    status: 'validating',
    endpoint: accepted.endpoint,
    model: quote.model,
    window,
    inputFileId: accepted.inputFileId,
    ...(metadata && { metadata }),
    ...(output_expires_after && { outputExpiresAfterSeconds: output_expires_after.seconds }),
    ...(accepted.quoteId && { quoteId: accepted.quoteId }),
    ...accepted.placement,
    terms,
    wrappedKey,
    requests: quote.requests,
    tasks: 0,
    quotedMicroUsd: quote.ceilingMicroUsd,
    runningMicros: quote.runningMicros,
    enqueuedTokens: quote.inputTokens + quote.outputTokens,
    createdAt,
    promisedAt: createdAt + windowSeconds[window] * 1_000,
    expiresAt: createdAt + batchLifeMillis,
  };
}
