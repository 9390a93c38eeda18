import { setTimeout as sleep } from 'node:timers/promises';
import type { Signals } from '../shared/signals.ts';
import type { Emit } from './events.ts';
import type { AgentOptions } from './options.ts';
import { openSignals } from './signals/open-signals.ts';
import type { RunningSource, SourceDeps } from './signals/signal-source.ts';
import { type SignalStore, startSources } from './signals/signal-store.ts';
import { openTariff } from './tariff/open-tariff.ts';

type Listening = { store: SignalStore; now: () => number; emit: Emit };

type Named = Pick<AgentOptions, 'signals' | 'priceFeed' | 'dataDir'>;

/**
 * Listens to what the owner named as sources of signals and prices. Throws where one is no such source, in words for
 * the owner.
 */
export async function openSources(
  { signals, priceFeed, dataDir }: Named,
  { store, now, emit }: Listening,
): Promise<RunningSource> {
  const deps: SourceDeps = {
    emit,
    clock: { now, wait: (millis, signal) => sleep(millis, undefined, { signal }).catch(() => undefined) },
  };
  const sources = [
    ...(signals.length > 0 ? [await openSignals(signals, deps)] : []),
    ...(priceFeed === undefined ? [] : [openTariff(priceFeed, { ...deps, dataDir })]),
  ];
  return startSources(sources, store);
}

/** What the owner says by starting the agent without a source of signals, and takes back by SIGUSR2. */
export function wordOfParking(driverIsBack: boolean, at: number): Signals {
  const said = <Value>(value: Value) => ({ value, at, source: 'owner' });
  return {
    pluggedIn: said(true),
    charging: said(false),
    gear: said('P' as const),
    doorOpen: said(false),
    userPresent: said(driverIsBack),
  };
}
