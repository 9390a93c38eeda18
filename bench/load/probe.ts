import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from '../quantile.ts';
import type { Processes } from './processes.ts';
import type { Sent } from './sent.ts';

const probeRequests = 5;
const probesMeasured = 30;
const betweenMillis = 100;

/** How long one small batch takes to be accepted; undefined where it was refused. */
async function probeMillis(
  { customers }: Processes,
  keep: (sent: Sent) => Sent,
): Promise<number | undefined> {
  const [call] = keep(await customers({ probe: probeRequests })).calls;
  return call?.status === 200 ? call.millis : undefined;
}

/** At the median, while nobody else sends anything. */
export async function medianProbeMillis(processes: Processes, keep: (sent: Sent) => Sent): Promise<number> {
  const times: number[] = [];
  for (let no = 0; no < probesMeasured; no++) {
    times.push((await probeMillis(processes, keep)) ?? Number.POSITIVE_INFINITY);
    await sleep(betweenMillis);
  }
  return quantile(
    times.sort((a, b) => a - b),
    0.5,
  );
}

/** A probe at rest takes some milliseconds: one and a half times that is within what two cores do by chance. */
const noiseMillis = 50;
const probesInRow = 3;

/** Milliseconds since `from` when the first of three probes in a row was sent that were as quick as before the load. */
export async function recoveredAfterMillis(
  processes: Processes,
  { unloadedMillis, from, mostMillis }: { unloadedMillis: number; from: number; mostMillis: number },
  keep: (sent: Sent) => Sent,
): Promise<number> {
  const quickMillis = Math.max(1.5 * unloadedMillis, noiseMillis);
  let quickSince = Number.NaN;
  for (let inRow = 0; inRow < probesInRow; ) {
    const begunAt = performance.now() - from;
    if (begunAt > mostMillis) return Number.POSITIVE_INFINITY;
    const millis = (await probeMillis(processes, keep)) ?? Number.POSITIVE_INFINITY;
    if (inRow === 0) quickSince = begunAt;
    inRow = millis <= quickMillis ? inRow + 1 : 0;
    await sleep(betweenMillis);
  }
  return quickSince;
}
