import type { AccountedMarket } from './accounted-market.ts';
import { benchmarkEngines } from './benchmark/benchmark-engines.ts';
import type { DeviceKey } from './device-key.ts';
import type { EngineProcess } from './engines/engine-process.ts';
import { registerAnew } from './enrol.ts';
import type { Emit } from './events.ts';
import type { Meters } from './meters.ts';
import type { Parked } from './parked.ts';
import { type Keeping, keepCurrent } from './releases/keep-current.ts';
import type { Releases } from './releases/releases.ts';
import type { Watch } from './watch.ts';

type Following = {
  watch: Watch;
  parked: Parked;
  engines: EngineProcess;
  device: DeviceKey;
  market: AccountedMarket;
  meters: Pick<Meters, 'add'>;
  emit: Emit;
  /** See `keepCurrent`. */
  restart: (() => void) | undefined;
};

/** Follows the manifest within its owner's rules: where the car may not compute, it may not download either. */
export function followReleases(releases: Releases | undefined, following: Following): Keeping {
  if (!releases) return { holdsBack: () => false, end: async () => undefined };
  const { watch, parked, engines, device, market, meters, emit, restart } = following;
  return keepCurrent(releases, {
    emit,
    restart,
    now: market.marketNow,
    // What a call that waits may bring would run beside whatever is done meanwhile.
    isLeased: () => market.isLeased() || market.isAsking(),
    onBytes: (bytes) => meters.add({ bytes }),
    mayDownload() {
      watch.judge();
      if (!parked.driverBack.aborted) return null;
      return watch.judgement().reasons[0]?.text ?? 'Not now.';
    },
    async register() {
      if (parked.driverBack.aborted) return false;
      const { models } = engines;
      if (models.length > 0) await registerAnew({ device, market, models }, () => benchmarkEngines(engines));
      return true;
    },
  });
}
