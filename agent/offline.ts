const firstMillis = 30_000;
const mostMillis = 600_000;
const leastMillis = 5_000;

/**
 * How long to leave a market alone that could not be reached `failures` times in a row: twice as long each time, up to
 * ten minutes, and half of it by chance (`random` from 0 to 1), so that a fleet does not come back all at once. What
 * waits to be handed in is tried again, at the latest, when half of its lease's time is gone, time and again.
 */
export function offlineMillis(failures: number, dueInMillis: number, random: number): number {
  const patience = Math.min(mostMillis, firstMillis * 2 ** (failures - 1)) * (0.5 + random / 2);
  // A lease that is over is in no hurry.
  const millis = dueInMillis <= 0 ? patience : Math.max(leastMillis, Math.min(patience, dueInMillis / 2));
  return Math.floor(millis);
}
