import type { Batch } from '../../shared/batch.ts';
import { has } from '../../shared/bitset.ts';
import type { ErasedKind, ErasureClaims } from '../../shared/contract/receipts.ts';
import type { MessageOf } from '../../shared/messages.ts';
import { pageOf, tasksPerPage } from '../../shared/page.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { isErasureDue } from '../../shared/retention.ts';
import { batchWrites } from '../adapters/batches.ts';
import type { ErasableObjects, Tally, Target } from '../adapters/erasable-objects.ts';
import { erasureWrites } from '../adapters/erasures.ts';
import { fileWrites } from '../adapters/files.ts';
import type { Deps } from '../edge/deps.ts';
import { queueLambda } from '../edge/lambda.ts';

/**
 * Erases what a zero-retention batch, or one live call of it (`taskNo`), was asked and answered, once it is delivered
 * and checked: every version of its objects, and at the end of the batch its data key, without which nothing sealed
 * can be opened, wherever a copy may lie. What is too early is left to the sweep.
 */
export const erasePayloads =
  (deps: Deps) =>
  async ({ taskNo, ...name }: MessageOf<'erase'>) => {
    const batch = await deps.batches.get(name);
    if (!batch.zeroRetention) return;
    if (taskNo === undefined) await eraseBatch(deps, batch);
    else await eraseTask(deps, batch, taskNo);
  };

export const handler = queueLambda('erase', erasePayloads);

type Kind = ErasedKind['kind'];
type Place = { objects: ErasableObjects; target: Target<Kind> };

async function eraseBatch(deps: Deps, batch: Batch): Promise<void> {
  if (!isErasureDue(batch, deps.now()) || !(await isFree(deps, batch))) return;
  const { customerId, batchId, inputFileId, outputFileId, errorFileId } = batch;
  const files: [Kind, string | undefined][] = [
    ['input_file', inputFileId],
    ['output_file', outputFileId],
    ['error_file', errorFileId],
  ];
  const named = files.flatMap(([kind, fileId]) => (fileId === undefined ? [] : [{ kind, fileId }]));
  // First for the customer, so that no new batch begins to read it.
  for (const { fileId } of named) await deleteFile(deps, customerId, fileId);
  const places: Place[] = [
    ...named.map(({ kind, fileId }) => {
      const key = `${customerId}/${fileId}`;
      return { objects: deps.erasableFiles, target: { prefix: key, kindOf: onlyKey(key, kind) } };
    }),
    { objects: deps.erasableTasks, target: { prefix: `${batchId}/`, kindOf: kindOfTaskObject } },
  ];
  const erased = await erase(deps, { id: erasureId(batch), batchId, task: null }, places);
  if (!erased) return;
  await deps.commit([
    batchWrites.change(batch, { erasedAt: deps.now(), wrappedKey: new Uint8Array() }),
    erasureWrites.end({ ...erased, kinds: [...erased.kinds, dataKey] }),
  ]);
  deps.batchKeys.forget(batch);
}

const dataKey: ErasedKind = { kind: 'data_key', objects: 1, versions: 1, names_sha256: null, left: 0 };

/** Nobody needs its content any more: its checks are done, and no other batch reads the same input. */
async function isFree(deps: Deps, { customerId, batchId, kind, inputFileId }: Batch): Promise<boolean> {
  // The hold of a batch of live calls ends with the last check of them.
  if (kind === 'live') return (await deps.holds.get(batchId)).state === 'ended';
  return (
    inputFileId === undefined || !(await deps.batches.isInputInUse({ customerId, batchId }, inputFileId))
  );
}

async function deleteFile(deps: Deps, customerId: string, fileId: string): Promise<void> {
  try {
    await deps.commit([fileWrites.delete(await deps.files.get(customerId, fileId), deps.now())]);
  } catch (error) {
    // The customer deleted it, or an earlier try did.
    if (!isRefusal(error, 'not_found')) throw error;
  }
}

async function eraseTask(deps: Deps, batch: Batch, taskNo: number): Promise<void> {
  const { batchId } = batch;
  if (batch.erasedAt !== undefined || !(await isChecked(deps, batchId, taskNo))) return;
  const places = ['', 'a'].map((suffix) => ({
    objects: deps.erasableTasks,
    target: { prefix: `${batchId}/${batchId}.${taskNo}${suffix}/`, kindOf: kindOfTaskObject },
  }));
  const erased = await erase(deps, { id: erasureId(batch, taskNo), batchId, task: taskNo }, places);
  if (erased) await deps.commit([erasureWrites.end(erased)]);
}

/** It is at rest, the batch has taken note of it (so that its check, if any, has begun), and no check is under way. */
async function isChecked({ tasks, pages }: Deps, batchId: string, taskNo: number): Promise<boolean> {
  const task = await tasks.find({ batchId, taskNo, audit: false });
  if (!task || task.state === 'open' || task.audit === 'pending') return false;
  const page = (await pages.ofBatch(batchId, taskNo + 1))[pageOf(taskNo)];
  return page !== undefined && has(page.finished, taskNo % tasksPerPage);
}

type Named = { id: string; batchId: string; task: number | null };

/**
 * Notes what is there, deletes it, and looks whether anything is left. Undefined where it was done before; a try that
 * broke off is gone on with, by what it had noted.
 */
async function erase(
  { erasures, commit, now }: Deps,
  { id, batchId, task }: Named,
  places: readonly Place[],
): Promise<ErasureClaims | undefined> {
  const known = await erasures.find(batchId, id);
  if (known?.state === 'done') return undefined;
  const begun = known?.claims ?? {
    object: 'erasure' as const,
    id,
    batch_id: batchId,
    task,
    erased_at: 0,
    kinds: (await tallies(places)).map(([kind, { objects, versions, namesSha256 }]) => ({
      kind,
      objects,
      versions,
      names_sha256: namesSha256,
      left: versions,
    })),
  };
  if (!known) await commit([erasureWrites.begin(begun)]);
  for (const { objects, target } of places) await objects.erase(target);
  const left = await tallies(places);
  const leftOf = (kind: Kind) =>
    left.reduce((sum, [each, { versions }]) => sum + (each === kind ? versions : 0), 0);
  return {
    ...begun,
    erased_at: Math.floor(now() / 1_000),
    kinds: begun.kinds.map((each) => ({ ...each, left: leftOf(each.kind) })),
  };
}

async function tallies(places: readonly Place[]): Promise<[Kind, Tally][]> {
  const all = await Promise.all(places.map(({ objects, target }) => objects.tally(target)));
  return all.flatMap((each) => [...each]);
}

const onlyKey = (key: string, kind: Kind) => (found: string) => (found === key ? kind : undefined);

/** `<batch>/<batch>.<task>/payload` or `/result-<fence>`; the task of a check ends in `a`. */
function kindOfTaskObject(key: string): Kind {
  const [, task = '', object = ''] = key.split('/');
  const isPayload = object.startsWith('payload');
  if (task.endsWith('a')) return isPayload ? 'check_payloads' : 'check_results';
  return isPayload ? 'task_payloads' : 'task_results';
}

/** Tasks' numbers are padded, so that a list is in their order and ends with the whole batch. */
const erasureId = ({ batchId }: Batch, taskNo?: number) =>
  `erasure_${batchId.replace(/^batch_/, '')}_${taskNo === undefined ? 'all' : String(taskNo).padStart(6, '0')}`;
