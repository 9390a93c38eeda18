import type { LeaseOffer, WorkReply, WorkRequest } from '../shared/contract/vehicle.ts';
import type { Emit } from './events.ts';
import { callMarket, drop, isOver, onDisk, type Pending } from './hand-ins.ts';
import { offlineMillis } from './offline.ts';
import type { Parked } from './parked.ts';
import { errorName } from './run-requests.ts';
import { runTask, type TaskDeps, type TaskRun } from './run-task.ts';

export type LoopDeps = TaskDeps & {
  parked: Parked;
  emit: Emit;
  /** What to ask for now: null where nothing is to be begun, though what runs may go on. */
  want(): Want | null;
  /** Resolves after `millis`, or as soon as `signal` is aborted. */
  wait(millis: number, signal: AbortSignal): Promise<void>;
  /** Time before a lease's end at which what is finished is uploaded and handed in. */
  handInMarginMillis?: number;
};

export type Want = {
  /** It can surely run for so long, over all tasks. */
  seconds: number;
  tasks: number;
  waitSeconds?: number;
  costs?: NonNullable<WorkRequest['want']>['costs'];
  /** Whether the owner lets it run this model. Left out: all that the engines offer. */
  allows?(model: string): boolean;
};

/** Looking again whether anything may be asked for costs no call. */
const nothingToDoMillis = 1_000;
/** A model whose engine was at fault is not offered for so long, nor after a task could not be had or stored. */
const engineFaultPauseMillis = 600_000;
const taskFaultPauseMillis = 60_000;

/**
 * Works until `parked.ended`: hands in what is done and leases what comes next in one call, runs it, and again. When
 * the driver is back it hands in the finished requests, gives the rest back and asks for nothing. Throws the market's
 * definite refusal of a call: this vehicle is not wanted, or speaks another contract.
 */
export async function runLoop(deps: LoopDeps): Promise<void> {
  const { parked } = deps;
  const state: LoopState = { pending: [], pausedUntil: new Map(), failures: 0 };
  await runLeases(await resumable(state, deps), state, deps);
  while (!parked.ended.aborted || state.pending.length > 0) {
    const want = wantOf(state, deps);
    if (want === null && state.pending.length === 0) {
      await idle(deps);
      continue;
    }
    const asked = await callMarket(state.pending, want, deps);
    if (asked.reply) await work(asked.reply, state, deps);
    else if (asked.wasCut) continue;
    // What is finished stays in the spool for the next start.
    else if (parked.ended.aborted) return;
    else await deps.wait(offlineWait(state, deps), soonest(parked));
  }
}

/** Runs what a call leased, or lets the time pass until the slot that the market named: it spreads the fleet. */
async function work(reply: WorkReply, state: LoopState, deps: LoopDeps) {
  const { parked, emit, spool } = deps;
  state.failures = 0;
  for (const lease of reply.leases) {
    const { taskId, model, requests, endsAt } = lease;
    if (!lease.live) await onDisk(taskId, () => spool.keep(lease), emit);
    emit({ event: 'leased', taskId, model, requests, endsAt });
  }
  await runLeases(reply.leases, state, deps);
  if (reply.leases.length === 0 && state.pending.length === 0 && !parked.driverBack.aborted)
    await deps.wait(reply.retryAfterSeconds * 1_000, parked.driverBack);
}

async function idle({ parked, wait }: LoopDeps) {
  if (parked.driverBack.aborted) await parked.untilParked();
  // Parked, but every engine was at fault lately, or its owner wants nothing begun.
  else await wait(nothingToDoMillis, parked.driverBack);
}

/** What a wait is cut short by. */
const soonest = ({ driverBack, ended }: Parked) => (driverBack.aborted ? ended : driverBack);

function offlineWait(state: LoopState, { market }: LoopDeps): number {
  const dueAt = Math.min(...state.pending.map(({ lease }) => lease.endsAt));
  return offlineMillis(++state.failures, dueAt - market.marketNow(), Math.random());
}

