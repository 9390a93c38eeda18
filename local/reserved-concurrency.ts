import type { DeployedFunction } from '../infra/deployed-function.ts';
import { functions } from '../infra/functions.ts';

/** Above it a turn of the event loop takes so long that calls wait for the processor more than for anything else. */
const lateMillis = 100;
/** So many calls at once are no overload, however late a busy laptop is. */
const callsAlways = 16;
const lookEveryMillis = 25;
/** Of each look in the mean: a garbage collection is none. */
const weight = 0.2;

/**
 * Stands in for the concurrency that infra/ reserves for each function: at most so many calls of it are under way, and
 * what comes above is refused at once, unread, as Lambda refuses it. On AWS each call has a processor of its own; here
 * all share one, so customers' calls are also refused while it is late. Vehicles' are not: they bring what was accepted.
 */
export function reservedConcurrency({ shedsWhenLate = false }: { shedsWhenLate?: boolean | undefined } = {}) {
  const underWay = new Map<string, number>();
  const clock = shedsWhenLate ? watchLateness() : undefined;
  const isFull = ({ name, reservedConcurrency: most }: DeployedFunction, count: number) =>
    count >= (most ?? Number.POSITIVE_INFINITY) ||
    (name === 'customer' && count >= callsAlways && (clock?.lateMillis() ?? 0) > lateMillis);
  return {
    async admit(request: Request, call: () => Promise<Response>): Promise<Response> {
      const called = functionAt(new URL(request.url).pathname);
      const { name } = called;
      const count = underWay.get(name) ?? 0;
      if (isFull(called, count)) return throttled(name);
      underWay.set(name, count + 1);
      try {
        return await call();
      } finally {
        underWay.set(name, (underWay.get(name) ?? 1) - 1);
      }
    },
    close: () => clock?.close(),
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

/** How late the event loop lately was, in the mean, or is now if that is more. */
function watchLateness() {
  let mean = 0;
  let dueAt = performance.now() + lookEveryMillis;
  const timer = setInterval(() => {
    const now = performance.now();
    mean += weight * (Math.max(0, now - dueAt) - mean);
    dueAt = now + lookEveryMillis;
  }, lookEveryMillis);
  timer.unref();
  return { lateMillis: () => Math.max(mean, performance.now() - dueAt), close: () => clearInterval(timer) };
}
