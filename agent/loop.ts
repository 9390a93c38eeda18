import type { HandIn, LeaseOffer, WorkReply, WorkRequest } from '../shared/contract/vehicle.ts';
import type { Emit } from './events.ts';
import { MarketRefusal } from './market.ts';
import type { Parked } from './parked.ts';
import { errorName, runTask, type TaskDeps, type TaskRun } from './run-task.ts';

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

/** Most hand-ins the market takes in a call. */
const handInsMax = 10;
const unreachableMillis = 30_000;
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
  const state: LoopState = { pending: [], pausedUntil: new Map() };
  await runLeases(await resumable(deps), state, deps);
  while (!parked.ended.aborted || state.pending.length > 0) {
    const want = wantOf(state, deps);
    if (want === null && state.pending.length === 0) {
      await idle(deps);
      continue;
    }
    const asked = await callMarket(state, want, deps);
    if (asked.reply) await work(asked.reply, state, deps);
    else if (asked.wasCut) continue;
    // What is finished stays in the spool for the next start.
    else if (parked.ended.aborted) return;
    else await deps.wait(unreachableMillis, soonest(parked));
  }
}

/** Runs what a call leased, or lets the time pass until the slot that the market named: it spreads the fleet. */
async function work(reply: WorkReply, state: LoopState, deps: LoopDeps) {
  const { parked, emit, spool } = deps;
  for (const lease of reply.leases) {
    const { taskId, model, requests, endsAt } = lease;
    if (!lease.live) await spool.keep(lease);
    emit({ event: 'leased', taskId, model, requests, endsAt });
  }
  await runLeases(reply.leases, state, deps);
  if (reply.leases.length === 0 && state.pending.length === 0 && !parked.driverBack.aborted)
    await deps.wait(reply.retryAfterSeconds * 1_000, parked.driverBack);
}

async function idle({ parked, wait }: LoopDeps) {
  if (parked.driverBack.aborted) await parked.untilParked();
  // Parked, but every engine was at fault lately, or its owner wants nothing begun.
  else await wait(unreachableMillis, parked.driverBack);
}

/** What a wait is cut short by. */
const soonest = ({ driverBack, ended }: Parked) => (driverBack.aborted ? ended : driverBack);

/** Leases that an earlier process left unfinished and that still run. */
async function resumable({ spool, market, emit }: LoopDeps): Promise<LeaseOffer[]> {
  const live: LeaseOffer[] = [];
  for (const lease of await spool.leases()) {
    const { taskId, model, requests, endsAt } = lease;
    if (endsAt <= market.marketNow()) {
      await spool.remove(lease);
      continue;
    }
    emit({ event: 'resumed', taskId, model, requests, endsAt });
    live.push(lease);
  }
  return live;
}

type LoopState = {
  /** Done with, to be handed in by the next call. */
  pending: { lease: LeaseOffer; handIn: HandIn }[];
  /** By model, milliseconds since the epoch. */
  pausedUntil: Map<string, number>;
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

/** No reply: the driver came back while the market kept the vehicle waiting, or it can not be reached. */
type Asked = { reply: WorkReply; wasCut?: never } | { reply?: never; wasCut: boolean };

/** One call with up to ten hand-ins. One that waits for work is cut when the driver comes back; hand-ins are then told again. */
async function callMarket(
  state: LoopState,
  want: WorkRequest['want'],
  { market, spool, emit, parked }: LoopDeps,
): Promise<Asked> {
  const handed = state.pending.slice(0, handInsMax);
  const cut = want ? parked.driverBack : undefined;
  let reply: WorkReply;
  try {
    reply = await market.work({ handIns: handed.map(({ handIn }) => handIn), want }, cut);
  } catch (error) {
    if (error instanceof MarketRefusal) throw error;
    if (cut?.aborted) return { wasCut: true };
    emit({ event: 'market_unreachable', error: error instanceof Error ? error.message : String(error) });
    return { wasCut: false };
  }
  state.pending.splice(0, handed.length);
  for (const [index, { lease }] of handed.entries()) {
    const { taskId, status, requests, code } = reply.handIns[index] ?? unanswered;
    emit({ event: 'handed_in', taskId: taskId ?? lease.taskId, status, requests, code });
    await spool.remove(lease);
  }
  return { reply };
}

const unanswered = { taskId: null, status: 'unanswered', requests: 0, code: null };

/** Runs leases one by one; each becomes a pending hand-in, if only to be given back. */
async function runLeases(leases: readonly LeaseOffer[], state: LoopState, deps: LoopDeps): Promise<void> {
  const { handInMarginMillis = 10_000 } = deps;
  for (const lease of leases) {
    const dueAt = Math.min(...state.pending.map((each) => each.lease.endsAt)) - handInMarginMillis;
    // What is done must not expire while the next task runs.
    if (dueAt < deps.market.marketNow() + lease.runningSeconds * 1_000) await callMarket(state, null, deps);
    const endsAt = Math.min(lease.endsAt, ...state.pending.map((each) => each.lease.endsAt));
    // A live lease is kept alive by signs of life: it needs no margin.
    const run = await runLease(lease, endsAt - (lease.live ? 0 : handInMarginMillis), deps);
    if (!run) state.pausedUntil.set(lease.model, deps.market.marketNow() + taskFaultPauseMillis);
    if (run?.outcome === 'engine_fault') {
      deps.emit({ event: 'engine_fault', model: lease.model, error: run.fault ?? 'unknown' });
      state.pausedUntil.set(lease.model, deps.market.marketNow() + engineFaultPauseMillis);
      await deps.engines.drop(lease.model);
    }
    state.pending.push({ lease, handIn: run?.handIn ?? { leaseToken: lease.leaseToken, result: null } });
  }
}

/** undefined when the payload could not be had or the result not be stored: the next lessee may have more luck. */
async function runLease(lease: LeaseOffer, stopAt: number, deps: LoopDeps): Promise<TaskRun | undefined> {
  const { taskId, requests } = lease;
  try {
    const run = await runTask(lease, deps, { driverBack: deps.parked.driverBack, stopAt });
    const { finished, outcome, runningMillis } = run;
    deps.emit({ event: 'ran', taskId, finished, requests, outcome, runningMillis });
    return run;
  } catch (error) {
    deps.emit({ event: 'task_fault', taskId, error: errorName(error) });
    return undefined;
  }
}
