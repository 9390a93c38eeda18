import type { Batch } from '../../shared/batch.ts';
import type { Change } from '../../shared/dispatch.ts';
import type { EntryKind } from '../../shared/entry-kinds.ts';
import { entryOf } from '../../shared/ledger.ts';
import type { Task } from '../../shared/task.ts';
import { sampleBatch, sampleTask } from './sample-task.ts';

export const batchChange = (before: Partial<Batch> | undefined, after: Partial<Batch>): Change => ({
  kind: 'batch',
  after: sampleBatch(after),
  ...(before && { before: sampleBatch(before) }),
});

export const taskChange = (before: Partial<Task>, after: Partial<Task>): Change => ({
  kind: 'task',
  before: sampleTask(before),
  after: sampleTask({ ...before, ...after }),
});

export const entryChange = (kind: EntryKind, isNew = true): Change => {
  const after = entryOf({ businessKey: 'batch/batch_1/settle/1', kind, at: 1, postings: [], memo: {} });
  return { kind: 'entry', after, ...(!isNew && { before: after }) };
};

/** A task that came to rest. */
export const resting: Change = taskChange({}, { state: 'finished' });
