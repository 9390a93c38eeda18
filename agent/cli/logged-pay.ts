import type { PayAssumption } from '../../shared/charter/what-if.ts';
import type { HardwareClass } from '../../shared/vehicle.ts';
import type { JournalEntry } from '../journal-entry.ts';
import { timeSpent } from './why-page.ts';

const millisPerHour = 3_600_000;
/** Where the log has too little: chat within 24 h pays a car of the reference speed so much an hour. */
const assumedMicroUsdPerHour = 162_000;
const assumedBusyShare = 0.5;
const assumedBytesPerHour = 20_000_000;
/** Less running than this says nothing of an hour. */
const tellingMillis = 600_000;

export type LoggedPay = PayAssumption & { isAssumed: boolean };

/** What an hour of computing earned, and how much of the time that it might run there was work. */
export function loggedPay(
  entries: readonly JournalEntry[],
  { since, now, hardwareClass }: { since: number; now: number; hardwareClass: HardwareClass },
): LoggedPay {
  const lately = entries.filter(({ at }) => at >= since);
  let grossNanoUsd = 0;
  let runningMillis = 0;
  for (const entry of lately) {
    if (entry.kind === 'handed-in') grossNanoUsd += entry.grossNanoUsd;
    if (entry.kind === 'ran') runningMillis += entry.runningMillis;
  }
  const { mayRunMillis } = timeSpent(lately, { since, now, runsNow: true });
  const assumed = { hardwareClass, bytesPerHour: assumedBytesPerHour };
  if (runningMillis < tellingMillis)
    return {
      ...assumed,
      microUsdPerHour: assumedMicroUsdPerHour,
      busyShare: assumedBusyShare,
      isAssumed: true,
    };
  return {
    ...assumed,
    microUsdPerHour: Math.round((grossNanoUsd / 1_000) * (millisPerHour / runningMillis)),
    busyShare: Math.min(1, runningMillis / Math.max(1, mayRunMillis)),
    isAssumed: false,
  };
}
