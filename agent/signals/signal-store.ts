import type { SignalName, Signals } from '../../shared/signals.ts';
import type { RunningSource, SignalSource, Tell } from './signal-source.ts';

/** What is known of the car: the latest reading of each signal, whichever source told it. */
export type SignalStore = {
  /** A copy: it does not change under its reader's hands. */
  current(): Signals;
  tell: Tell;
  /** Calls `listener` after each change that said something new or newer; the function it returns ends that. */
  onChange(listener: (signals: Signals) => void): () => void;
};

/**
 * A store on the clock `now`. The reading with the latest `at` stands; of two with the same, the one told last. No
 * reading is newer than now: a source whose clock is ahead can not keep a value alive, nor keep a later one out, and
 * when this clock is set back, what was read before gives way.
 */
export function createSignalStore(now: () => number): SignalStore {
  const known: Signals = {};
  const listeners = new Set<(signals: Signals) => void>();
  return {
    current: () => ({ ...known }),
    tell(change) {
      const newer = newerOf(change, known, now());
      if (Object.keys(newer).length === 0) return;
      Object.assign(known, newer);
      for (const listener of [...listeners]) listener({ ...known });
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

function newerOf(change: Signals, known: Signals, now: number): Signals {
  const newer: Signals = {};
  for (const name of Object.keys(change) as SignalName[]) {
    const told = change[name];
    if (!told) continue;
    const at = Math.min(told.at, now);
    const before = known[name];
    if (!before || Math.min(before.at, now) <= at) Object.assign(newer, { [name]: { ...told, at } });
  }
  return newer;
}

/** Starts every source on the store. If one can not start, those that did are stopped and its error is thrown. */
export async function startSources(
  sources: readonly SignalSource[],
  store: SignalStore,
): Promise<RunningSource> {
  const running: RunningSource[] = [];
  const stop = async () => {
    await Promise.all(running.map((source) => source.stop()));
  };
  try {
    for (const source of sources) running.push(await source.start(store.tell));
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}
