import { type Commuter, commuter, paidCommuter } from '../../agent/signals/simulated/commuter.ts';
import { samples } from '../../agent/signals/simulated/samples.ts';
import { type PayAssumption, type Sample, whatIf } from '../../shared/charter/what-if.ts';
import { standardCharter } from '../../shared/charter.ts';
import type { Signals } from '../../shared/signals.ts';
import type { OwnersOptions } from './options.ts';

const habits: Readonly<Record<string, Commuter>> = {
  'plugs in as today': commuter,
  'plugs in as it is paid': paidCommuter,
};

export type Habit = {
  habit: string;
  /** That the standard charter allows. */
  allowedHoursPerWeek: number;
  /** Why it forbids the others, longest first. */
  forbiddenHoursPerWeek: Record<string, number>;
};

const from = Date.UTC(2026, 0, 5);
const weekMillis = 7 * 86_400_000;
const hourMillis = 3_600_000;

/** Budgets aside: what a month's wear and data come to depends on how much work there is. */
const charter = {
  ...standardCharter,
  wearBudgetMicroUsdPerMonth: undefined,
  network: { wifiOnly: true },
};

/** Enough for any hour to leave the floor. */
const pay: PayAssumption = {
  hardwareClass: 'AI4',
  microUsdPerHour: 1_000_000,
  busyShare: 1,
  bytesPerHour: 0,
};

/** Hours a week that the standard charter allows simulated commuters, on average. */
export function replayedHours({ cars, weeks }: Pick<OwnersOptions, 'cars' | 'weeks'>): Habit[] {
  return Object.entries(habits).map(([habit, driver]) => {
    let allowedMillis = 0;
    const forbidden: Record<string, number> = {};
    for (let seed = 1; seed <= cars; seed++) {
      const outcome = whatIf(charter, logOf(seed, weeks, driver), from + weeks * weekMillis, pay);
      allowedMillis += outcome.allowedMillis;
      for (const [code, millis] of Object.entries(outcome.forbiddenMillis))
        forbidden[code] = (forbidden[code] ?? 0) + millis;
    }
    const perWeek = (millis: number) => Math.round((millis / hourMillis / cars / weeks) * 10) / 10;
    const longestFirst = Object.entries(forbidden).toSorted(([, a], [, b]) => b - a);
    return {
      habit,
      allowedHoursPerWeek: perWeek(allowedMillis),
      forbiddenHoursPerWeek: Object.fromEntries(
        longestFirst.map(([code, millis]) => [code, perWeek(millis)]),
      ),
    };
  });
}

function logOf(seed: number, weeks: number, driver: Commuter): Sample[] {
  let known: Signals = {};
  return [...samples({ seed, from, days: weeks * 7, commuter: driver, everyMillis: hourMillis / 4 })].map(
    ({ at, signals }) => {
      known = { ...known, ...signals };
      return { at, signals: known };
    },
  );
}
