import { EventEmitter, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, SignalEvent, SignalSource } from '../../../../agent/signals/signal-source.ts';
import { createSignalStore } from '../../../../agent/signals/signal-store.ts';
import type { SignalName, Signals } from '../../../../shared/signals.ts';

/** A clock of which the test says what it shows; waits are real and short. */
export function setClock(start: number) {
  const waits = new EventEmitter();
  let time = start;
  return {
    now: () => time,
    set(at: number) {
      time = at;
    },
    async wait(millis: number, signal: AbortSignal) {
      await sleep(Math.min(millis, 5), undefined, { signal }).catch(() => undefined);
      waits.emit('waited');
    },
    /** Resolves when whoever waits by this clock has looked at it some times more. */
    async lookedAt(times = 5) {
      for (let left = times; left > 0; left--) await once(waits, 'waited');
    },
  };
}

/** Somebody who listens to a source, and keeps all that he was ever told. */
export function listener(clock: Clock) {
  const changes = new EventEmitter();
  const store = createSignalStore(clock.now);
  const told: Signals[] = [];
  const events: SignalEvent[] = [];
  return {
    store,
    told,
    events,
    deps: {
      clock,
      emit(event: SignalEvent) {
        events.push(event);
        changes.emit('change');
      },
    },
    async start(source: SignalSource) {
      return source.start((change) => {
        told.push(change);
        store.tell(change);
        changes.emit('change');
      });
    },
    value: (name: SignalName) => store.current()[name]?.value,
    ageMillis(name: SignalName) {
      const reading = store.current()[name];
      return reading && clock.now() - reading.at;
    },
    /** Resolves as soon as it holds; the test's own time limit ends the wait. */
    async until(holds: () => boolean) {
      while (!holds()) await once(changes, 'change');
    },
  };
}
