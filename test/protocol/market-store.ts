import { commitTo } from '../../functions/adapters/commit.ts';
import { holdsIn, holdWrites } from '../../functions/adapters/holds.ts';
import { pagesIn } from '../../functions/adapters/pages.ts';
import { tasksIn, taskWrites } from '../../functions/adapters/tasks.ts';
import { newHold } from '../../shared/settlement.ts';
import { newTask, type Task } from '../../shared/task.ts';
import { modelClients } from '../sim/model/clients.ts';
import { plainGate } from '../sim/model/port.ts';
import { tableModel } from '../sim/model/table.ts';

export const batchId = 'batch_1';
const customerId = 'cus_1';
/** What a request of the specification meters, and what that costs: so that its units are whole micro-dollars. */
export const requestMicros = 1_000_000;
export const requestMicroUsd = 100;

export const taskOf = (no: number, requests: number, at: number, changes: Partial<Task> = {}): Task =>
  newTask(
    {
      customerId,
      batchId,
      no,
      lane: { model: 'parkade-embed-1', hardwareClass: 'any', trust: 'any', priority: 'batch', shard: 0 },
      requests,
      firstLine: 0,
      fromByte: 0,
      toByte: 0,
      ceilingMicros: requests * requestMicros,
      runningMicros: requests,
      ownerNanoUsd: 0,
      ...changes,
    },
    at,
  );

/** The market's own adapters over the model of its table: conditions are judged as they are sent. */
export async function marketStore(requests: readonly number[], now: () => number) {
  const table = tableModel({ now, random: () => 0.5 });
  const { db } = modelClients({ table } as Parameters<typeof modelClients>[0], plainGate);
  const commit = commitTo(db, table.tableName);
  const held = BigInt(requests.reduce((sum, count) => sum + count, 0) * requestMicroUsd);
  await commit([
    holdWrites.create(newHold({ customerId, batchId, heldMicroUsd: held }, now())),
    ...requests.map((count, no) => taskWrites.create(taskOf(no, count, now()))),
  ]);
  return {
    commit,
    tasks: tasksIn(db, table.tableName),
    holds: holdsIn(db, table.tableName),
    page: async () => {
      const [page] = await pagesIn(db, table.tableName).ofBatch(batchId, 10);
      if (!page) throw new Error('the batch has no page');
      return page;
    },
  };
}

export type MarketStore = Awaited<ReturnType<typeof marketStore>>;
