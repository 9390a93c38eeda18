import type { Entry } from '../../shared/ledger.ts';
import { endHold, type Hold, isSettleable, newHold, settle } from '../../shared/settlement.ts';
import type { AuditState, Task } from '../../shared/task.ts';
import { batchId, requestMicroUsd } from './market-store.ts';
import { now } from './task-steps.ts';

const verdicts: readonly (AuditState | undefined)[] = [
  undefined,
  'pending',
  'agrees',
  'differs',
  'unavailable',
];

/**
 * Every way in which tasks at rest can be settled: in one settlement or in two, each told twice, with any verdict on
 * one of them. What contradicts the promises about money, one sentence each.
 */
export function* settledWrongly(tasks: readonly Task[], requests: number): Generator<string> {
  for (const audit of verdicts) {
    const judged = tasks.map((task, no) => ({ ...task, no, ...(no === 0 && audit && { audit }) }));
    const ready = judged.filter(isSettleable);
    if (audit === 'pending' && ready.length === tasks.length) yield 'a task is settled before its verdict';
    for (let split = 0; split < 2 ** ready.length; split++) {
      const parts = [0, 1].map((part) => ready.filter((_, at) => ((split >> at) & 1) === part));
      yield* oneWay(parts, requests);
    }
  }
}

function* oneWay(parts: readonly (readonly Task[])[], requests: number): Generator<string> {
  const posted = new Map<string, Entry>();
  const heldMicroUsd = BigInt(requests * requestMicroUsd);
  let hold: Hold = newHold({ customerId: 'cus_1', batchId, heldMicroUsd }, now);
  for (const tasks of parts) {
    const terms = { priceMicroUsd: requestMicroUsd, leastMicroUsd: 0n, ownerSharePercent: 75, now };
    const told = [settle({ hold, tasks, ...terms }), settle({ hold, tasks, ...terms })];
    // Of two that were told of it, the second finds its number and its entry taken.
    for (const { entry, hold: after } of told) {
      if (posted.has(entry.businessKey)) continue;
      posted.set(entry.businessKey, entry);
      hold = after;
    }
  }
  const { hold: ended, entry } = endHold(hold, now);
  posted.set(entry.businessKey, entry);
  const worth = parts.flat().flatMap((task) => (task.audit === 'differs' ? [] : task.segments));
  const succeeded = worth.reduce((sum, segment) => sum + segment.succeeded, 0);
  if (ended.capturedMicroUsd !== BigInt(succeeded * requestMicroUsd))
    yield `${succeeded} requests succeeded, and ${ended.capturedMicroUsd} micro-USD are charged`;
  if (ended.capturedMicroUsd + ended.releasedMicroUsd !== heldMicroUsd)
    yield `${ended.capturedMicroUsd} captured and ${ended.releasedMicroUsd} released are not the ${heldMicroUsd} held`;
  const moved = [...posted.values()].flatMap(({ postings }) => postings);
  const left = moved.reduce(
    (sum, { account, amountMicroUsd }) => (account === `hold/${batchId}` ? sum + amountMicroUsd : sum),
    heldMicroUsd,
  );
  if (left !== 0n) yield `${left} micro-USD are left in a hold that ended`;
  if (ended.state !== 'ended') yield 'the hold did not end';
}
