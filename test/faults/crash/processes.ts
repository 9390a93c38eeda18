import { AsyncLocalStorage } from 'node:async_hooks';

/** Where the process of a function dies: as it is about to do what it awaits, or when it has the answer. */
export type When = 'before' | 'after';

class Died extends Error {}

type Process = { isDead: boolean; died: Promise<never>; die: (at: string) => void };

const running = new AsyncLocalStorage<Process>();

/** What never comes: whoever waits for it is gone. */
export const never = <Value>(): Promise<Value> => new Promise(() => {});

export const isDead = (): boolean => running.getStore()?.isDead ?? false;

/** Whose death is nobody's fault. */
export const isDeath = (error: unknown): boolean => error instanceof Died;

/** A call of a function, in a process that may die: then it ends there, and what it would have done does not happen. */
export function inProcess<Result>(call: () => Promise<Result>): Promise<Result> {
  const { promise: died, reject } = Promise.withResolvers<never>();
  died.catch(() => {});
  const process: Process = {
    isDead: false,
    died,
    die: (at) => {
      process.isDead = true;
      reject(new Died(`the process died at ${at}`));
    },
  };
  return running.run(process, () => Promise.race([call(), died]));
}

/** Which await kills its process, at which of its hits; each once. `seen` has every await that was come to. */
export function deaths() {
  let armed: { when: When; hitOf: (id: string) => number; only?: string | undefined } | undefined;
  const seen = new Map<string, number>();
  const died = new Set<string>();

  const isIt = (id: string, when: When, process: Process): boolean => {
    if (armed?.when !== when || died.has(id) || process.isDead) return false;
    if (armed.only !== undefined && armed.only !== id) return false;
    return (seen.get(id) ?? 0) >= armed.hitOf(id);
  };
  const dieAt = (id: string, process: Process): void => {
    died.add(id);
    process.die(id);
  };
  const after = async <Value>(id: string, process: Process, awaited: PromiseLike<Value>): Promise<Value> => {
    const settled = Promise.resolve(awaited);
    if (isIt(id, 'after', process)) {
      // Whatever came of it, it can't be told any more.
      await settled.catch(() => {});
      dieAt(id, process);
    }
    // Dead already, or by the hand of a neighbour while this waited.
    return process.isDead ? never() : settled.finally(() => (process.isDead ? never() : undefined));
  };

  return {
    seen,
    died,
    arm(when: When, hitOf: (id: string) => number = () => 1, only?: string): void {
      seen.clear();
      died.clear();
      armed = { when, hitOf, only };
    },
    disarm(): void {
      armed = undefined;
    },
    /** Called by the awaits themselves: see withCrashes. */
    hooks: {
      begin(id: string): void {
        const process = running.getStore();
        if (!process) return;
        seen.set(id, (seen.get(id) ?? 0) + 1);
        if (isIt(id, 'before', process)) dieAt(id, process);
      },
      end<Value>(id: string, awaited: PromiseLike<Value> | Value): PromiseLike<Value> | Value {
        const process = running.getStore();
        if (!process) return awaited;
        return after(id, process, Promise.resolve(awaited));
      },
      async *each<Value>(id: string, all: AsyncIterable<Value>): AsyncGenerator<Value> {
        const process = running.getStore();
        if (process) seen.set(id, (seen.get(id) ?? 0) + 1);
        if (process && isIt(id, 'before', process)) dieAt(id, process);
        if (process?.isDead) await never();
        for await (const value of all) {
          if (process && isIt(id, 'after', process)) dieAt(id, process);
          if (process?.isDead) await never();
          yield value;
        }
        if (process && isIt(id, 'after', process)) dieAt(id, process);
        if (process?.isDead) await never();
      },
    },
  };
}

export type Deaths = ReturnType<typeof deaths>;