/** Leases that an earlier process left unfinished and that still run. */
async function resumable(state: LoopState, deps: LoopDeps): Promise<LeaseOffer[]> {
  const { spool, market, emit } = deps;
  const leases = (await onDisk(null, () => spool.leases(), emit)) ?? [];
  // A car's clock may be anything at its start: the market's decides what still runs.
  if (leases.length > 0) await callMarket(state.pending, null, deps);
  const running: LeaseOffer[] = [];
  for (const lease of leases) {
    const { taskId, model, requests, endsAt } = lease;
    if (isOver(lease, market)) {
      await drop(lease, deps);
      continue;
    }
    emit({ event: 'resumed', taskId, model, requests, endsAt });
    running.push(lease);
  }
  return running;
}

type LoopState = {
  /** Done with, to be handed in by the next call. */
  pending: Pending[];
  /** By model, milliseconds since the epoch. */
  pausedUntil: Map<string, number>;
  /** Calls in a row that the market did not answer. */
  failures: number;
};

function wantOf(state: LoopState, { parked, engines, want, market }: LoopDeps): WorkRequest['want'] {
  if (parked.driverBack.aborted) return null;
  const wanted = want();
  if (!wanted) return null;
  const { allows = () => true, ...rest } = wanted;
  const models = engines.models.filter(
    (model) => allows(model) && (state.pausedUntil.get(model) ?? 0) <= market.marketNow(),
  );
  return models.length === 0 ? null : { ...rest, models };
}

/** Runs leases one by one; each becomes a pending hand-in, if only to be given back. */
async function runLeases(leases: readonly LeaseOffer[], state: LoopState, deps: LoopDeps): Promise<void> {
  const { handInMarginMillis = 10_000 } = deps;
  for (const lease of leases) {
    const dueAt = Math.min(...state.pending.map((each) => each.lease.endsAt)) - handInMarginMillis;
    // What is done must not expire while the next task runs.
    if (dueAt < deps.market.marketNow() + lease.runningSeconds * 1_000)
      await callMarket(state.pending, null, deps);
    const endsAt = Math.min(lease.endsAt, ...state.pending.map((each) => each.lease.endsAt));
    // A live lease is kept alive by signs of life: it needs no margin.
    const run = await runLease(lease, endsAt - (lease.live ? 0 : handInMarginMillis), deps);
    await heedFault(lease, run, state, deps);
    const { leaseToken } = lease;
    state.pending.push({ lease, deliver: run?.deliver ?? (async () => ({ leaseToken, result: null })) });
  }
}

/** A model whose task could not be run is left alone for a while. */
async function heedFault(
  { model, taskId }: LeaseOffer,
  run: TaskRun | undefined,
  { pausedUntil }: LoopState,
  { market, emit, engines }: LoopDeps,
): Promise<void> {
  const pause = (millis: number) => pausedUntil.set(model, market.marketNow() + millis);
  if (!run) pause(taskFaultPauseMillis);
  else if (run.outcome === 'task_fault') {
    emit({ event: 'task_fault', taskId, error: run.fault ?? 'unknown' });
    pause(taskFaultPauseMillis);
  } else if (run.outcome === 'engine_fault') {
    emit({ event: 'engine_fault', model, error: run.fault ?? 'unknown' });
    pause(engineFaultPauseMillis);
    await engines.drop(model);
  }
}

/** undefined when the payload could not be had: the next lessee may have more luck. */
async function runLease(lease: LeaseOffer, stopAt: number, deps: LoopDeps): Promise<TaskRun | undefined> {
  const { taskId, requests } = lease;
  try {
    const run = await runTask(lease, deps, { driverBack: deps.parked.driverBack, stopAt });
    const { finished, outcome, runningMillis, unsaved } = run;
    if (unsaved !== undefined) deps.emit({ event: 'spool_fault', taskId, error: unsaved });
    deps.emit({ event: 'ran', taskId, finished, requests, outcome, runningMillis });
    return run;
  } catch (error) {
    deps.emit({ event: 'task_fault', taskId, error: errorName(error) });
    return undefined;
  }
}
