import { getModel } from '../shared/catalogue.ts';
import { dearestEnergyPrice } from '../shared/charter/energy-price.ts';
import type { Charter } from '../shared/charter.ts';
import type { Judgement } from '../shared/judgement.ts';
import type { Signals } from '../shared/signals.ts';
import type { HardwareClass } from '../shared/vehicle.ts';
import { costsOf, type Judged, judgementOf, usualCostsOf } from './judged-by.ts';
import type { Want } from './loop.ts';
import type { Meters } from './meters.ts';
import type { OwnerWord } from './owner-word.ts';
import type { Parked } from './parked.ts';
import type { CostsNow } from './run-meter.ts';
import type { SignalStore } from './signals/signal-store.ts';

/**
 * Watches over the owner's rules: judges them whenever anything changes and every second, and tells `parked` in the
 * same breath when the car may not compute any more.
 */
export type Watch = {
  judgement(): Judgement;
  signals(): Signals;
  /** What computing costs now, or cost when that was last known. */
  costs(): CostsNow;
  /** What to ask the market for now; null: nothing. */
  want(): Want | null;
  /** Judges at once: something that no signal tells has changed. */
  judge(): void;
  end(): void;
};

type WatchDeps = {
  store: SignalStore;
  /** The rules that hold now. */
  charter(): Charter | undefined;
  isWithdrawn(): boolean;
  word: OwnerWord;
  /** What the owner says of the car by hand: it goes before what sources tell. */
  said(now: number): Signals;
  meters: Pick<Meters, 'today' | 'thisMonth'>;
  parked: Parked;
  /** Whether anything that was leased is still to be run. */
  isLeased(): boolean;
  /** Most to ask for at a time. */
  most: { seconds: number; tasks: number; waitSeconds: number };
  hardwareClass: HardwareClass;
  timeZone(): string;
  now: () => number;
  /** Called with each judgement, changed or not. */
  onJudged(judgement: Judgement, signals: Signals): void;
};

const judgeMillis = 1_000;
/** Kept back of the time that is left: uploads, and clocks that differ. */
const marginSeconds = 20;
/** Less is not worth a lease. */
const leastSeconds = 5;

export function startWatch(deps: WatchDeps): Watch {
  const { store, word, parked, now } = deps;
  let judgement: Judgement;
  let lastCosts = usualCostsOf(deps.hardwareClass);

  function signals(): Signals {
    const at = now();
    const { pausedUntil, finishThenStop } = word;
    return {
      ...store.current(),
      ...deps.said(at),
      wearThisMonthMicroUsd: { value: Math.ceil(deps.meters.thisMonth().wearNanoUsd / 1_000), at },
      dataTodayBytes: { value: deps.meters.today().bytes, at },
      finishThenStop: { value: finishThenStop, at },
      ...(pausedUntil !== null && { pausedUntil: { value: pausedUntil, at } }),
    };
  }

  const judged = (): Judged => ({
    charter: deps.charter(),
    isWithdrawn: deps.isWithdrawn(),
    signals: signals(),
    now: now(),
    hardwareClass: deps.hardwareClass,
    timeZone: deps.timeZone(),
  });

  function judge() {
    const moment = judged();
    judgement = judgementOf(moment);
    const mayRun = judgement.eligibleUntil !== null && !(word.finishThenStop && !deps.isLeased());
    if (!mayRun && !parked.driverBack.aborted) parked.driverReturns();
    else if (mayRun && parked.driverBack.aborted) parked.driverLeaves();
    deps.onJudged(judgement, moment.signals);
  }

  function want(): Want | null {
    judge();
    const { eligibleUntil } = judgement;
    if (eligibleUntil === null || word.finishThenStop) return null;
    const seconds = Math.floor(Math.min(deps.most.seconds, (eligibleUntil - now()) / 1_000 - marginSeconds));
    if (seconds < Math.min(leastSeconds, deps.most.seconds)) return null;
    const rules = deps.charter();
    if (!rules) return { ...deps.most, seconds };
    const moment = judged();
    const plug = costsOf(moment)?.plug;
    const until = moment.now + seconds * 1_000;
    const dearest = dearestEnergyPrice(rules, moment.signals, { now: moment.now, until });
    // Without a price nobody can tell whether it pays; and it has to pay in the dearest of the hours it reaches into.
    if (!plug || dearest === undefined) return null;
    return {
      ...deps.most,
      seconds,
      costs: { ...plug, energyMicroUsdPerKwh: dearest },
      allows: (model) => rules.kinds.includes(getModel(model).kind),
    };
  }

  function costs(): CostsNow {
    lastCosts = costsOf(judged()) ?? lastCosts;
    return lastCosts;
  }

  judge();
  const forget = store.onChange(judge);
  // Node's timers go by a monotonic clock: one that is set back or forth delays no judgement.
  const timer = setInterval(judge, judgeMillis);
  return {
    judgement: () => judgement,
    signals,
    costs,
    want,
    judge,
    end() {
      clearInterval(timer);
      forget();
    },
  };
}
