import type { Write } from '../../functions/adapters/commit.ts';
import { keys } from '../../functions/adapters/keys.ts';
import { taskFrom, taskWrites } from '../../functions/adapters/tasks.ts';
import { membersOf, missingFrom } from '../../shared/bitset.ts';
import { getModel } from '../../shared/catalogue.ts';
import { handIn, type Result } from '../../shared/hand-in.ts';
import { grant } from '../../shared/lease.ts';
import { heartbeat, liveLeaseMillis } from '../../shared/live-lease.ts';
import { isRefusal } from '../../shared/refusal.ts';
import type { Task } from '../../shared/task.ts';
import { tableModel } from '../sim/model/table.ts';
import { batchId, requestMicros, taskOf } from './market-store.ts';
import type { Step } from './search.ts';
import { type By, broken } from './task-promises.ts';

/** What the market decides by: a search may be given a broken one, to see that it finds it. */
export type Rules = {
  /** How often a task may be leased. */
  attempts: number;
  grant: typeof grant;
  handIn: typeof handIn;
  heartbeat: typeof heartbeat;
  lease: typeof taskWrites.lease;
  commitHandIn: typeof taskWrites.handIn;
};
export const marketRules: Rules = {
  attempts: 3,
  grant,
  handIn,
  heartbeat,
  lease: taskWrites.lease,
  commitHandIn: taskWrites.handIn,
};

/** A task, and decisions on it that wait for their commit: the function that made one may be slow, or dead. */
export type OneTask = { task: Task; waiting: readonly Waiting[] };
type Decided = By & { name: string; write: Extract<Write, { update: object }> };
type Waiting = Decided & { key: string };

export const now = Date.UTC(2027, 0, 1);
/** A lease lasts two of them: so one may be over while another is not. */
const tickMillis = liveLeaseMillis / 2;
const vehicles = ['A', 'B'] as const;
const lessees = vehicles.map((vehicleId) => ({ vehicleId, ownerId: `owner of ${vehicleId}` }));
const model = getModel('parkade-embed-1');

export const freshTask = (requests: number): OneTask => ({ task: taskOf(0, requests, now), waiting: [] });

const table = tableModel({ now: () => now, random: () => 0.5 });

/** Whether a write comes true on a task as it is stored, and what it makes of it: as the table judges it. */
function commit(task: Task, write: Decided['write']): Task | undefined {
  const { put } = taskWrites.create(task) as Extract<Write, { put: object }>;
  table.call('Put', { TableName: table.tableName, Item: put.Item });
  try {
    table.call('Update', { TableName: table.tableName, ...write.update });
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return undefined;
    throw error;
  }
  const item = table.item(keys.task(batchId, 0));
  if (!item) throw new Error('the task is gone');
  return taskFrom({ ...item });
}

/** All that vehicles and the market may want of a task, whether it is their right or not. */
function* decisions(task: Task, rules: Rules): Generator<Decided> {
  for (const lessee of lessees) {
    const vehicle = lessee.vehicleId;
    const granted =
      task.fence < rules.attempts
        ? attempt(() => rules.grant(task, lessee, now, now + liveLeaseMillis))
        : undefined;
    if (granted) yield decided(`${vehicle} is granted a lease`, 'lease', vehicle, rules.lease(granted, now));
    for (let fence = 1; fence <= task.fence; fence++) yield* claims(task, lessee, fence, rules);
  }
  if (task.state === 'open') yield decided('the market closes the task', 'close', '', taskWrites.close(task));
}

function* claims(
  task: Task,
  lessee: (typeof lessees)[number],
  fence: number,
  rules: Rules,
): Generator<Decided> {
  const vehicle = lessee.vehicleId;
  for (const result of results(task)) {
    const made = attempt(() => rules.handIn(task, { ...lessee, fence, model }, result, now));
    if (made?.kind !== 'accepted') continue;
    const name = `${vehicle} hands in ${result?.lines.length ?? 0} under fence ${fence}`;
    yield decided(name, 'handIn', vehicle, rules.commitHandIn(made.task, lessee, now));
  }
  const life = rules.heartbeat(task, { vehicleId: vehicle, fence }, now);
  if (!life.goesOn || life.endsAt === undefined) return;
  const write = taskWrites.extendLease(task, lessee, { endsAt: life.endsAt, now });
  yield decided(`${vehicle} gives a sign of life`, 'beat', vehicle, write);
}

function decided(name: string, by: Decided['by'], vehicle: string, write: Write): Decided {
  if (!('update' in write)) throw new Error('a task is changed by updates only');
  return { name, by, vehicle, write, at: now };
}

