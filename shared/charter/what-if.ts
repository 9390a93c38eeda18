import type { Charter } from '../charter.ts';
import { meetsFloor, microUsdUp, type NetPay, netPayOf, type PlugCosts } from '../net-pay.ts';
import type { Signals } from '../signals.ts';
import type { HardwareClass } from '../vehicle.ts';
import { judge } from './judge.ts';
import { dayAt, hourMillis, nextMonthAt } from './local-time.ts';
import { plugCosts } from './plug-costs.ts';

/** What was known of the car from `at` on, until the next sample; a signal that is not in it was not known. */
export type Sample = { at: number; signals: Signals };

/** What is taken for granted of the market; a car's own log can tell it. */
export type PayAssumption = {
  hardwareClass: HardwareClass;
  /** Gross, for an hour of computing. */
  microUsdPerHour: number;
  /** How much of the time that the charter allows there is work, 0..1. */
  busyShare: number;
  /** Up and down, for an hour of computing. */
  bytesPerHour: number;
};

export type Outcome = {
  /** The charter allows it and it would leave the floor. */
  allowedMillis: number;
  /** Of these there is work. */
  computingMillis: number;
  /** The charter allows it, but the pay would leave less than its floor. */
  belowFloorMillis: number;
  energyMilliWattHours: number;
  pay: NetPay;
  /** Why it is not allowed: by the code of the weightiest reason, how long. */
  forbiddenMillis: Record<string, number>;
};

/** Prices of feeds hold for a quarter of an hour at least, and so does what else is worked out. */
const stepMillis = hourMillis / 4;

/**
 * What a charter would have made of days that were logged: each moment is judged by what was known of the car then,
 * as if it had just been told. Wear and data are metered anew, since they follow from the charter; how full the
 * battery was is left as it was logged. `samples` are in the order of time; the last one holds until `until`.
 */
export function whatIf(
  charter: Charter,
  samples: readonly Sample[],
  until: number,
  pay: PayAssumption,
): Outcome {
  const replay = startReplay(samples[0]?.at ?? until);
  for (const [no, { at, signals }] of samples.entries()) {
    const end = Math.min(until, samples[no + 1]?.at ?? until);
    for (let now = at; now < end; ) {
      const next = Math.min(end, (Math.floor(now / stepMillis) + 1) * stepMillis);
      now = passTo(next, { charter, signals, now, pay }, replay);
    }
  }
  return replay.outcome;
}

type Replay = {
  outcome: Outcome;
  wear: { monthEndsAt: number; nanoUsd: bigint };
  data: { day: number; bytes: number };
};

const startReplay = (at: number): Replay => ({
  outcome: {
    allowedMillis: 0,
    computingMillis: 0,
    belowFloorMillis: 0,
    energyMilliWattHours: 0,
    pay: { grossNanoUsd: 0n, energyNanoUsd: 0n, wearNanoUsd: 0n, netNanoUsd: 0n },
    forbiddenMillis: {},
  },
  wear: { monthEndsAt: at, nanoUsd: 0n },
  data: { day: Number.NaN, bytes: 0 },
});

type Step = { charter: Charter; signals: Signals; now: number; pay: PayAssumption };

/** Judges `now`, counts what follows until `next` or until that changes, and returns when that is. */
function passTo(next: number, step: Step, replay: Replay): number {
  const { charter, now, pay } = step;
  const signals = signalsNow(step, replay);
  const { eligibleUntil, reasons } = judge(charter, signals, now);
  const costs = plugCosts(charter, signals, now, pay.hardwareClass);
  const { outcome } = replay;
  if (eligibleUntil === null || costs === undefined || signals.finishThenStop?.value) {
    const code = eligibleUntil === null ? (reasons[0]?.code ?? 'unknown') : 'finishing';
    outcome.forbiddenMillis[code] = (outcome.forbiddenMillis[code] ?? 0) + (next - now);
    return next;
  }
  const end = Math.min(next, eligibleUntil);
  if (meetsFloor(payOf(hourMillis, pay, costs), hourMillis * 1_000, costs))
    count(end - now, pay, costs, replay);
  else outcome.belowFloorMillis += end - now;
  return end;
}

/** What the car said counts as told just now; what the agent meters follows from the replay. */
function signalsNow({ charter, signals, now }: Step, { wear, data }: Replay): Signals {
  const { timeZone } = charter;
  if (now >= wear.monthEndsAt) Object.assign(wear, { monthEndsAt: nextMonthAt(timeZone, now), nanoUsd: 0n });
  if (dayAt(timeZone, now) !== data.day) Object.assign(data, { day: dayAt(timeZone, now), bytes: 0 });
  const told = Object.entries(signals).map(([name, reading]) => [name, { ...reading, at: now }]);
  return {
    ...(Object.fromEntries(told) as Signals),
    wearThisMonthMicroUsd: { value: Number(microUsdUp(wear.nanoUsd)), at: now },
    dataTodayBytes: { value: Math.round(data.bytes), at: now },
  };
}

const payOf = (computingMillis: number, { microUsdPerHour }: PayAssumption, costs: PlugCosts): NetPay =>
  netPayOf(
    BigInt(Math.round((microUsdPerHour * 1_000 * computingMillis) / hourMillis)),
    computingMillis * 1_000,
    costs,
  );

function count(millis: number, pay: PayAssumption, costs: PlugCosts, { outcome, wear, data }: Replay) {
  const computingMillis = millis * pay.busyShare;
  const earned = payOf(computingMillis, pay, costs);
  outcome.allowedMillis += millis;
  outcome.computingMillis += computingMillis;
  outcome.energyMilliWattHours += (costs.wallMilliWatts * computingMillis) / hourMillis;
  for (const name of ['grossNanoUsd', 'energyNanoUsd', 'wearNanoUsd', 'netNanoUsd'] as const)
    outcome.pay[name] += earned[name];
  wear.nanoUsd += earned.wearNanoUsd;
  data.bytes += (pay.bytesPerHour * computingMillis) / hourMillis;
}
