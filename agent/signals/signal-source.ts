import type { SignalName, Signals } from '../../shared/signals.ts';

/**
 * Where signals of a car come from: a broker, a REST server, a file, a simulation. A source tells what it is sure of
 * and when that was so (`at`, ms since the epoch), and nothing else: what it lost sight of it does not tell again, so
 * that the reading grows stale and counts as unknown. It never tells a position or the name of a place.
 */
export type SignalSource = {
  /** Stands in each of its readings as their source. */
  readonly name: string;
  /**
   * Begins to listen; resolves as soon as it does so, whether or not the other side can be reached at that moment.
   * `tell` is called with what changed or was confirmed, from then until `stop` has resolved.
   */
  start(tell: Tell): Promise<RunningSource>;
};

export type Tell = (change: Signals) => void;

export type RunningSource = { stop(): Promise<void> };

/** Real or virtual time, ms since the epoch. `wait` resolves after `millis`, or as soon as `signal` is aborted. */
export type Clock = { now(): number; wait(millis: number, signal: AbortSignal): Promise<void> };

/**
 * What a source tells its operator. Never a payload, and of a topic only the part after the car's name: both may
 * say who and where the car is.
 */
export type SignalEvent =
  | { event: 'signal_ignored'; source: string; topic: string }
  | { event: 'signals_lost' | 'signals_back'; source: string };

/** What every source is given. */
export type SourceDeps = { clock: Clock; emit(event: SignalEvent): void };

/** A value of a signal without its time. */
type SignalValue<Name extends SignalName> = NonNullable<Signals[Name]>['value'];
export type SignalValues = { [Name in SignalName]?: SignalValue<Name> };

/** The same values as readings of one time and source. */
export function readingsAt(values: SignalValues, at: number, source: string): Signals {
  const readings = Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, { value, at, source }]);
  return Object.fromEntries(readings) as Signals;
}
