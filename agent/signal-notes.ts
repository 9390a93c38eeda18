import type { Judgement } from '../shared/judgement.ts';
import type { SignalName, Signals } from '../shared/signals.ts';
import type { Journal } from './journal.ts';

/** Metered by the agent itself, or said by the owner: noted elsewhere. */
const notOfTheCar: ReadonlySet<SignalName> = new Set([
  'wearThisMonthMicroUsd',
  'dataTodayBytes',
  'pausedUntil',
  'finishThenStop',
]);

/** A change by less says nothing new. */
const leastChange: Partial<Record<SignalName, number>> = {
  stateOfChargePercent: 0.5,
  chargingWatts: 100,
  computerMilliWatts: 5_000,
  cabinCelsius: 0.5,
  batteryCelsius: 0.5,
  computerCelsius: 1,
};

const noteMillis = 60_000;
/** A signal that nobody confirmed for so long is noted as unknown: no rule trusts one of these for longer. */
const silentMillis = 900_000;
/** Feeds and plans are told rarely. */
const rare: ReadonlySet<SignalName> = new Set(['energyRates', 'departureAt', 'chargeLimitPercent']);

/**
 * Notes what the car says where it changed, each signal at most once a minute: enough to ask later what other rules
 * would have meant.
 */
export function createSignalNotes(journal: Pick<Journal, 'note'>) {
  const noted = new Map<SignalName, { value: unknown; at: number }>();

  function note(name: SignalName, reading: Reading | undefined, now: number) {
    const value = reading?.value ?? null;
    const before = noted.get(name);
    if (before && (now - before.at < noteMillis || isSame(name, before.value, value))) return;
    noted.set(name, { value, at: now });
    const source = reading?.source;
    journal.note({ kind: 'signal', name, value, ...(source !== undefined && { source }) });
  }

  return (signals: Signals, now: number): void => {
    const names = new Set([...noted.keys(), ...(Object.keys(signals) as SignalName[])]);
    for (const name of names) if (!notOfTheCar.has(name)) note(name, known(name, signals, now), now);
  };
}

type Reading = NonNullable<Signals[SignalName]>;

function known(name: SignalName, signals: Signals, now: number): Reading | undefined {
  const reading = signals[name];
  return reading && (rare.has(name) || now - reading.at < silentMillis) ? reading : undefined;
}

function isSame(name: SignalName, before: unknown, after: unknown): boolean {
  if (typeof before === 'number' && typeof after === 'number')
    return before === after || Math.abs(before - after) < (leastChange[name] ?? 0);
  return JSON.stringify(before) === JSON.stringify(after);
}

/** An end that moves by less is the same end: it is judged every second. */
const sameEndMillis = 300_000;

/** Notes a judgement where it says something else than the last one. */
export function createJudgementNotes(journal: Pick<Journal, 'note'>) {
  let last: Judgement | undefined;
  return (judgement: Judgement): void => {
    if (last && saysTheSame(last, judgement)) return;
    last = judgement;
    const { eligibleUntil, mayChangeAt, watts, reasons } = judgement;
    journal.note({ kind: 'judged', eligibleUntil, mayChangeAt, watts, reasons: [...reasons] });
  };
}

function saysTheSame(before: Judgement, after: Judgement): boolean {
  const words = ({ reasons }: Judgement) =>
    reasons.filter(({ weight }) => weight !== 'note').map(({ code }) => code);
  return (
    (before.eligibleUntil === null) === (after.eligibleUntil === null) &&
    words(before).join() === words(after).join() &&
    isNear(endOf(before), endOf(after))
  );
}

/** The end that a reason names: without one, "until" is a horizon that moves on with the clock. */
const endOf = ({ reasons }: Judgement) => reasons.find(({ weight }) => weight === 'until')?.at ?? 0;
const isNear = (before: number, after: number) => Math.abs(before - after) < sameEndMillis;
