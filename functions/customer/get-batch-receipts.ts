import { Readable } from 'node:stream';
import { createRoute, z } from '@hono/zod-openapi';
import { type Batch, isTerminal } from '../../shared/batch.ts';
import { outputReceiptType, receipt } from '../../shared/contract/receipts.ts';
import { receiptOf } from '../../shared/receipts.ts';
import { Refusal } from '../../shared/refusal.ts';
import type { AuditState } from '../../shared/task.ts';
import type { Deps } from '../edge/deps.ts';
import type { Api } from '../edge/http.ts';

const route = createRoute({
  method: 'get',
  path: '/v1/batches/{batchId}/receipts',
  summary: 'A signed receipt for each line of the output file',
  description:
    'JSON Lines, in the order of the output file: who ran the request (under a pseudonym), on what, what was metered, and a hash of the very line, signed by a key of /.well-known/jwks.json. `parkade verify receipts.jsonl output.jsonl` checks them offline. They stay when the content of a zero-retention batch is erased.',
  request: { params: z.object({ batchId: z.string() }) },
  responses: {
    200: {
      description: 'One receipt a line',
      content: { 'application/jsonl': { schema: receipt } },
    },
  },
});

/** Signed as it is sent, in bounded memory: the verdict of a check that came after the output is in it. */
export function getBatchReceipts(api: Api, deps: Deps) {
  // The library takes JSON Lines for JSON, so the route is described here and answered below.
  api.openAPIRegistry.registerPath(route);
  api.get(route.getRoutingPath(), async (c) => {
    const batchId = c.req.param('batchId') ?? '';
    const batch = await deps.batches.get({ customerId: c.get('callerId'), batchId });
    refuseUnlessReady(batch);
    const lines = signedLines(deps, batch, await auditsOf(deps, batch));
    // Receipts that are gone are told before the answer has begun.
    const first = await lines.next();
    c.header('content-type', 'application/jsonl');
    c.header('content-disposition', `attachment; filename="${batchId}_receipts.jsonl"`);
    if (first.done) return c.body('');
    return c.body(Readable.toWeb(Readable.from(withFirst(first.value, lines))) as ReadableStream<Uint8Array>);
  });
}

function refuseUnlessReady(batch: Batch): void {
  if (batch.kind === 'live')
    throw new Refusal(
      'not_found',
      `${batch.batchId} is made of live calls: it has no output file to receipt.`,
    );
  if (!isTerminal(batch.status))
    throw new Refusal(
      'conflict',
      `${batch.batchId} is ${batch.status}: its receipts are made with its output file. Ask again when it has ended.`,
      { retryAfterSeconds: 30 },
    );
}

/** What the checks of its tasks have come to, by task. */
async function auditsOf({ tasks }: Deps, batch: Batch): Promise<Map<number, AuditState>> {
  const audits = new Map<number, AuditState>();
  for await (const { no, audit } of tasks.ofBatch(batch)) if (audit) audits.set(no, audit);
  return audits;
}

async function* withFirst(first: Uint8Array, rest: AsyncIterable<Uint8Array>) {
  yield first;
  yield* rest;
}

const linesAtOnce = 64;

async function* signedLines(
  { receipts, statements }: Deps,
  batch: Batch,
  audits: ReadonlyMap<number, AuditState>,
): AsyncGenerator<Uint8Array> {
  let signing: Promise<string>[] = [];
  const written = async () => new TextEncoder().encode((await Promise.all(signing)).join(''));
  for await (const kept of receipts.ofBatch(batch)) {
    const signed = statements.sign(receiptOf(kept, audits.get(kept.task)), outputReceiptType);
    signing.push(signed.then((line) => `${JSON.stringify(line)}\n`));
    if (signing.length < linesAtOnce) continue;
    yield await written();
    signing = [];
  }
  if (signing.length > 0) yield await written();
}
