import { createHash } from 'node:crypto';
import { type Batch, endStatus } from '../../shared/batch.ts';
import { customIdOf } from '../../shared/batch-line.ts';
import { type Outcome, outputLine, requestIdOf } from '../../shared/batch-output.ts';
import { getModel } from '../../shared/catalogue.ts';
import type { KeptReceipt } from '../../shared/contract/receipts.ts';
import { type CustomerFile, fileLifeMillis } from '../../shared/customer-file.ts';
import type { MessageOf } from '../../shared/messages.ts';
import { keptReceiptOf } from '../../shared/receipts.ts';
import { type AssembledFile, type Assembly, assemblyWrites, newAssembly } from '../adapters/assemblies.ts';
import { batchWrites } from '../adapters/batches.ts';
import { isUploadGone, leastPartBytes } from '../adapters/file-objects.ts';
import { fileWrites } from '../adapters/files.ts';
import { rateLimitWrites } from '../adapters/rate-limits.ts';
import type { RunLine } from '../adapters/run-outcomes.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';

/**
 * Writes a batch's files from its tasks' results, in the order of its lines and in the memory of one part: first
 * what succeeded, then all else. A call writes one part, and the commit that says so brings the next call about. A
 * small batch without failures is done in one call.
 */
export const assembleBatch = (deps: Deps) => async (name: MessageOf<'assemble'>) => {
  const batch = await deps.batches.get(name);
  if (batch.status !== 'finalizing') return;
  const found = (await deps.assemblies.find(name)) ?? newAssembly(name);
  const part = await nextPart(deps, batch, found);
  const assembly = await keepReceipts(deps, found, part);
  const written = await writePart(deps, assembly, part).catch((error: unknown) => {
    if (!isUploadGone(error)) throw error;
    return { assembly: { ...newAssembly(name), version: assembly.version + 1 } };
  });
  if ('assembly' in written) await deps.commit([assemblyWrites.save(written.assembly)]);
  else if (assembly.writing === 'output' && part.totals.failed > 0)
    await deps.commit([assemblyWrites.save(beginErrors(assembly, part, written.finished))]);
  else await complete(deps, batch, { ...assembly, totals: part.totals }, written.finished);
};

export const handler = queueLambda('assemble', assembleBatch);

type Part = {
  text: string;
  receipts: KeptReceipt[];
  nextTaskNo: number;
  isLast: boolean;
  totals: Assembly['totals'];
};

/** Before the part is said to be written; a call that repeats it keeps the same ones under the same name. */
async function keepReceipts({ receipts }: Deps, assembly: Assembly, part: Part): Promise<Assembly> {
  if (part.receipts.length === 0) return assembly;
  await receipts.keep(assembly, assembly.receiptParts, part.receipts);
  return { ...assembly, receiptParts: assembly.receiptParts + 1 };
}

/** Lines of whole tasks until a part is full: a part ends where a task does, so nothing is carried over. */
async function nextPart(deps: Deps, batch: Batch, assembly: Assembly): Promise<Part> {
  const gathered = gather(batch, assembly);
  let input: Input | undefined;
  try {
    for await (const task of deps.tasks.ofBatch(batch, assembly.nextTaskNo)) {
      if (task.continues !== undefined) continue;
      if (gathered.isFull()) return gathered.part(task.no, false);
      input ??= deps.fileObjects.lines(inputOf(batch), task.fromByte);
      for (const outcome of await deps.runOutcomes(batch, task)) {
        const { value: read } = await input.next();
        gathered.add(outcome, read?.text);
      }
    }
    return gathered.part(batch.tasks, true);
  } finally {
    await input?.return(undefined);
  }
}

/** Gathers what belongs into this file. `inputLine`: the outcome's own, for its custom_id. */
function gather(batch: Batch, { writing, totals: before }: Assembly) {
  const texts: string[] = [];
  const receipts: KeptReceipt[] = [];
  const totals = { ...before };
  let bytes = 0;
  return {
    isFull: () => bytes >= leastPartBytes,
    part: (nextTaskNo: number, isLast: boolean): Part => ({
      text: texts.join(''),
      receipts,
      nextTaskNo,
      isLast,
      totals,
    }),
    add(outcome: Outcome<RunLine>, inputLine: string): void {
      if (writing === 'output') count(totals, outcome);
      if ((outcome.kind === 'succeeded') !== (writing === 'output')) return;
      const customId = customIdOf(inputLine);
      const line = outputLine(batch, customId, outcome);
      texts.push(line, '\n');
      bytes += Buffer.byteLength(line) + 1;
      if (outcome.kind === 'succeeded') receipts.push(receiptFor(batch, customId, line, outcome));
    },
  };
}

