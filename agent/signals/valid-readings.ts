import { type SignalName, type Signals, signals } from '../../shared/signals.ts';

/**
 * The readings that are signals, by their schema; `ignored` names the signals whose value is none. What is no signal
 * (a position, a name of a place, whatever else a source knows) is dropped here and named nowhere.
 */
export function validReadings(
  values: Readonly<Record<string, unknown>>,
  at: number,
  source: string,
): { readings: Signals; ignored: SignalName[] } {
  const readings: Signals = {};
  const ignored: SignalName[] = [];
  for (const [name, value] of Object.entries(values)) {
    if (!isSignalName(name) || value === undefined) continue;
    const reading = signals.shape[name].safeParse({ value, at, source });
    if (reading.success) Object.assign(readings, { [name]: reading.data });
    else ignored.push(name);
  }
  return { readings, ignored };
}

export const isSignalName = (name: string): name is SignalName => Object.hasOwn(signals.shape, name);
