import type { PortCall } from './port.ts';
import type { QueuesModel } from './queues.ts';

/** Resolves at that time, or as soon as `wake` is called. */
export type SleepUntil = (at: number, onWake: (wake: () => void) => void) => Promise<void>;

type Received = { Messages?: unknown[] };

/**
 * A receive that waits, on whatever clock: it is carried out until something is there or its time is over. Other calls
 * are carried out at once.
 */
export async function receiveWaiting(
  queues: QueuesModel,
  { operation, input }: PortCall,
  { act, now, sleepUntil }: { act: () => unknown; now: () => number; sleepUntil: SleepUntil },
): Promise<unknown> {
  const { QueueUrl = '', WaitTimeSeconds = 0 } = input as { QueueUrl?: string; WaitTimeSeconds?: number };
  const endsAt = now() + WaitTimeSeconds * 1_000;
  for (;;) {
    const answer = act();
    const isOver = operation !== 'ReceiveMessage' || now() >= endsAt;
    if (isOver || ((answer as Received).Messages ?? []).length > 0) return answer;
    const next = Math.min(endsAt, queues.nextVisibleAt(QueueUrl) ?? endsAt);
    let stop = () => {};
    await sleepUntil(Math.max(next, now() + 1), (wake) => {
      stop = queues.onArrival(QueueUrl, wake);
    });
    stop();
  }
}
