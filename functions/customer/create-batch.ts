import { createRoute, type z } from '@hono/zod-openapi';
import { type Batch, batchLifeMillis } from '../../shared/batch.ts';
import { batchObject, batchObjectOf, createBatchRequest } from '../../shared/contract/batches.ts';
import type { CustomerFile } from '../../shared/customer-file.ts';
import { holdEntry } from '../../shared/hold-entry.ts';
import { windowSeconds } from '../../shared/policy.ts';
import { type Quote, quoteReader } from '../../shared/quote.ts';
import { Refusal } from '../../shared/refusal.ts';
import { placementOf, refuseAboveMax } from '../../shared/routing.ts';
import { newHold } from '../../shared/settlement.ts';
import { batchWrites } from '../adapters/batches.ts';
import { holdWrites } from '../adapters/holds.ts';
import { ledgerWrites } from '../adapters/ledger.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api, CallerKey } from '../edge/http.ts';

const route = createRoute({
  method: 'post',
  path: '/v1/batches',
  summary: 'Runs a file: every line is judged, quoted and held for before anything is queued',
  request: { body: { required: true, content: { 'application/json': { schema: createBatchRequest } } } },
  responses: { 200: { description: 'The batch', content: { 'application/json': { schema: batchObject } } } },
});

type CreateBatch = z.infer<typeof createBatchRequest>;

/** Parse, load and judge the lines, quote, then one commit: the money is held and the batch exists, or neither. */
export function createBatch(api: Api, deps: Deps) {
  api.openapi(route, async (c) => {
    const request = c.req.valid('json');
    const file = await getInput(deps, c.get('callerId'), request.input_file_id);
    const quote = await quoteFile(deps, file, request);
    refuseAboveMax(quote.ceilingMicroUsd, request.x_parkade);
    const batch = { ...(await newBatch(deps, file, request, quote)), ...c.get('key') };
    const { customerId, batchId, quotedMicroUsd } = batch;
    const hold = newHold({ customerId, batchId, heldMicroUsd: quotedMicroUsd }, deps.now());
    await deps.commit([
      ledgerWrites.changeCustomerBalance(customerId, -quotedMicroUsd),
      ledgerWrites.post(holdEntry(hold, deps.now()), { opensRoot: true }),
      holdWrites.create(hold),
      batchWrites.create(batch),
    ]);
    return c.json(batchObjectOf(batch, { pages: [], chargedMicroUsd: 0n, policy: deps.policy }), 200);
  });
}

async function getInput({ files }: Deps, customerId: string, fileId: string): Promise<CustomerFile> {
  const file = await files.get(customerId, fileId);
  if (file.purpose !== 'batch')
    throw new Refusal('invalid_file', `The file ${fileId} has the purpose ${file.purpose}, not batch.`, {
      param: 'input_file_id',
    });
  return file;
}

async function quoteFile(
  { fileObjects, policy }: Deps,
  file: CustomerFile,
  { endpoint, completion_window }: CreateBatch,
): Promise<Quote> {
  const reader = quoteReader(endpoint);
  for await (const { text } of fileObjects.lines(file)) reader.read(text);
  return reader.quote(policy, completion_window);
}

async function newBatch(
  { newId, now, vault }: Deps,
  file: CustomerFile,
  request: CreateBatch,
  { model, requests, runningMicros, ceilingMicroUsd }: Quote,
): Promise<Omit<Batch, keyof CallerKey>> {
  const batchId = newId('batch');
  const createdAt = now();
  const { wrapped: wrappedKey } = await vault.newKey(batchId);
  return {
    version: 1,
    customerId: file.customerId,
    batchId,
    kind: 'file',
    status: 'validating',
    endpoint: request.endpoint,
    model,
    window: request.completion_window,
    inputFileId: file.fileId,
    ...(request.metadata && { metadata: request.metadata }),
    ...placementOf(request.x_parkade),
    wrappedKey,
    requests,
    tasks: 0,
    quotedMicroUsd: ceilingMicroUsd,
    runningMicros,
    createdAt,
    promisedAt: createdAt + windowSeconds[request.completion_window] * 1_000,
    expiresAt: createdAt + batchLifeMillis,
  };
}
