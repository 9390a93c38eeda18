import type { Sample } from '../../shared/charter/what-if.ts';
import type { Signals } from '../../shared/signals.ts';
import type { JournalEntry } from '../journal-entry.ts';

/**
 * What was known of the car from `since` on, or from where its log begins: a sample at each change. Of the time when no
 * agent ran nothing is known.
 */
export function loggedSamples(entries: readonly JournalEntry[], since: number): Sample[] {
  const samples: Sample[] = [];
  let lastAt = entries[0]?.at ?? since;
  for (const entry of entries) {
    const known = samples.at(-1)?.signals ?? {};
    const signals = after(known, entry);
    // One that was killed said nothing after its last word.
    if (signals !== known) samples.push({ at: entry.kind === 'started' ? lastAt : entry.at, signals });
    lastAt = entry.at;
  }
  const first = samples.findLastIndex(({ at }) => at <= since);
  return samples.slice(Math.max(0, first)).map(({ at, signals }) => ({ at: Math.max(at, since), signals }));
}

function after(known: Signals, entry: JournalEntry): Signals {
  switch (entry.kind) {
    case 'started':
    case 'ended':
      return ownersWord(known);
    case 'signal': {
      const { [entry.name]: _, ...others } = known;
      if (entry.value === null) return others;
      const { at, value, source } = entry;
      return { ...others, [entry.name]: { value, at, ...(source !== undefined && { source }) } };
    }
    case 'word':
      return afterWord(known, entry);
    default:
      return known;
  }
}

/** It outlives the agent that heard it. */
const ownersWord = ({ pausedUntil, finishThenStop }: Signals): Signals => ({
  ...(pausedUntil && { pausedUntil }),
  ...(finishThenStop && { finishThenStop }),
});

function afterWord(known: Signals, { word, until, at }: Extract<JournalEntry, { kind: 'word' }>): Signals {
  if (word === 'pause' && until !== undefined) return { ...known, pausedUntil: { value: until, at } };
  if (word === 'finish') return { ...known, finishThenStop: { value: true, at } };
  if (word !== 'resume') return known;
  const { pausedUntil: _paused, finishThenStop: _finish, ...others } = known;
  return others;
}