function attempt<Made>(make: () => Made): Made | undefined {
  try {
    return make();
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}

/** All that was missing, each beginning of it (requests are alike, and run in their order), nothing, and what is done. */
function* results(task: Task): Generator<Result | undefined> {
  yield undefined;
  const missing = [...missingFrom(task.done, task.requests)];
  for (let count = 1; count <= missing.length; count++) yield resultOf(missing.slice(0, count));
  const done = [...membersOf(task.done, task.requests)];
  if (done.length > 0) yield resultOf(done.slice(0, 1));
}

const resultOf = (positions: readonly number[]): Result => ({
  version: 'v1',
  sha256: `${positions}`.padStart(64, '0').replaceAll(',', 'a'),
  energyMilliWattHours: 0,
  lines: positions.map((i) => ({
    i,
    status: 200,
    body: {},
    units: { inputTokens: requestMicros / 100, outputTokens: 0, pages: 0 },
  })),
});

/** Of the same task the same again. */
const made = new WeakMap<Rules, Map<string, Waiting[]>>();

function decisionsOn(task: Task, rules: Rules): Waiting[] {
  const known = made.get(rules) ?? new Map<string, Waiting[]>();
  made.set(rules, known);
  const key = taskKey({ task, waiting: [] });
  const found = known.get(key) ?? [...decisions(task, rules)].map(keyed);
  known.set(key, found);
  return found;
}

/** Every step of one task. `most`: so many decisions may be left to come true later, or never. */
export function* taskSteps(state: OneTask, rules: Rules, most: number): Generator<Step<OneTask>> {
  const { task, waiting } = state;
  for (const each of decisionsOn(task, rules)) {
    yield committed(state, each, each.name);
    if (waiting.length >= most) continue;
    const next = [...waiting, each].sort((a, b) => (a.key < b.key ? -1 : 1));
    yield { name: `a function decides: ${each.name}`, to: { task, waiting: next } };
  }
  for (const each of waiting) {
    const rest = { task, waiting: waiting.filter((other) => other !== each) };
    yield committed(rest, each, `committed only now: ${each.name}`);
    // Its answer got lost, and the SDK sends it again.
    yield committed(state, each, `committed, and to be sent again: ${each.name}`);
    yield { name: 'a function dies before its commit', to: rest };
  }
}

const keyed = (each: Decided): Waiting => ({
  ...each,
  key: JSON.stringify([each.name, each.at, each.write.update]),
});

/** What became of a write on a task: of the same two it is the same again. */
const judged = new Map<string, Task | undefined>();

function committed(state: OneTask, each: Waiting, name: string): Step<OneTask> {
  const key = taskKey({ task: state.task, waiting: [each] });
  const after = judged.has(key) ? judged.get(key) : commit(state.task, each.write);
  judged.set(key, after);
  if (!after) return { name: `${name} (refused)`, to: state };
  return { name, to: { ...state, task: after }, breaks: broken(state.task, after, each) };
}

/**
 * A tick of the clock: all that was before is longer ago. Without decisions that wait, a lease that is over is compared
 * with nothing but now.
 */
export const ticked = ({ task, waiting }: OneTask, most: number): OneTask => ({
  task: task.lease
    ? { ...task, lease: { ...task.lease, endsAt: Math.max(earlier(task.lease.endsAt), most > 0 ? 0 : now) } }
    : task,
  waiting: waiting.map((each) => keyed({ ...each, at: earlier(each.at), write: tickedWrite(each.write) })),
});

/** What is over for some time is over: it makes no difference how long. */
const earlier = (at: number) => Math.max(at - tickMillis, now - 3 * tickMillis);

function tickedWrite(write: Decided['write']): Decided['write'] {
  const values = Object.entries(write.update.ExpressionAttributeValues ?? {}).map(([name, value]) => {
    if (name === ':now' || name === ':endsAt') return [name, earlier(Number(value))];
    if (name !== ':lease') return [name, value];
    const lease = value as { e: number };
    return [name, { ...lease, e: earlier(lease.e) }];
  });
  return { ...write, update: { ...write.update, ExpressionAttributeValues: Object.fromEntries(values) } };
}

export const liveLessee = ({ task: { lease } }: OneTask) =>
  lease && lease.endsAt > now ? lease.vehicleId : undefined;

/**
 * States that nothing can tell apart are one. Not told: how many leases were lost (below their limit, as here), and when
 * a segment was handed in. A task at rest with nothing under way is told by its results alone.
 */
export function taskKey({ task, waiting }: OneTask): string {
  const segments = task.segments.map(({ vehicleId, succeeded }) => `${vehicleId}${succeeded}`).join('');
  if (task.state !== 'open' && waiting.length === 0 && !task.lease)
    return `${task.requests} ${task.state} ${segments}`;
  const lease = task.lease ? `${task.lease.vehicleId}${(task.lease.endsAt - now) / tickMillis}` : '';
  return [task.requests, task.state, task.fence, lease, segments, ...waiting.map(({ key }) => key)].join(' ');
}

/** The same with each vehicle in the other's place. */
export function swapped({ task, waiting }: OneTask): OneTask {
  if (waiting.length > 0) throw new Error('what waits for its commit names its vehicle');
  const other = <Of extends { vehicleId: string; ownerId: string }>(of: Of): Of => ({
    ...of,
    ...lessees[of.vehicleId === 'A' ? 1 : 0],
  });
  return {
    waiting,
    task: { ...task, segments: task.segments.map(other), ...(task.lease && { lease: other(task.lease) }) },
  };
}
