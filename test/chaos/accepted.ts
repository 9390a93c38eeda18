import { appendFileSync } from 'node:fs';
import type { Expected } from './requests.ts';

export type AcceptedBatch = {
  batchId: string;
  name: string;
  expected: readonly Expected[];
  /** A cancel was sent: requests that were not run by then end as cancelled. */
  isCancelled: boolean;
};

export type Accepted = ReturnType<typeof openAccepted>;

/** What the market said yes to. It is in a file before the customer does anything else. */
export function openAccepted(file: string) {
  const open = new Map<string, AcceptedBatch>();
  const note = (what: object) => appendFileSync(file, `${JSON.stringify(what)}\n`);
  let requests = 0;
  let liveCalls = 0;
  const topUps: string[] = [];
  return {
    batch(batch: AcceptedBatch): void {
      note(batch);
      open.set(batch.batchId, batch);
      requests += batch.expected.length;
    },
    liveCall(name: string): void {
      note({ liveCall: name });
      liveCalls++;
    },
    topUp(topUpId: string): void {
      note({ topUp: topUpId });
      topUps.push(topUpId);
    },
    /** Ended, and found right or wrong. */
    ended: (batchId: string) => void open.delete(batchId),
    /** Not ended yet, the oldest first. */
    open: (): AcceptedBatch[] => [...open.values()],
    /** Requests of batches, and live calls. */
    count: () => requests + liveCalls,
    topUps: (): readonly string[] => topUps,
  };
}
