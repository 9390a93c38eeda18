import { type PlugCosts, runningCosts } from '../shared/net-pay.ts';
import type { Meters, Tally } from './meters.ts';
import type { CostMeter } from './run-costs.ts';

/** What computing costs now, and how that is known. */
export type CostsNow = {
  plug: PlugCosts;
  /** The name of the sensor that measures the computer's draw, or `modelled`. */
  energySource: string;
  /** Nobody set rules or a tariff: these are the market's costs of a usual vehicle. */
  isUsual: boolean;
};

export type RunMeter = {
  began(): void;
  ended(): void;
  /** Adds to the meters what has passed: called every second, so that a crash loses no more. */
  tick(): void;
  isRunning(): boolean;
};

type RunMeterDeps = {
  meters: Pick<Meters, 'add'>;
  costs: () => CostsNow;
  /** Milliseconds of a clock that never jumps. */
  monotonic: () => number;
};

/** Meters energy and wear for as long as an engine computes, at what that second costs. */
export function createRunMeter({ meters, costs, monotonic }: RunMeterDeps): RunMeter {
  let running = 0;
  let since = 0;

  function tick() {
    const now = monotonic();
    if (running > 0 && now > since) meters.add(spentIn(now - since, costs().plug));
    since = now;
  }

  return {
    began() {
      tick();
      running++;
    },
    ended() {
      tick();
      running--;
    },
    tick,
    isRunning: () => running > 0,
  };
}

/** Of so many milliseconds of computing. */
function spentIn(millis: number, plug: PlugCosts): Partial<Tally> {
  const { energyNanoUsd, wearNanoUsd } = runningCosts(millis * 1_000, plug);
  return {
    // Not rounded: a short request takes less than a millisecond, and there are many.
    runningMillis: millis,
    energyMicroWattHours: (plug.wallMilliWatts * millis) / 3_600,
    energyNanoUsd: Number(energyNanoUsd),
    wearNanoUsd: Number(wearNanoUsd),
  };
}

/** What a task's running took: for its receipt, and for the market where the costs are the owner's own. */
export const costMeter =
  (costs: () => CostsNow): CostMeter =>
  (runningMillis) => {
    const { plug, energySource, isUsual } = costs();
    const { energyNanoUsd, wearNanoUsd } = runningCosts(runningMillis * 1_000, plug);
    return {
      energyMilliWattHours: Math.round((plug.wallMilliWatts * runningMillis) / 3_600_000),
      energySource,
      ...(!isUsual && {
        costs: { energyNanoUsd: Number(energyNanoUsd), wearNanoUsd: Number(wearNanoUsd) },
      }),
    };
  };
