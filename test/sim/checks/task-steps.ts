import type { Task } from '../../../shared/task.ts';
import type { Changed } from './market-facts.ts';
import type { Violation } from './violation.ts';

/** How far two instances' clocks may be apart in a seed: what is alive for the one may be over for the other. */
const skewMillisMax = 4_000;

/** What only two moments of one task show: a lease follows no lease that is alive, and who hands in holds it. */
export function brokenTaskSteps(changes: readonly Changed[], now: number): Violation[] {
  return changes.flatMap(({ field, was, is }) =>
    field === 'tasks' && was && is ? brokenStep(was as Task, is as Task, now) : [],
  );
}

function brokenStep(was: Task, is: Task, now: number): Violation[] {
  const name = `task ${is.batchId}.${is.no}`;
  const found: Violation[] = [];
  const isReplaced = was.lease && is.lease && was.lease.vehicleId !== is.lease.vehicleId;
  if (isReplaced && was.fence === is.fence)
    found.push({
      name: 'invariant 9: A task has one lease at most',
      detail: `${name} has fence ${is.fence} for two vehicles`,
    });
  if (was.lease && is.fence > was.fence && was.lease.endsAt > now + skewMillisMax)
    found.push({
      name: 'invariant 9: A task has one lease at most',
      detail: `${name} was leased anew ${was.lease.endsAt - now} ms before its lease ended`,
    });
  return [...found, ...brokenHandIn(name, was, is, now)];
}

function brokenHandIn(name: string, was: Task, is: Task, now: number): Violation[] {
  const [added, ...more] = is.segments.slice(was.segments.length);
  if (!added) return [];
  const { lease } = was;
  const isLessee = lease?.vehicleId === added.vehicleId && added.fence === was.fence;
  const isAlive = lease !== undefined && lease.endsAt > now - skewMillisMax - commitMillisMax;
  return more.length === 0 && isLessee && isAlive && was.state === 'open'
    ? []
    : [
        {
          name: 'invariant 10: A completion counts only of the lessee, under the current fence, before its lease ends',
          detail: `${name} at fence ${was.fence}, ${was.state}, took a result of fence ${added.fence} by ${added.vehicleId}; leased by ${lease?.vehicleId} until ${lease && lease.endsAt - now} ms from now`,
        },
      ];
}

/** The server's clock is read before the write that carries it out is on its way; a slow one may take so long. */
const commitMillisMax = 45_000;
