import type { Clock, SignalSource } from './signal-source.ts';
import { type Simulation, samples, simulatedName } from './simulated/samples.ts';

/** The longest it sleeps, so that it notices a clock that was set. */
const napMillis = 60_000;

/**
 * A simulated car as a source on any clock: tells what `samples` says, when the clock says so. A clock that jumps
 * ahead gets all that happened meanwhile, in its order; one that is set back, the story from there once more.
 */
export function createSimulatedSource(
  simulation: Omit<Simulation, 'from' | 'days'>,
  clock: Clock,
): SignalSource {
  return {
    name: simulatedName,
    async start(tell) {
      const ending = new AbortController();
      const running = tellAll(simulation, clock, tell, ending.signal);
      return {
        async stop() {
          ending.abort();
          await running;
        },
      };
    },
  };
}

async function tellAll(
  simulation: Omit<Simulation, 'from' | 'days'>,
  clock: Clock,
  tell: Parameters<SignalSource['start']>[0],
  ended: AbortSignal,
): Promise<void> {
  while (!ended.aborted) {
    let latest = clock.now();
    for (const { at, signals } of samples({ ...simulation, from: latest })) {
      while (!ended.aborted && clock.now() >= latest && clock.now() < at)
        await clock.wait(Math.min(napMillis, at - clock.now()), ended);
      if (ended.aborted || clock.now() < latest) break;
      latest = at;
      tell(signals);
    }
  }
}
