import { setTimeout as pause } from 'node:timers/promises';
import type { World } from '../functions/edge/world.ts';

/** Calls `tick` now and then every `millis` until `signal` is aborted; a tick that fails is reported, and the next comes. */
export async function every(
  millis: number,
  signal: AbortSignal,
  tick: () => Promise<unknown>,
  reportFault: World['reportFault'],
): Promise<void> {
  while (!signal.aborted) {
    await tick().catch((error: unknown) => (signal.aborted ? undefined : reportFault(error, 'timer')));
    await pause(millis, undefined, { signal }).catch(() => undefined);
  }
}
