import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Write } from '../../functions/adapters/commit.ts';
import { holdWrites } from '../../functions/adapters/holds.ts';
import { ledgerWrites } from '../../functions/adapters/ledger.ts';
import { pageWrites } from '../../functions/adapters/pages.ts';
import { taskWrites } from '../../functions/adapters/tasks.ts';
import { missingFrom } from '../../shared/bitset.ts';
import { getModel } from '../../shared/catalogue.ts';
import { handIn, type Result } from '../../shared/hand-in.ts';
import { grant } from '../../shared/lease.ts';
import { heartbeat } from '../../shared/live-lease.ts';
import { type Page, unsettledTasks, withFinished, withSettled } from '../../shared/page.ts';
import { isRefusal } from '../../shared/refusal.ts';
import { endHold, type Hold, isSettleable, settle } from '../../shared/settlement.ts';
import type { AuditState, Task } from '../../shared/task.ts';
import { compare, differs, millisAt, nameOf, tickMillis } from './compare.ts';
import {
  batchId,
  type MarketStore,
  marketStore,
  requestMicros,
  requestMicroUsd,
  taskOf,
} from './market-store.ts';
import type { SpecDecision, Step } from './trace.ts';

/** As in batch.qnt. */
const failing = 1;

type Replaying = {
  store: MarketStore;
  now: number;
  /** What was decided and waits for its commit, by what the specification calls it. */
  decided: Map<string, Write>;
  settling: Map<string, { hold: Hold; page: Page; ready: readonly Task[] }>;
  /** By a task's number, which requests of the batch it has. */
  requests: Map<number, readonly number[]>;
  step: Step;
};

/**
 * Does with the market's own decisions and writes what a trace of the specification does, and compares each outcome
 * and all that is stored after it. Throws at the first difference. Gives back what was compared.
 */
export async function replayTrace(trace: readonly Step[]): Promise<string[]> {
  const [first] = trace;
  if (!first) throw new Error('the trace is empty');
  const requests = new Map([...first.s.tasks].map(([no, task]) => [no, task.requests]));
  let now = millisAt(0);
  const store = await marketStore(
    [...requests.values()].map(({ length }) => length),
    () => now,
  );
  const replaying = { store, requests, decided: new Map(), settling: new Map() };
  const told: string[] = [];
  for (const [at, step] of trace.entries()) {
    const { name, outcome } = step.last;
    now = millisAt(step.s.now);
    const does = steps[name];
    if (!does && !silent.has(name)) throw new Error(`the specification's ${name} has no counterpart`);
    const done = does ? await does({ ...replaying, step, now }) : outcome;
    if (done !== outcome) throw differs(at, step, `the code says ${done}`);
    await compare(store, at, step);
    told.push(`${name}: ${outcome}`);
  }
  return told;
}

/** Nothing is stored by them, or they are a state of mind of the specification's alone. */
const silent = new Set([
  ...[
    '',
    'tick',
    'end',
    'vehicleDies',
    'functionDies',
    'advanceDies',
    'beginAdvance',
    'finalize',
    'beginJudging',
  ],
]);

const lesseeOf = (vehicleId: string) => ({ vehicleId, ownerId: `own of ${vehicleId}` });
const keyOf = (decision: SpecDecision) => JSON.stringify(decision);

async function attempt(act: () => Promise<void>, refused?: string): Promise<string> {
  try {
    await act();
    return 'done';
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return refused ?? error.code;
  }
}

/** A decision comes true at once or waits, as the specification says; a refusal is the code's own. */
const decides =
  (decide: (replaying: Replaying, task: Task) => Write | string) =>
  async (replaying: Replaying): Promise<string> => {
    const { store, decided, step } = replaying;
    const task = await store.tasks.get(nameOf(step.last.no));
    let write: Write | string;
    try {
      write = decide(replaying, task);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return error.code;
    }
    if (typeof write === 'string') return write;
    if (step.last.outcome === 'done') return attempt(() => store.commit([write]));
    decided.set(keyOf(step.last.decision), write);
    return 'decided';
  };

