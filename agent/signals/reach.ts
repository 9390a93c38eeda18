import type { SourceDeps } from './signal-source.ts';

/** Tells once that a source lost the other side, and once that it is back. */
export function createReach(source: string, { emit }: SourceDeps): (reached: boolean) => void {
  let lost = false;
  return (reached) => {
    if (reached === !lost) return;
    lost = !reached;
    emit({ event: lost ? 'signals_lost' : 'signals_back', source });
  };
}
