import { AsyncLocalStorage } from 'node:async_hooks';
import type { CallSite } from './call-sites.ts';
import { type Kind, whyNot } from './fault-table.ts';
import { type Sites, stackHere } from './site-of-stack.ts';

const onlooking = new AsyncLocalStorage<true>();

/** In the message of every error that is injected: what else is reported is the market's own. */
export const injected = 'fault on purpose';

/** What happens to one call: mostly one thing, else one after the other as it is sent again. */
export type Step = readonly Kind[];

/** At which of its calls a site fails, counted from 1. */
type HitOf = (site: CallSite) => number;

/**
 * Which calls fail, and how: each site once. Nothing fails until it is armed, and every call is noted: where it came
 * from and what became of it.
 */
export function faultPlan(sites: Sites) {
  let armed: { steps: readonly Step[]; hitOf: HitOf; only?: string | undefined } | undefined;
  const hits = new Map<string, number>();
  const fired = new Map<string, Set<Kind>>();
  const homeless = new Map<string, string>();

  const stepAt = (site: CallSite, hit: number): Step => {
    if (!armed || (armed.only ?? site.id) !== site.id) return [];
    const steps = armed.steps.map((step) => step.filter((kind) => whyNot(site, kind) === undefined));
    return steps.filter(({ length }) => length > 0)[hit - armed.hitOf(site)] ?? [];
  };

  let isQuiet = false;

  return {
    hits,
    fired,
    /** Calls out of functions/ whose site was not found. */
    homeless,
    /** From that hit on, a site's calls take these steps one after the other, as far as they can happen to it. */
    arm(steps: readonly Step[], hitOf: HitOf = () => 1, only?: string): void {
      hits.clear();
      fired.clear();
      armed = { steps, hitOf, only };
    },
    disarm(): void {
      armed = undefined;
    },
    firedCount: (): number => [...fired.values()].reduce((sum, { size }) => sum + size, 0),
    /** Meanwhile nothing fails, whoever calls: for what another story lets fail. */
    async quietly<Done>(run: () => Promise<Done>): Promise<Done> {
      isQuiet = true;
      try {
        return await run();
      } finally {
        isQuiet = false;
      }
    },
    aside: <Seen>(look: () => Seen): Seen => onlooking.run(true, look),
    /** Whether the caller's process is gone: then nothing is sent any more. */
    isCallerDead: (): boolean => false,
    /** Asked once for each call: what is to happen to it. */
    next(service: CallSite['service'], operation: string): Step {
      if (isQuiet || onlooking.getStore()) return [];
      const stack = stackHere();
      const site = sites.find(service, operation, stack);
      if (!site) {
        const told = stack.join('\n    at ');
        if (isOfFunctions(told)) homeless.set(`${service} ${operation}`, told);
        return [];
      }
      const hit = (hits.get(site.id) ?? 0) + 1;
      hits.set(site.id, hit);
      const step = stepAt(site, hit);
      for (const kind of step) fired.set(site.id, (fired.get(site.id) ?? new Set()).add(kind));
      return step;
    },
  };
}

/** A URL that is signed here is no call, and what the seed of a market commits is nobody's of functions/. */
const isOfFunctions = (stack: string): boolean =>
  /\/functions\//.test(stack) && !/s3-request-presigner|local\/demo\/seed|at startMarket/.test(stack);

export type FaultPlan = ReturnType<typeof faultPlan>;

/** A connection that ended before an answer came, as Node tells it. */
export const brokenConnection = (): Error =>
  Object.assign(new Error(`socket hang up (${injected})`), { code: 'ECONNRESET' });
