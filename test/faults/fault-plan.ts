import type { CallSite } from './call-sites.ts';
import { type Kind, whyNot } from './fault-table.ts';
import { type Sites, stackHere } from './site-of-stack.ts';

/** In the message of every error that is injected: what else is reported is the market's own. */
export const injected = 'fault on purpose';

/** At which of its calls a site fails, counted from 1. */
type HitOf = (site: CallSite) => number;

/**
 * Which calls fail, and how: each site once. Nothing fails until it is armed, and every call is noted: where it came
 * from and what became of it.
 */
export function faultPlan(sites: Sites) {
  let armed: { kind: Kind; hitOf: HitOf; only?: string | undefined } | undefined;
  const hits = new Map<string, number>();
  const fired = new Map<string, Set<Kind>>();
  const homeless = new Map<string, string>();

  return {
    hits,
    fired,
    /** Calls out of functions/ whose site was not found. */
    homeless,
    arm(kind: Kind, hitOf: HitOf = () => 1, only?: string): void {
      hits.clear();
      fired.clear();
      armed = { kind, hitOf, only };
    },
    disarm(): void {
      armed = undefined;
    },
    firedCount: (): number => [...fired.values()].reduce((sum, { size }) => sum + size, 0),
    /** Asked once for each call: the kind of what is to happen to it. */
    next(service: CallSite['service'], operation: string): Kind | undefined {
      const stack = stackHere();
      const site = sites.find(service, operation, stack);
      if (!site) {
        // A URL that is signed here is no call.
        if (/\/functions\//.test(stack) && !stack.includes('s3-request-presigner'))
          homeless.set(`${service} ${operation}`, stack);
        return undefined;
      }
      const hit = (hits.get(site.id) ?? 0) + 1;
      hits.set(site.id, hit);
      if (!armed || whyNot(site, armed.kind) !== undefined) return undefined;
      if (hit !== armed.hitOf(site) || (armed.only !== undefined && armed.only !== site.id)) return undefined;
      fired.set(site.id, (fired.get(site.id) ?? new Set()).add(armed.kind));
      return armed.kind;
    },
  };
}

export type FaultPlan = ReturnType<typeof faultPlan>;

/** A connection that ended before an answer came, as Node tells it. */
export const brokenConnection = (): Error =>
  Object.assign(new Error(`socket hang up (${injected})`), { code: 'ECONNRESET' });
