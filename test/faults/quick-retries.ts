import { callsHere } from './calls-here.ts';

/** Whose waiting between two tries is cut short: nothing is different by it but how long a test takes. */
const whoRetries =
  /\/(p-retry\/|@smithy\/core\/[^\n]*\/retry\/|@smithy\/[^\n]*retry|@smithy\/retry|stripe\/[^\n]*RequestSender)/;

const isRetry = (): boolean => callsHere(10).some((call) => whoRetries.test(call.getFileName() ?? ''));

let isQuick = false;

/** From now on nobody in this process waits long before a retry. */
export function retryQuickly(): void {
  if (isQuick) return;
  isQuick = true;
  const { setTimeout: real } = globalThis;
  const quick = (then: () => void, millis = 0, ...more: unknown[]) =>
    real(then, millis > 1 && isRetry() ? 1 : millis, ...(more as []));
  globalThis.setTimeout = Object.assign(quick, real) as typeof setTimeout;
}
