import { setTimeout as sleep } from 'node:timers/promises';
import type { LoadOptions } from './options.ts';
import { recoveredAfterMillis } from './probe.ts';
import type { Processes } from './processes.ts';
import type { Sent } from './sent.ts';

/** What was seen above capacity. */
export type Overload = {
  /** Of the rate that was held before. */
  factor: number;
  sent: Sent;
  seconds: number;
  rssKilobytes: number;
  recoveryMillis: number;
};

const stepSeconds = 5;
const factorMost = 64;
/** Refused of all calls: then it is above capacity. */
const refusedShare = 0.05;
const recoveryMillisMax = 60_000;

/** Doubles the rate until the market refuses, holds that, and ends it at once. */
export async function runOverload(
  processes: Processes,
  { rate, overloadSeconds, unloadedMillis }: LoadOptions & { unloadedMillis: number },
  keep: (sent: Sent) => Sent,
): Promise<Overload> {
  let factor = 1;
  while (
    factor < factorMost &&
    !isRefusing(keep(await processes.customers({ rate: rate * factor, seconds: stepSeconds, small: true })))
  )
    factor *= 2;
  const loading = processes.customers({ rate: rate * factor, seconds: overloadSeconds, small: true });
  await sleep(overloadSeconds * 1_000);
  const from = performance.now();
  const { rssKilobytes } = await processes.market('how are you?');
  const recoveryMillis = await recoveredAfterMillis(
    processes,
    { unloadedMillis, from, mostMillis: recoveryMillisMax },
    keep,
  );
  return { factor, sent: keep(await loading), seconds: overloadSeconds, rssKilobytes, recoveryMillis };
}

const isRefusing = ({ calls }: Sent) =>
  calls.filter(({ status }) => status !== 200).length > refusedShare * calls.length;
