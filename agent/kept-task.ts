import type { HandIn, LeaseOffer } from '../shared/contract/vehicle.ts';
import type { FinishedRequest, RanBy, Spool, SpoolRecord } from './spool.ts';

/**
 * What is known of a leased task: in memory, and on disk for as long as the disk takes it. A disk that fails costs
 * nothing but what a restart could have gone on with.
 */
export type KeptTask = {
  readonly finished: readonly FinishedRequest[];
  readonly ranBy: RanBy | undefined;
  /** Its result is uploaded: nothing is left to be done but to hand it in. */
  readonly handIn: HandIn | undefined;
  /** Why it is not on disk, by the name that the system has for it. */
  readonly unsaved: string | undefined;
  /** Resolves when the record before this one is written: one is sealed and written while the next request runs. */
  keep(record: SpoolRecord): Promise<void>;
  /** All that was kept is written, or will not be. */
  written(): Promise<void>;
};

/** `spool`: left out for a lease that is over before an agent that was cut off could go on with it. */
export async function openKeptTask(
  lease: LeaseOffer,
  taskKey: Uint8Array<ArrayBuffer>,
  spool?: Spool,
): Promise<KeptTask> {
  let unsaved: string | undefined;
  const fail = (error: unknown) => {
    unsaved ??= systemCodeOf(error);
    return undefined;
  };
  const spooled = await spool?.open(lease, taskKey).catch(fail);
  const kept = stateOf(spooled?.records ?? []);
  let writing: Promise<void> = Promise.resolve();

  return {
    finished: kept.finished,
    get ranBy() {
      return kept.ranBy;
    },
    get handIn() {
      return kept.handIn;
    },
    get unsaved() {
      return unsaved;
    },
    async keep(record) {
      note(kept, record);
      const before = writing;
      // After a record that could not be written none is: half of it may be there.
      writing = before.then(() => (unsaved === undefined ? spooled?.append(record) : undefined)).catch(fail);
      await before;
    },
    written: () => writing,
  };
}

type Kept = {
  finished: FinishedRequest[];
  ranBy: RanBy | undefined;
  handIn: HandIn | undefined;
};

function stateOf(records: readonly SpoolRecord[]): Kept {
  const kept: Kept = { finished: [], ranBy: undefined, handIn: undefined };
  for (const record of records) note(kept, record);
  return kept;
}

function note(kept: Kept, record: SpoolRecord) {
  if ('line' in record) kept.finished.push(record);
  else if ('ranBy' in record) kept.ranBy = record.ranBy;
  else kept.handIn = record.handIn;
}

/** ENOSPC and its like; a message would name a path, which helps nobody who can not see the code. */
export const systemCodeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
