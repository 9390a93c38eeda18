import { dayAt, dayMillis, firstInstantOf, hourMillis } from '../../../shared/charter/local-time.ts';
import type { SignalValues } from '../signal-source.ts';
import { type Chance, chanceOf } from './chance.ts';
import type { Commuter } from './commuter.ts';
import { type Stay, staysOf } from './stays.ts';

/**
 * From `at` on, until another phase says otherwise. `driving` and `plugKw` (what the plug can give; 0 without one)
 * are what the pack and the temperatures follow from.
 */
export type Phase = { at: number; set: SignalValues; driving?: boolean; plugKw?: number };

const second = 1_000;
const minute = 60 * second;
const awakeAfterMillis = 10 * minute;
/** Nobody gets out of a car that stays no longer. */
const pauseMillis = 6 * minute;
const preconditioningMillis = 12 * minute;
const updateMillis = 40 * minute;
const yearDays = 365.25;

/** What happens in a simulated car, without end, in the order of time; the first phase lies before `from`. */
export function* phasesOf(seed: number, from: number, commuter: Commuter): Generator<Phase> {
  const habits = chanceOf(seed, 2);
  for (const stay of staysOf(seed, from, commuter)) {
    const { arrivesAt, leavesAt } = stay;
    yield { at: arrivesAt, set: { gear: 'P', network: stay.network }, driving: false };
    if (leavesAt - arrivesAt > pauseMillis) {
      yield* arrival(stay, commuter);
      if (stay.place === 'home') yield* atHome(stay, habits, commuter);
      yield* departure(stay);
    }
    yield { at: leavesAt, set: { gear: 'D', network: 'cellular' }, driving: true };
  }
}

/** An update is installed at two in the night; the car is warmed up or cooled down before it leaves. */
function* atHome({ arrivesAt, leavesAt }: Stay, habits: Chance, commuter: Commuter): Generator<Phase> {
  const due = habits.happens(commuter.softwareUpdatesPerYear / yearDays);
  const warmed = habits.happens(commuter.preconditioningChance);
  const night = (dayAt(commuter.timeZone, arrivesAt) + 1) * dayMillis;
  const updateAt = firstInstantOf(commuter.timeZone, night + 2 * hourMillis);
  const warmedAt = leavesAt - preconditioningMillis;
  if (due && updateAt + updateMillis + awakeAfterMillis < warmedAt) yield* update(updateAt);
  if (warmed && leavesAt - arrivesAt > 2 * preconditioningMillis)
    yield { at: warmedAt, set: { preconditioning: true, appInUse: true, awake: true } };
}

function* arrival({ arrivesAt, leavesAt, place, plugged }: Stay, { car }: Commuter): Generator<Phase> {
  yield { at: arrivesAt + 10 * second, set: { doorOpen: true } };
  yield { at: arrivesAt + 15 * second, set: { userPresent: false } };
  yield { at: arrivesAt + 20 * second, set: { doorOpen: false } };
  yield { at: arrivesAt + 40 * second, set: { locked: true } };
  if (plugged) {
    yield { at: arrivesAt + minute, set: { pluggedIn: true }, plugKw: car.plugKw[place] };
  }
  const asleepAt = arrivesAt + awakeAfterMillis;
  if (asleepAt < leavesAt - 2 * minute) yield { at: asleepAt, set: { awake: false } };
}

function* update(at: number): Generator<Phase> {
  yield { at, set: { softwareUpdate: true, awake: true } };
  yield { at: at + updateMillis, set: { softwareUpdate: false } };
  yield { at: at + updateMillis + awakeAfterMillis, set: { awake: false } };
}

/** The app first, then the cable, the door and the seat: each alone says that the driver is back. */
function* departure({ leavesAt, plugged }: Stay): Generator<Phase> {
  yield { at: leavesAt - 100 * second, set: { appInUse: true, awake: true } };
  yield { at: leavesAt - 80 * second, set: { locked: false } };
  if (plugged) yield { at: leavesAt - 70 * second, set: { pluggedIn: false }, plugKw: 0 };
  yield { at: leavesAt - 50 * second, set: { doorOpen: true } };
  yield { at: leavesAt - 45 * second, set: { userPresent: true } };
  yield { at: leavesAt - 35 * second, set: { doorOpen: false, appInUse: false, preconditioning: false } };
}
