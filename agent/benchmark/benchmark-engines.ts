import { getModel } from '../../shared/catalogue.ts';
import { runningMicrosOf } from '../../shared/metering.ts';
import type { Benchmark } from '../../shared/vehicle.ts';
import type { Engine } from '../engines/engine.ts';
import type { EngineProcess } from '../engines/engine-process.ts';
import type { Engines } from '../engines/engines.ts';
import { benchmarkRequest } from './requests.ts';
import { residentMegabytes } from './resident-megabytes.ts';

/** Engines in a process of their own have that process measured, started anew for each model. */
type Measured = Engines & Partial<Pick<EngineProcess, 'pid' | 'stop'>>;

/** No round is begun after so much time with a model; the first one is always ended. */
const modelMillis = 2_000;
const roundsMax = 25;

/**
 * How fast each engine is here: seconds of the reference car's running that it does in a second, by the catalogue's
 * `runningMicrosPer`, the median of rounds of the same request; and how much memory it takes with its model loaded.
 * One that does not load, or does not answer, is left out: it is not to be trusted with a customer's request either,
 * but that is found out when it has one.
 */
export async function benchmarkEngines(
  engines: Measured,
  /** Milliseconds that only pass. */
  clock: () => number = () => performance.now(),
): Promise<Benchmark[]> {
  const benchmarks: Benchmark[] = [];
  for (const model of engines.models) {
    await engines.stop?.();
    try {
      const speed = await speedOf(await engines.get(model), clock);
      if (speed === undefined) continue;
      const memoryMegabytes = await residentMegabytes(engines.pid ?? process.pid);
      benchmarks.push({ model, speed, memoryMegabytes });
    } catch {
      // Left out.
    }
  }
  await engines.stop?.();
  return benchmarks;
}

/** As the market takes it: from a hundredth of the reference car to a thousand of it, in hundredths. */
const told = (speed: number) => Math.min(1_000, Math.max(0.01, Math.round(speed * 100) / 100));

async function speedOf(engine: Engine, clock: () => number): Promise<number | undefined> {
  const model = getModel(engine.model);
  const request = benchmarkRequest(model);
  const speeds: number[] = [];
  const startedAt = clock();
  while (speeds.length < roundsMax && (speeds.length === 0 || clock() - startedAt < modelMillis)) {
    const before = clock();
    const { status, units } = await engine.run(request);
    if (status !== 200) return undefined;
    const tookMicros = Math.max(1, (clock() - before) * 1_000);
    speeds.push(runningMicrosOf(model, units) / tookMicros);
  }
  return told(median(speeds));
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
