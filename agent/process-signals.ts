/** A driver does not wait for long, nor does a supervisor. */
const shutdownMillis = 25_000;

type Heard = { end(): void; toggleDriver(): void };

/**
 * SIGTERM and SIGINT end the agent: it hands in what is finished, and is gone after 25 s whatever happens. SIGUSR2: the
 * driver is back, or, the second time, has left again.
 */
export function heedProcessSignals({ end, toggleDriver }: Heard): void {
  // Waiting for a signal alone does not keep a Node process running.
  setInterval(() => undefined, 3_600_000);
  // Not `once`: node-llama-cpp's lock file library kills the process when it finds no other listener left.
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.on('SIGUSR2', toggleDriver);
}

/** Ends the process if what is to end it has not done so by then. */
export const endAtTheLatest = () => void setTimeout(() => process.exit(1), shutdownMillis).unref();
