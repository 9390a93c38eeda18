import { decodeJwt } from 'jose';
import type { Batch } from '../../shared/batch.ts';
import { type Outcome, outcomesOf } from '../../shared/batch-output.ts';
import { type ResultLine, receiptClaims } from '../../shared/contract/task-files.ts';
import type { Run } from '../../shared/receipts.ts';
import type { Segment, Task } from '../../shared/task.ts';
import type { BatchKeys } from './batch-keys.ts';
import type { SealedTasks } from './sealed-tasks.ts';
import type { Tasks } from './tasks.ts';
import type { Vehicles } from './vehicles.ts';

/** A result, and who ran it. */
export type RunLine = ResultLine & { run: Run };

type Sources = { tasks: Tasks; sealedTasks: SealedTasks; batchKeys: BatchKeys; vehicles: Vehicles };

/** What became of a planned task's lines, and who ran each. */
export function runOutcomesFrom({ tasks, sealedTasks, batchKeys, vehicles }: Sources) {
  async function linesOf(batch: Batch, task: Task, segment: Segment): Promise<RunLine[]> {
    const [{ lines, receipt }, vehicle, known] = await Promise.all([
      sealedTasks.getResult(task, segment),
      batchKeys.vehicleName(batch, segment.vehicleId),
      vehicles.find(segment.vehicleId),
    ]);
    // The vehicle's signature was verified when it handed the result in.
    const { engine, modelSha256 } = receiptClaims.parse(decodeJwt(receipt));
    const run: Run = {
      taskNo: task.no,
      vehicle,
      hardwareClass: known?.hardwareClass,
      engine,
      modelSha256,
      finishedAt: segment.finishedAt,
    };
    return lines.map((line) => ({ ...line, run }));
  }

  /** In the order of the lines, those that other tasks continued included. */
  return async (batch: Batch, root: Task): Promise<Outcome<RunLine>[]> => {
    const chain: { task: Task; results: RunLine[] }[] = [];
    for (let task: Task | undefined = root; task; ) {
      const { segments, continuedBy }: Task = task;
      const results = await Promise.all(segments.map((each) => linesOf(batch, task as Task, each)));
      chain.push({ task, results: results.flat() });
      task =
        continuedBy === undefined
          ? undefined
          : await tasks.get({ batchId: root.batchId, taskNo: continuedBy, audit: false });
    }
    return outcomesOf(chain);
  };
}
