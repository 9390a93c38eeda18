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
  let armed: { when: When; hit: number; isMeant: (id: string) => boolean } | undefined;
  const seen = new Map<string, number>();
  const died = new Set<string>();

  const isIt = (id: string, when: When, process: Process): boolean => {
    if (armed?.when !== when || died.has(id) || process.isDead) return false;
    return armed.isMeant(id) && (seen.get(id) ?? 0) >= armed.hit;
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
    try {
      return await settled;
    } finally {
      // Dead already, or by the hand of a neighbour while this waited.
      if (process.isDead) await never();
    }
  };

  const maybeDie = async (id: string, when: When, process: Process): Promise<void> => {
    if (isIt(id, when, process)) dieAt(id, process);
    if (process.isDead) await never();
  };
  async function* walked<Value>(id: string, process: Process, all: AsyncIterable<Value>) {
    seen.set(id, (seen.get(id) ?? 0) + 1);
    await maybeDie(id, 'before', process);
    for await (const value of all) {
      await maybeDie(id, 'after', process);
      yield value;
    }
    await maybeDie(id, 'after', process);
  }

  return {
    seen,
    died,
    /** From its `hit`-th time on, an await that is meant kills its process, once. */
    arm(when: When, hit: number, isMeant: (id: string) => boolean): void {
      seen.clear();
      died.clear();
      armed = { when, hit, isMeant };
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
      each<Value>(id: string, all: AsyncIterable<Value>): AsyncIterable<Value> {
        const process = running.getStore();
        return process ? walked(id, process, all) : all;
      },
    },
  };
}

export type Deaths = ReturnType<typeof deaths>;
