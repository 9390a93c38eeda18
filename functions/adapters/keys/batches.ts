import { padded } from './padded.ts';

/** A partition takes 1,000 writes a second: 500 tasks each keeps a batch's own fleet from being throttled. */
const tasksPerPartition = 500;

/** A batch, and everything that lies with it. */
export const batchKeys = {
  batch: (customerId: string, batchId: string) => ({ pk: `CUSTOMER#${customerId}`, sk: `BATCH#${batchId}` }),
  /** A batch's hold: what is held, captured and released, and how many settlements there were. */
  hold: (batchId: string) => ({ pk: `BATCH#${batchId}`, sk: 'HOLD' }),
  /** Which of 1,024 tasks are finished and settled, as bitmaps. */
  page: (batchId: string, pageNo: number) => ({ pk: `BATCH#${batchId}`, sk: `PAGE#${padded(pageNo, 4)}` }),
  /** What was erased of a batch, or of one live call of it. */
  erasure: (batchId: string, id: string) => ({ pk: `BATCH#${batchId}`, sk: `ERASURE#${id}` }),
  assembly: (batchId: string) => ({ pk: `BATCH#${batchId}`, sk: 'ASSEMBLY' }),
  task: (batchId: string, taskNo: number) => ({
    pk: `BATCH#${batchId}#${padded(Math.floor(taskNo / tasksPerPartition), 4)}`,
    sk: `TASK#${padded(taskNo, 6)}`,
  }),
  /** At most one audit a task. */
  audit: (batchId: string, taskNo: number) => ({
    pk: `BATCH#${batchId}#AUDIT`,
    sk: `TASK#${padded(taskNo, 6)}`,
  }),
  /** What a live call asked, sealed, and what was answered under a lease. */
  livePayload: (batchId: string, taskNo: number) => ({
    pk: `PIECES#${batchId}#${padded(taskNo, 6)}`,
    sk: 'PAYLOAD',
  }),
  liveResult: (batchId: string, taskNo: number, fence: number) => ({
    pk: `PIECES#${batchId}#${padded(taskNo, 6)}`,
    sk: `RESULT#${padded(fence, 6)}`,
  }),
  /** A piece of a live answer: by lease and number, so that they are read in their order. */
  piece: (batchId: string, taskNo: number, { fence, no }: { fence: number; no: number }) => ({
    pk: `PIECES#${batchId}#${padded(taskNo, 6)}`,
    sk: `PIECE#${padded(fence, 6)}#${padded(no, 6)}`,
  }),
};

/** The numbers of the task partitions of a batch of `tasks` tasks, for one query each. */
export const taskPartitions = (batchId: string, tasks: number): string[] =>
  Array.from(
    { length: Math.ceil(tasks / tasksPerPartition) },
    (_, at) => batchKeys.task(batchId, at * tasksPerPartition).pk,
  );
