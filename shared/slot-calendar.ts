/** Idle vehicles of the whole market ask for work so often in a second, at the most. It costs about 3 USD a day. */
const idleCallsPerSecond = 100;
/** Nobody is told to stay away for longer: work may have come meanwhile. */
const mostSeconds = 1_800;

/**
 * After how many seconds each idle vehicle comes back: the fewest, or more where the fleet is so large that its calls
 * together would be more than the market takes.
 */
export const slotPeriodSeconds = (idleVehicles: number, leastSeconds: number): number =>
  Math.min(mostSeconds, Math.max(leastSeconds, Math.ceil(idleVehicles / idleCallsPerSecond)));

/**
 * Seconds until this vehicle's next slot. Each has one slot a period, at a place that its id alone decides, so that
 * the fleet's calls are spread evenly however its cars arrived: after an outage too. The slot that is nearer than
 * half a period is left out, since the vehicle has only just asked.
 */
export function secondsToSlot(vehicleId: string, periodSeconds: number, now: number): number {
  const periodMillis = periodSeconds * 1_000;
  const offsetMillis = shareOf(vehicleId) * periodMillis;
  const untilNext = (((offsetMillis - now) % periodMillis) + periodMillis) % periodMillis;
  return (untilNext < periodMillis / 2 ? untilNext + periodMillis : untilNext) / 1_000;
}

/** From 0 to under 1, the same for the same id: FNV-1a with a final mix, since ids made in one second are alike. */
function shareOf(vehicleId: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < vehicleId.length; at++) hash = Math.imul(hash ^ vehicleId.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
