import type { DynamoDBBatchResponse } from 'aws-lambda';
import type { FaultPlan } from '../faults/fault-plan.ts';
import { type StreamBatch, streamModel } from '../model/stream.ts';
import type { TableModel } from '../model/table.ts';
import type { Environment } from './environment.ts';
import { unlessDead } from './event-sources.ts';
import type { Role } from './functions.ts';
import { delayOf } from './sim-gate.ts';
import type { Trace } from './trace.ts';

type Parts = { env: Environment; faults: FaultPlan; trace: Trace; table: TableModel; role: Role };

/** As infra/ has it. */
const windowMillis = 1_000;
const retryMillis = 500;

/**
 * Calls the stream's one reader with what changed, a call a shard at a time; what fails comes again before what came
 * after it. What was told may be told of again much later, too.
 */
export function streamSource({ env, faults, trace, table, role }: Parts) {
  const stream = streamModel(table, { shards: 2 });
  let isWoken = false;

  stream.onRecords(() => wake(windowMillis));

  function wake(inMillis: number) {
    if (isWoken) return;
    isWoken = true;
    env.after(inMillis, () => {
      isWoken = false;
      for (let batch = stream.next(); batch; batch = stream.next()) void read(batch);
    });
  }

  async function read(batch: StreamBatch): Promise<void> {
    const fault = faults.at('stream', ['replayed_stream', 'delayed'], 1.5);
    if (fault) trace.note('stream', `${fault.kind} (${fault.id})`);
    if (fault?.kind === 'delayed') await passes(delayOf(fault.random));
    const response = await tell(batch);
    if (fault?.kind === 'replayed_stream') env.after(delayOf(fault.random), () => void tell(batch));
    if (!response) await passes(retryMillis);
    batch.end(response);
    wake(1);
  }

  const passes = (millis: number) => new Promise<void>((resolve) => env.after(millis, resolve));

  async function tell({ event }: StreamBatch): Promise<DynamoDBBatchResponse | undefined> {
    const { instance, functions } = role.any();
    const answer = await unlessDead(instance, () => functions.events.stream(event)).catch(() => undefined);
    return answer as DynamoDBBatchResponse | undefined;
  }

  return { isIdle: () => stream.waiting() === 0, undispatched: stream.undispatched };
}
