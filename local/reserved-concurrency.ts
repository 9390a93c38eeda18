import type { DeployedFunction } from '../infra/deployed-function.ts';
import { functions } from '../infra/functions.ts';
import { neededScope } from '../shared/scope.ts';

/**
 * Stands in for the concurrency that infra/ reserves for each function: at most so many calls of it are under way, and
 * what comes above is refused at once, unread, as Lambda refuses it. On AWS each call has a processor of its own. Here
 * all share one, so with `shedsWhenSlow` no more of customers' calls are let in than are answered soon. Those that wait
 * for a vehicle are not counted among these, and vehicles' calls neither: they bring what was accepted.
 */
export function reservedConcurrency({ shedsWhenSlow = false }: { shedsWhenSlow?: boolean | undefined } = {}) {
  const underWay = new Map<string, number>();
  const room = fittingRoom();
  let quickUnderWay = 0;
  const isFull = ({ name, reservedConcurrency: most = Number.POSITIVE_INFINITY }: DeployedFunction) =>
    (underWay.get(name) ?? 0) >= most;
  return async function admit(request: Request, call: () => Promise<Response>): Promise<Response> {
    const { pathname } = new URL(request.url);
    const called = functionAt(pathname);
    const { name } = called;
    const isQuick =
      shedsWhenSlow && name === 'customer' && neededScope(request.method, pathname) !== 'inference';
    if (isFull(called) || (isQuick && quickUnderWay >= room.calls())) return throttled(name);
    underWay.set(name, (underWay.get(name) ?? 0) + 1);
    if (isQuick) quickUnderWay++;
    const begunAt = performance.now();
    try {
      return await call();
    } finally {
      underWay.set(name, (underWay.get(name) ?? 1) - 1);
      if (isQuick) {
        room.answered({ begunAt, now: performance.now(), underWay: quickUnderWay-- });
      }
    }
  };
}

/** Whose function the front door calls for a path: what no other pattern takes is the customers'. */
function functionAt(path: string): DeployedFunction {
  const isAt = ({ trigger }: DeployedFunction) =>
    trigger.kind === 'url' && trigger.path !== '*' && path.startsWith(trigger.path.replace('*', ''));
  const found = functions.find(isAt) ?? functions.find(({ name }) => name === 'customer');
  if (!found) throw new Error('infra/functions/ deploys nothing for customers');
  return found;
}

/** Lambda's own words; the front door adds to customers' when to come again (infra/front-door.ts). */
const throttled = (name: string) =>
  Response.json(
    { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded', Type: 'User', message: 'Rate Exceeded.' },
    { status: 429, ...(name === 'customer' && { headers: { 'retry-after': '1' } }) },
  );

/** An answer that takes longer waited for others. */
const slowMillis = 250;
/** So many calls at once are no overload, however slow a busy laptop is. */
const callsLeast = 6;
const callsAtFirst = 24;

/**
 * How many calls at once are answered soon, found out as TCP finds out what a line holds: one more for a round of quick
 * answers while so many are under way, a third less for a slow one, once a round.
 */
export function fittingRoom() {
  let calls = callsAtFirst;
  let lessenedAt = Number.NEGATIVE_INFINITY;
  return {
    calls: () => Math.floor(calls),
    answered({ begunAt, now, underWay }: { begunAt: number; now: number; underWay: number }): void {
      const isSlow = now - begunAt > slowMillis;
      // Where half of it is not used, nobody knows whether there is more.
      if (!isSlow && underWay >= calls / 2) calls += 1 / calls;
      // What was let in before it was lessened says nothing of the room since.
      if (isSlow && begunAt >= lessenedAt) {
        calls = Math.max(callsLeast, (calls * 2) / 3);
        lessenedAt = now;
      }
    },
  };
}
