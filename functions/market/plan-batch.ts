import type { Batch } from '../../shared/batch.ts';
import { parseBatchLine } from '../../shared/batch-line.ts';
import { priceOf } from '../../shared/contract/batches.ts';
import { laneOf } from '../../shared/lane.ts';
import type { MessageOf } from '../../shared/messages.ts';
import { bundle, type PlannedLine, type PlannedTask, taskSize } from '../../shared/plan.ts';
import { type Finding, isRefusal } from '../../shared/refusal.ts';
import { newTask, type Task } from '../../shared/task.ts';
import { ownerNanoUsdAt } from '../../shared/terms.ts';
import { batchWrites } from '../adapters/batches.ts';
import { rateLimitWrites } from '../adapters/rate-limits.ts';
import { taskWrites } from '../adapters/tasks.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';

/**
 * Bundles a batch's lines into tasks and puts each into its lane. Repeated after a crash it plans the same tasks:
 * those that exist are left as they are, and a second message for a task changes nothing.
 */
export const planBatch = (deps: Deps) => async (name: MessageOf<'plan'>) => {
  const batch = await deps.batches.get(name);
  if (batch.status !== 'validating') return;
  const unplannable = await whyUnplannable(deps, batch);
  if (unplannable) return fail(deps, batch, unplannable);
  let tasks = 0;
  for await (const ten of inTens(bundle(linesOf(deps, batch), taskSize(deps.planLimits, batch)))) {
    await Promise.all(ten.map((planned) => placeTask(deps, batch, planned)));
    await deps.lanes.send(
      placeOf(batch).lane,
      ten.map(({ no }) => ({ ...name, taskNo: no, audit: false })),
    );
    tasks += ten.length;
  }
  await deps.commit([batchWrites.change(batch, { status: 'in_progress', tasks, inProgressAt: deps.now() })]);
};

export const handler = queueLambda('plan', planBatch);

/** Its hold goes back with the settlement that follows every end. */
async function fail({ commit, now }: Deps, batch: Batch, why: Finding): Promise<void> {
  const failed = { status: 'failed', endedAt: now(), errors: [why] } as const;
  await commit([batchWrites.change(batch, failed), ...rateLimitWrites.dequeue(batch)]);
}

/**
 * What ends a batch before it began: its input is gone, or it could not be planned within its life. Once a task of it
 * exists it is planned to the end, from bytes that outlive the file's record.
 */
async function whyUnplannable({ files, tasks, now }: Deps, batch: Batch): Promise<Finding | undefined> {
  const { customerId, batchId, inputFileId = '', expiresAt } = batch;
  if (await tasks.find({ batchId, taskNo: 0, audit: false })) return undefined;
  if (now() >= expiresAt)
    return {
      code: 'batch_expired',
      message: 'The batch could not be planned within 24 hours. Nothing was charged.',
      param: null,
      line: null,
    };
  try {
    await files.get(customerId, inputFileId);
    return undefined;
  } catch (error) {
    if (!isRefusal(error, 'not_found')) throw error;
    return {
      code: 'file_not_found',
      message: `The input file ${inputFileId} was deleted or expired before the batch was planned. Nothing was charged.`,
      param: 'input_file_id',
      line: null,
    };
  }
}

async function* linesOf({ fileObjects }: Deps, batch: Batch): AsyncGenerator<PlannedLine> {
  const file = { customerId: batch.customerId, fileId: batch.inputFileId ?? '' };
  let line = 0;
  for await (const { text, fromByte, toByte } of fileObjects.lines(file)) {
    line++;
    const request = parseBatchLine(text, line, batch.endpoint);
    if (!('customId' in request))
      throw new Error(
        `line ${line} of ${file.fileId} was good when ${batch.batchId} was created: ${request.message}`,
      );
    yield { line, fromByte, toByte, payload: JSON.stringify(request.body), ...costs(request) };
  }
}

const costs = ({ ceilingMicros, runningMicros }: { ceilingMicros: number; runningMicros: number }) => ({
  ceilingMicros,
  runningMicros,
});

async function placeTask(deps: Deps, batch: Batch, { payloadLines, ...planned }: PlannedTask): Promise<void> {
  const { customerId, batchId } = batch;
  const { ownerSharePercent } = batch.terms ?? deps.policy;
  const task: Task = newTask(
    {
      customerId,
      batchId,
      ...placeOf(batch),
      requests: payloadLines.length,
      ownerNanoUsd: ownerNanoUsdAt(priceOf(batch, deps.policy), ownerSharePercent),
      dueAt: batch.expiresAt,
      ...planned,
    },
    deps.now(),
  );
  await deps.sealedTasks.putPayload(
    task,
    payloadLines.map((body, i) => `{"i":${i},"body":${body}}`),
  );
  try {
    await deps.commit([taskWrites.create(task)]);
  } catch (error) {
    if (!isRefusal(error, 'conflict')) throw error;
  }
}

const placeOf = ({ model, routing, zeroRetention }: Batch) => ({
  lane: laneOf(model, 'batch', routing),
  ...(routing && { routing }),
  ...(zeroRetention && { zeroRetention }),
});

async function* inTens<Each>(all: AsyncIterable<Each>): AsyncGenerator<Each[]> {
  let ten: Each[] = [];
  for await (const each of all) {
    ten.push(each);
    if (ten.length === 10) {
      yield ten;
      ten = [];
    }
  }
  if (ten.length > 0) yield ten;
}
