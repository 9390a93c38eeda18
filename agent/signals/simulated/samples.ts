import type { SignalName, Signals } from '../../../shared/signals.ts';
import { readingsAt, type SignalValues } from '../signal-source.ts';
import { type Commuter, commuter as usual } from './commuter.ts';
import { packOf } from './pack.ts';
import { type Phase, phasesOf } from './phases.ts';
import { weatherOf } from './weather.ts';

/** What a simulated car tells at one moment; each reading's `at` is that moment. */
export type Sample = { at: number; signals: Signals };

export type Simulation = {
  /** A whole number; the same seed tells the same story, and tells it at the same times whatever `from` is. */
  seed: number;
  /** ms since the epoch. */
  from: number;
  /** Without end if left out. */
  days?: number;
  commuter?: Commuter;
  /** Everything is told again so often, so that nothing grows stale. */
  everyMillis?: number;
};

export const simulatedName = 'simulated';

const atFirst: SignalValues = {
  pluggedIn: false,
  gear: 'P',
  userPresent: false,
  doorOpen: false,
  appInUse: false,
  locked: true,
  sentry: false,
  softwareUpdate: false,
  preconditioning: false,
  crash: false,
  tow: false,
  serviceMode: false,
  awake: false,
  network: 'wifi',
};

/**
 * Days in the life of a simulated car in the order of time: everything at `from` and every minute from then, and in
 * between what changes, at the millisecond when it does. Takes no real time.
 */
export function* samples(simulation: Simulation): Generator<Sample> {
  const { from, days = Number.POSITIVE_INFINITY, everyMillis = 60_000 } = simulation;
  const car = carOf(simulation);
  const until = from + days * 86_400_000;
  car.passTo(from);
  for (let tick = from; tick < until; tick += everyMillis) {
    yield { at: tick, signals: readingsAt(car.everything(), tick, simulatedName) };
    while (car.nextAt() <= Math.min(tick + everyMillis, until - 1)) {
      const at = car.nextAt();
      const before = car.everything();
      car.passTo(at);
      const changed = changesOf(before, car.everything());
      if (Object.keys(changed).length > 0) yield { at, signals: readingsAt(changed, at, simulatedName) };
    }
    car.passTo(tick + everyMillis);
  }
}

function carOf({ seed, from, commuter = usual }: Simulation) {
  const pack = packOf(commuter);
  const temperatures = weatherOf(seed, commuter);
  const phases = phasesOf(seed, from, commuter);
  let values = atFirst;
  let next = nextOf(phases);
  let now = next.at;
  const nextAt = () => Math.min(next.at, now + pack.millisToLimit());
  return {
    /** When something changes by itself: a phase begins, or the pack is full. */
    nextAt,
    /** Lets time pass until `at`, with all that happens by then. */
    passTo(at: number) {
      while (nextAt() <= at) {
        const then = nextAt();
        pack.pass(then - now);
        now = then;
        if (next.at > now) continue;
        values = { ...values, ...next.set };
        // Whoever drives sits in an unlocked, woken car, also after a stop at which nobody got out.
        if (next.driving) values = { ...values, userPresent: true, locked: false, awake: true };
        pack.driving = next.driving ?? pack.driving;
        pack.plugKw = next.plugKw ?? pack.plugKw;
        next = nextOf(phases);
      }
      pack.pass(at - now);
      now = at;
    },
    everything(): SignalValues {
      const awake = values.awake === true || pack.charging();
      return {
        ...values,
        awake,
        charging: pack.charging(),
        chargingWatts: pack.chargingWatts(),
        stateOfChargePercent: Math.round(pack.percent() * 10) / 10,
        chargeLimitPercent: commuter.car.chargeLimitPercent,
        ...temperatures(now, pack, awake),
      };
    },
  };
}

function nextOf(phases: Generator<Phase>): Phase {
  const { value, done } = phases.next();
  if (done) throw new Error('The phases of a simulated car have no end.');
  return value;
}

function changesOf(before: SignalValues, after: SignalValues): SignalValues {
  const names = Object.keys(after) as SignalName[];
  return Object.fromEntries(
    names.filter((name) => before[name] !== after[name]).map((name) => [name, after[name]]),
  );
}
