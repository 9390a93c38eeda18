import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import { type Batch, endStatus } from '../../shared/batch.ts';
import { customIdOf } from '../../shared/batch-line.ts';
import { type Outcome, outcomesOf, outputLine, requestIdOf } from '../../shared/batch-output.ts';
import { getModel } from '../../shared/catalogue.ts';
import type { KeptReceipt } from '../../shared/contract/receipts.ts';
import { type ResultLine, receiptClaims } from '../../shared/contract/task-files.ts';
import { type CustomerFile, fileLifeMillis } from '../../shared/customer-file.ts';
import type { MessageOf } from '../../shared/messages.ts';
import { keptReceiptOf, type Run } from '../../shared/receipts.ts';
import type { Segment, Task } from '../../shared/task.ts';
import { type AssembledFile, type Assembly, assemblyWrites, newAssembly } from '../adapters/assemblies.ts';
import { batchWrites } from '../adapters/batches.ts';
import { isUploadGone, leastPartBytes } from '../adapters/file-objects.ts';
import { fileWrites } from '../adapters/files.ts';
import { rateLimitWrites } from '../adapters/rate-limits.ts';
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
  const texts: string[] = [];
  const receipts: KeptReceipt[] = [];
  const totals = { ...assembly.totals };
  const partOf = (nextTaskNo: number, isLast: boolean) => ({
    text: texts.join(''),
    receipts,
    nextTaskNo,
    isLast,
    totals,
  });
  let bytes = 0;
  let input: Input | undefined;
  try {
    for await (const task of deps.tasks.ofBatch(batch, assembly.nextTaskNo)) {
      if (task.continues !== undefined) continue;
      if (bytes >= leastPartBytes) return partOf(task.no, false);
      input ??= deps.fileObjects.lines(inputOf(batch), task.fromByte);
      const outcomes = await outcomesOfTask(deps, batch, task);
      if (assembly.writing === 'output') for (const outcome of outcomes) count(totals, outcome);
      for (const { line, outcome, customId } of await linesOf(batch, assembly.writing, outcomes, input)) {
        texts.push(line, '\n');
        bytes += Buffer.byteLength(line) + 1;
        if (outcome.kind === 'succeeded') receipts.push(receiptFor(batch, customId, line, outcome));
      }
    }
    return partOf(batch.tasks, true);
  } finally {
    await input?.return(undefined);
  }
}

type Input = AsyncGenerator<{ text: string }>;

/** A result, and who ran it. */
type RunLine = ResultLine & { run: Run };

/** The outcomes that belong into this file. `input` stands at the first one's line and is read in step. */
async function linesOf(
  batch: Batch,
  writing: Assembly['writing'],
  outcomes: readonly Outcome<RunLine>[],
  input: Input,
) {
  const lines: { line: string; outcome: Outcome<RunLine>; customId: string }[] = [];
  for (const outcome of outcomes) {
    const { value: read } = await input.next();
    if ((outcome.kind === 'succeeded') !== (writing === 'output')) continue;
    const customId = customIdOf(read?.text);
    lines.push({ line: outputLine(batch, customId, outcome), outcome, customId });
  }
  return lines;
}

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

async function outcomesOfTask(deps: Deps, batch: Batch, root: Task): Promise<Outcome<RunLine>[]> {
  const { tasks } = deps;
  const chain = [];
  for (let task: Task | undefined = root; task; ) {
    const results = await Promise.all(
      task.segments.map((segment) => linesOfSegment(deps, batch, task as Task, segment)),
    );
    chain.push({ task, results: results.flat() });
    task =
      task.continuedBy === undefined
        ? undefined
        : await tasks.get({ batchId: root.batchId, taskNo: task.continuedBy, audit: false });
  }
  return outcomesOf(chain);
}

async function linesOfSegment(deps: Deps, batch: Batch, task: Task, segment: Segment): Promise<RunLine[]> {
  const [{ lines, receipt }, vehicle, known] = await Promise.all([
    deps.sealedTasks.getResult(task, segment),
    deps.batchKeys.vehicleName(batch, segment.vehicleId),
    deps.vehicles.find(segment.vehicleId),
  ]);
  // The vehicle's signature was verified when it handed the result in.
  const { engine, modelSha256 } = receiptClaims.parse(decodeJwt(receipt));
  const { finishedAt } = segment;
  const run: Run = {
    taskNo: task.no,
    vehicle,
    hardwareClass: known?.hardwareClass,
    engine,
    modelSha256,
    finishedAt,
  };
  return lines.map((line) => ({ ...line, run }));
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
  expiresAt:
    now + (batch.outputExpiresAfterSeconds ? batch.outputExpiresAfterSeconds * 1_000 : fileLifeMillis),
});
