import { type Estimate, estimate } from '../../shared/charter/estimate.ts';
import { type Charter, standardCharter } from '../../shared/charter.ts';
import { batteryMilliWatts, loadedMilliWatts, wallMilliWatts } from '../../shared/energy.ts';
import { standardPolicy } from '../../shared/policy.ts';
import { hardwareClasses } from '../../shared/vehicle.ts';
import { capacityLostByCycle, type WearParts, wearMicroUsdPerHour, wearParts } from '../../shared/wear.ts';
import type { OwnersOptions } from './options.ts';
import { type Habit, replayedHours } from './replayed-hours.ts';

export const microUsdPerKwh = [80_000, 170_000, 350_000] as const;

type Bill = { car: string; wallWatts: number; microUsdPerHour: number[] };
type Battery = {
  car: string;
  wear: WearParts;
  microUsdPerHour: number;
  /** Of 1,000 hours of computing: full cycles, and capacity that they take. */
  cyclesPer1000Hours: number;
  capacityPercentPer1000Hours: number;
};
type Month = { car: string; habit: string; microUsdPerKwh: number; estimate: Estimate };
export type OwnersFigures = { bills: Bill[]; batteries: Battery[]; habits: Habit[]; months: Month[] };

const { packKwh } = standardCharter.car;
/** The reference car, woken or not, and the next class. */
const cars = hardwareClasses.flatMap((hardwareClass) =>
  [true, false].map((woken) => ({
    hardwareClass,
    woken,
    name: `${hardwareClass}, ${woken ? 'woken' : 'awake anyway'}`,
  })),
);

export function ownersFiguresOf(options: OwnersOptions): OwnersFigures {
  const habits = replayedHours(options);
  return { bills: cars.map(billOf), batteries: cars.flatMap(batteriesOf), habits, months: monthsOf(habits) };
}

type Car = (typeof cars)[number];

function billOf({ hardwareClass, woken, name }: Car): Bill {
  const wallWatts = wallMilliWatts(loadedMilliWatts[hardwareClass], woken) / 1_000;
  return {
    car: name,
    wallWatts: Math.round(wallWatts),
    microUsdPerHour: microUsdPerKwh.map((price) => Math.ceil((wallWatts * price) / 1_000)),
  };
}

function batteriesOf({ hardwareClass, woken, name }: Car): Battery[] {
  const standing = { woken, hot: false };
  const computeMilliWatts = loadedMilliWatts[hardwareClass];
  const cycles = batteryMilliWatts(computeMilliWatts, standing) / 1_000 / packKwh;
  return (['nmc', 'lfp'] as const).map((chemistry) => {
    const input = { computeMilliWatts, standing, car: { ...standardCharter.car, chemistry } };
    return {
      car: `${name}, ${chemistry.toUpperCase()}`,
      wear: wearParts(input),
      microUsdPerHour: wearMicroUsdPerHour(input),
      cyclesPer1000Hours: Math.round(cycles * 10) / 10,
      capacityPercentPer1000Hours: Math.round(cycles * capacityLostByCycle[chemistry] * 1e5) / 1e3,
    };
  });
}

const monthsOf = (habits: readonly Habit[]): Month[] =>
  cars.flatMap(({ hardwareClass, woken, name }) =>
    habits.flatMap(({ habit, allowedHoursPerWeek }) =>
      microUsdPerKwh.map((price) => ({
        car: name,
        habit,
        microUsdPerKwh: price,
        estimate: estimate({
          hardwareClass,
          car: carOf(hardwareClass, woken),
          energyMicroUsdPerKwh: price,
          netFloorMicroUsdPerHour: standardCharter.netFloorMicroUsdPerHour,
          kinds: standardCharter.kinds,
          hoursPerWeek: allowedHoursPerWeek,
          policy: standardPolicy,
        }),
      })),
    ),
  );

/** What the computer draws at most, of the charter of its class. */
const carOf = (hardwareClass: Car['hardwareClass'], woken: boolean): Charter['car'] => ({
  ...standardCharter.car,
  computerWatts: hardwareClass === 'AI4' ? 160 : 250,
  awakeAnyway: !woken,
});

/** No car may lose, whatever its electricity costs. */
export const missedTargets = ({ months }: OwnersFigures): string[] =>
  months
    .filter(({ estimate: { netMicroUsdPerMonth } }) => netMicroUsdPerMonth.p10 < 0)
    .map(({ car, habit, microUsdPerKwh: price }) => `${car}, ${habit}, ${price}`);
