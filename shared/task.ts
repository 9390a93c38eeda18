import { type Bitset, countBits, emptyBitset } from './bitset.ts';
import type { MeteredUnits } from './contract/task-files.ts';
import type { Lane } from './lane.ts';
import type { Routing } from './routing.ts';

/**
 * The bundle of requests that a vehicle leases at once.
 *
 * open ──lease──▶ leased ──hand-in of all──▶ finished
 *   ▲               │ ├── hand-in of some, third segment ──▶ finished (its rest becomes a new task)
 *   └── hand-in of some, nothing, or the lease's end ◀──┘
 * open or leased ──the batch's end──▶ closed (its rest fails)
 *
 * `leased` is not stored: it is `open` with a lease that has not ended. finished and closed are terminal.
 */
export type Task = {
  customerId: string;
  batchId: string;
  no: number;
  /** Set on an audit: the position, in task `no`, of the request that it runs again. */
  auditOf?: number;
  lane: Lane;
  /** Where alone it may run. The lane knows one constraint of it: the grant looks at all. */
  routing?: Routing;
  /** Its payload and results go when they are delivered and checked. */
  zeroRetention?: true;
  state: 'open' | 'finished' | 'closed';
  requests: number;
  /** Bytes of the input file that its lines take, so that they can be read again. */
  firstLine: number;
  fromByte: number;
  toByte: number;
  ceilingMicros: number;
  runningMicros: number;
  /** What its owner earns of it: nano-USD per reference second. */
  ownerNanoUsd: number;
  /** Its batch expires then, in ms: it is leased only if it can be finished by then. Absent: a live call's. */
  dueAt?: number;
  /** Rises with each lease and never falls: it outlives clocks and late messages. */
  fence: number;
  /** Leases that ended without a word from the vehicle. */
  lostLeases: number;
  lease?: Lease;
  /** Finished requests, one bit each. */
  done: Bitset;
  segments: readonly Segment[];
  /** The task that runs what was left after the third segment. */
  continuedBy?: number;
  /** The task that this one continues: its requests are that task's missing ones, in their order. */
  continues?: number;
  /** Owners that may not lease it: an audit is no check if the same owner runs it. */
  barredOwners?: readonly string[];
  /** The check of one of its requests by another vehicle. Absent: none was chosen. */
  audit?: AuditState;
  /** When it last became worth a vehicle's while, in ms: what the sweep goes by. */
  openedAt: number;
};

/** A vehicle's exclusive, expiring claim on a task, known by the task's fence. `endsAt`: ms since the epoch. */
export type Lease = { vehicleId: string; ownerId: string; endsAt: number };

/** What one lease finished of a task. */
export type Segment = {
  fence: number;
  vehicleId: string;
  ownerId: string;
  /** The result object is this version with this hash (sha256, hex), whatever else is written to its key. */
  resultVersion: string;
  resultSha256: string;
  referenceMicros: number;
  succeeded: number;
  failed: number;
  energyMilliWattHours: number;
  /** What the running cost its owner, as the vehicle worked it out; absent where it said nothing. */
  costs?: { energyNanoUsd: number; wearNanoUsd: number };
  /** What its succeeded requests took, in the units that are sold; absent on tasks from before it was kept. */
  units?: MeteredUnits;
  /** When it was handed in, in ms by the market's clock: whether its requests met their window. */
  finishedAt: number;
};

export type AuditState = 'pending' | 'agrees' | 'differs' | 'unavailable';

/** The task item stays within 1 KB with three; what is left after the third becomes a new task. */
export const segmentsPerTask = 3;

/** After so many leases without a word, the fault is the task's: it is closed and its rest fails. */
export const lostLeasesLimit = 8;

export const taskId = (task: Pick<Task, 'batchId' | 'no' | 'auditOf'>): string =>
  `${task.batchId}.${task.no}${task.auditOf === undefined ? '' : 'a'}`;

export const finishedRequests = (task: Task): number => countBits(task.done);

export const missingRequests = (task: Task): number => task.requests - finishedRequests(task);

type NewTask = Pick<
  Task,
  | 'customerId'
  | 'batchId'
  | 'no'
  | 'lane'
  | 'requests'
  | 'firstLine'
  | 'fromByte'
  | 'toByte'
  | 'ceilingMicros'
  | 'runningMicros'
  | 'ownerNanoUsd'
> &
  Partial<Pick<Task, 'auditOf' | 'dueAt' | 'barredOwners' | 'continues' | 'routing' | 'zeroRetention'>>;

/** Takes what is named in `NewTask` and no more: a task that is made from another begins anew. */
export const newTask = (task: NewTask, now: number): Task => ({
  customerId: task.customerId,
  batchId: task.batchId,
  no: task.no,
  ...(task.auditOf !== undefined && { auditOf: task.auditOf }),
  lane: task.lane,
  ...(task.routing && { routing: task.routing }),
  ...(task.zeroRetention && { zeroRetention: task.zeroRetention }),
  requests: task.requests,
  firstLine: task.firstLine,
  fromByte: task.fromByte,
  toByte: task.toByte,
  ceilingMicros: task.ceilingMicros,
  runningMicros: task.runningMicros,
  ownerNanoUsd: task.ownerNanoUsd,
  ...(task.dueAt !== undefined && { dueAt: task.dueAt }),
  ...(task.continues !== undefined && { continues: task.continues }),
  ...(task.barredOwners && { barredOwners: task.barredOwners }),
  state: 'open',
  fence: 0,
  lostLeases: 0,
  done: emptyBitset(task.requests),
  segments: [],
  openedAt: now,
});
