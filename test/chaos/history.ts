import { loadSnapshot } from '../../functions/adapters/load-snapshot.ts';
import type { Deps } from '../../functions/edge/deps.ts';
import { checkHistory } from '../../shared/invariants/history-invariants.ts';
import type { Snapshot } from '../../shared/invariants/snapshot.ts';

/** Compares the market with what it was at the last look: what no single look can show. Gives what contradicts. */
export function watchedHistory(deps: Deps) {
  let earlier: Snapshot | undefined;
  return async (): Promise<string[]> => {
    const later = await loadSnapshot(deps);
    const broken = earlier ? checkHistory(earlier, later).filter(({ holds }) => !holds) : [];
    earlier = later;
    return broken.map(({ id, name, detail }) => `invariant ${id}, ${name}: ${detail}`);
  };
}