type Input = AsyncGenerator<{ text: string }>;

function receiptFor(
  batch: Batch,
  customId: string,
  line: string,
  { line: no, result }: { line: number; result: RunLine },
): KeptReceipt {
  const sha256 = createHash('sha256').update(line).digest('hex');
  const output = { batchId: batch.batchId, customId, requestId: requestIdOf(batch, no), line: no, sha256 };
  return keptReceiptOf(output, result, result.run, getModel(batch.model));
}

function count(totals: Assembly['totals'], outcome: Outcome): void {
  if (outcome.kind !== 'succeeded') {
    totals.failed++;
    return;
  }
  totals.succeeded++;
  totals.inputTokens += outcome.result.units.inputTokens;
  totals.outputTokens += outcome.result.units.outputTokens;
}

type Written = { assembly: Assembly } | { finished: AssembledFile | undefined };

/** A file of one part is put whole; a larger one is an upload whose parts are noted one by one. */
async function writePart({ fileObjects, newId }: Deps, assembly: Assembly, part: Part): Promise<Written> {
  const body = new TextEncoder().encode(part.text);
  const { customerId } = assembly;
  if (!assembly.upload && part.isLast) {
    if (body.length === 0) return { finished: undefined };
    const fileId = newId('file');
    await fileObjects.put({ customerId, fileId }, body);
    return { finished: { fileId, bytes: body.length } };
  }
  const upload = assembly.upload ?? (await beginUpload(fileObjects, customerId, newId('file')));
  const file = { customerId, fileId: upload.fileId };
  const added = body.length > 0 && (await fileObjects.uploadPart(file, upload, body));
  const parts = added ? [...upload.parts, added] : upload.parts;
  const bytes = upload.bytes + body.length;
  if (part.isLast) {
    await fileObjects.completeUpload(file, { ...upload, parts });
    return { finished: { fileId: upload.fileId, bytes } };
  }
  const { nextTaskNo, totals } = part;
  return {
    assembly: {
      ...assembly,
      version: assembly.version + 1,
      nextTaskNo,
      totals,
      upload: { ...upload, parts, bytes },
    },
  };
}

async function beginUpload(fileObjects: Deps['fileObjects'], customerId: string, fileId: string) {
  return { fileId, bytes: 0, uploadId: await fileObjects.beginUpload({ customerId, fileId }), parts: [] };
}

function beginErrors(
  { upload: _done, ...assembly }: Assembly,
  part: Part,
  output: AssembledFile | undefined,
): Assembly {
  return {
    ...assembly,
    version: assembly.version + 1,
    writing: 'error',
    nextTaskNo: 0,
    totals: part.totals,
    ...(output && { output }),
  };
}

async function complete(
  { commit, now }: Deps,
  batch: Batch,
  { output, totals, writing, receiptParts }: Assembly,
  finished: AssembledFile | undefined,
): Promise<void> {
  const files = writing === 'output' ? { output: finished } : { output, errors: finished };
  await commit([
    ...(files.output ? [fileWrites.create(fileOf(batch, files.output, 'output', now()))] : []),
    ...(files.errors ? [fileWrites.create(fileOf(batch, files.errors, 'errors', now()))] : []),
    batchWrites.change(batch, {
      status: endStatus(batch),
      endedAt: now(),
      totals,
      receiptParts,
      ...(files.output && { outputFileId: files.output.fileId }),
      ...(files.errors && { errorFileId: files.errors.fileId }),
    }),
    ...rateLimitWrites.dequeue(batch),
  ]);
}

const inputOf = ({ customerId, inputFileId = '' }: Batch) => ({ customerId, fileId: inputFileId });

const fileOf = (batch: Batch, { fileId, bytes }: AssembledFile, what: string, now: number): CustomerFile => ({
  customerId: batch.customerId,
  fileId,
  filename: `${batch.batchId}_${what}.jsonl`,
  purpose: 'batch_output',
  bytes,
  createdAt: now,
  ...(batch.zeroRetention && { zeroRetentionOf: batch.batchId }),
  expiresAt:
    now + (batch.outputExpiresAfterSeconds ? batch.outputExpiresAfterSeconds * 1_000 : fileLifeMillis),
});