const steps: Record<string, (replaying: Replaying) => Promise<string>> = {
  ask: decides(({ step, now }, task) => {
    const granted = grant(task, lesseeOf(step.last.vehicle), now, now + 3 * tickMillis);
    return taskWrites.lease(granted, now);
  }),

  handIn: decides(({ step: { last }, requests, now }, task) => {
    const lessee = lesseeOf(last.vehicle);
    const model = getModel(task.lane.model);
    const result = resultOf(last, requests.get(task.no) ?? []);
    const said = handIn(task, { ...lessee, fence: last.fence, model }, result, now);
    return said.kind === 'repeated' ? 'repeated' : taskWrites.handIn(said.task, lessee, now);
  }),

  beat: decides(({ step: { last }, now }, task) => {
    const life = heartbeat(task, { vehicleId: last.vehicle, fence: last.fence }, now);
    if (!life.goesOn) return 'stop';
    if (life.endsAt === undefined) return 'goes_on';
    return taskWrites.extendLease(task, { vehicleId: last.vehicle }, { endsAt: life.endsAt, now });
  }),

  close: decides((_, task) => (task.state === 'open' ? taskWrites.close(task) : 'at_rest')),

  async commit({ store, decided, step }) {
    const write = decided.get(keyOf(step.last.decision));
    if (!write) throw new Error('the specification commits what the code never decided');
    return attempt(() => store.commit([write]), 'refused');
  },

  async advanceAudit({ store, step: { last } }) {
    if (last.outcome !== 'pending') return '';
    const task = await store.tasks.get(nameOf(last.no));
    await store.commit([taskWrites.audit(task, undefined, 'pending')]);
    return 'pending';
  },

  async advanceContinue({ store, requests, step: { last, s }, now }) {
    if (last.outcome !== 'continued') return '';
    const task = await store.tasks.get(nameOf(last.no));
    const no = s.tasks.get(last.no)?.continuedBy ?? -1;
    const positions = [...missingFrom(task.done, task.requests)];
    const left = positions.map((at) => requests.get(task.no)?.[at] ?? -1);
    requests.set(no, left);
    const rest = taskOf(no, positions.length, now, { continues: task.no });
    await store.commit([taskWrites.continueBy(task, no), taskWrites.create(rest)]);
    return isDeepStrictEqual(s.tasks.get(no)?.requests, left) ? 'continued' : `continued with ${left}`;
  },

  async advanceMark({ store, step: { last } }) {
    const marked = withFinished(await store.page(), [await store.tasks.get(nameOf(last.no))]);
    if (marked) await store.commit([pageWrites.save(batchId, marked)]);
    return '';
  },

  commitJudging: async ({ store, step: { last } }) => {
    const task = await store.tasks.get(nameOf(last.no));
    const verdict = last.outcome === 'refused' ? 'agrees' : (last.outcome as AuditState);
    const done = await attempt(() => store.commit([taskWrites.audit(task, 'pending', verdict)]), 'refused');
    return done === 'done' ? last.outcome : done;
  },

  async beginSettling({ store, settling, step: { s } }) {
    const [page, hold] = [await store.page(), await store.holds.get(batchId)];
    const unsettled = await store.tasks.getMany(unsettledTasks([page]).map(nameOf));
    const ready = unsettled.filter(isSettleable).sort((a, b) => a.no - b.no);
    const numbers = ready.map(({ no }) => no);
    if (!s.settling.some(({ tasks }) => isDeepStrictEqual(tasks.toSorted(), numbers)))
      return `to be settled are ${numbers}`;
    settling.set(`${page.version} ${hold.settlements} ${numbers}`, { hold, page, ready });
    return '';
  },

  commitSettling: settleAgain,

  async release({ store, now }) {
    const ended = endHold(await store.holds.get(batchId), now);
    await store.commit([holdWrites.end(ended.hold), ledgerWrites.post(ended.entry)]);
    return '';
  },
};

/** Any settlement of these tasks that was begun: where it may come true, it is of the stored hold and page. */
async function settleAgain({ store, settling, step: { last }, now }: Replaying): Promise<string> {
  const numbers = last.lines.toSorted();
  const begun = [...settling].filter(([key]) => key.endsWith(` ${numbers}`)).map(([, of]) => of);
  if (begun.length === 0) throw new Error(`no settlement of ${numbers} was begun`);
  const outcomes: string[] = [];
  for (const { hold, page, ready } of last.outcome === 'done' ? begun : begun.slice(0, 1)) {
    const terms = { priceMicroUsd: requestMicroUsd, leastMicroUsd: 0n, ownerSharePercent: 75, now };
    const settled = settle({ hold, tasks: ready, ...terms });
    const writes = [
      holdWrites.settle(settled.hold),
      ledgerWrites.post(settled.entry),
      pageWrites.save(batchId, withSettled(page, numbers)),
    ];
    outcomes.push(await attempt(() => store.commit(writes), 'refused'));
  }
  return outcomes.includes('done') ? 'done' : 'refused';
}

function resultOf(last: Step['last'], requests: readonly number[]): Result | undefined {
  const lines = last.lines.toSorted((a, b) => a - b);
  if (lines.length === 0) return undefined;
  return {
    version: 'v1',
    sha256: createHash('sha256').update(`${lines}`).digest('hex'),
    energyMilliWattHours: 0,
    lines: lines.map((i) => ({
      i,
      status: requests[i] === failing ? 400 : 200,
      body: {},
      units: { inputTokens: requestMicros / 100, outputTokens: 0, pages: 0 },
    })),
  };
}
