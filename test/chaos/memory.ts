import type { Supervised } from './supervised.ts';

/** So much more than in the first half of a run is no leak: garbage is collected now and then. */
const tolerance = { factor: 1.5, megabytes: 60 };

type Peaks = Map<string, number[]>;

/** What each kind of process took, at the end of each round. */
export function watchedMemory(all: readonly Supervised[]) {
  const seen: Peaks = new Map();
  return {
    look(): void {
      const now = all.map(({ kind, residentMegabytes }) => [kind, residentMegabytes()] as const);
      const driver = ['the driver', process.memoryUsage().rss / 2 ** 20] as const;
      for (const [kind, megabytes] of [...now, driver])
        if (megabytes !== undefined) seen.set(kind, [...(seen.get(kind) ?? []), megabytes]);
    },
    /** The most that each kind took, early and late; those that grew are violations. */
    grown: (): string[] =>
      [...seen].flatMap(([kind, all]) => {
        const half = Math.floor(all.length / 2);
        const [early, late] = [Math.max(...all.slice(0, half)), Math.max(...all.slice(half))];
        const isMore = late > early * tolerance.factor + tolerance.megabytes;
        return isMore ? [`${kind} took ${Math.round(early)} MB, later ${Math.round(late)} MB`] : [];
      }),
    peaks: () => Object.fromEntries([...seen].map(([kind, all]) => [kind, Math.round(Math.max(...all))])),
  };
}
