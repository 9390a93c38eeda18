import { z } from 'zod';

/** Body of POST /_test/faults: what to do to the next `times` calls of `match` ("POST /v1/transfers"). */
export const faultParams = z.object({
  match: z.string().regex(/^(GET|POST|DELETE) \//, 'write it as "POST /v1/transfers"'),
  kind: z.enum(['drop_before', 'drop_after_commit', '409', '429', '500']),
  times: z.coerce.number().int().min(1).default(1),
});

export type Fault = z.infer<typeof faultParams>;

/** Faults waiting for their calls, in the order they were set. They do not survive the process. */
export class FaultSwitch {
  #faults: Fault[] = [];

  set(fault: Fault): void {
    this.#faults.push({ ...fault });
  }

  clear(): void {
    this.#faults = [];
  }

  /** Uses up one fault for a call, named by its path as called or by its route ("/v1/transfers/:id"). */
  take(names: readonly string[]): Fault['kind'] | undefined {
    const fault = this.#faults.find(({ match, times }) => times > 0 && names.includes(match));
    if (fault === undefined) return undefined;
    fault.times -= 1;
    return fault.kind;
  }
}
