import { type Hold, newHold, settle } from '../../shared/settlement.ts';
import type { Task } from '../../shared/task.ts';
import { sampleSegment, sampleTask, startedAt } from './sample-task.ts';

export const hold = (heldMicroUsd: bigint) =>
  newHold({ customerId: 'cus_1', batchId: 'batch_1', heldMicroUsd }, startedAt);

export const finished = (referenceMicros: number, changes: Partial<Task> = {}) =>
  sampleTask({ state: 'finished', segments: [sampleSegment({ referenceMicros })], ...changes });

export const settled = (from: Hold, tasks: readonly Task[], leastMicroUsd = 0n) =>
  settle({
    hold: from,
    tasks,
    priceMicroUsd: 60,
    leastMicroUsd,
    ownerSharePercent: 75,
    now: startedAt + 9,
  });
