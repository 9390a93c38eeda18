/** Who can't reach whom, and until when. */
export type Partitions = {
  cut(from: string, to: string, until: number): void;
  isCut(from: string, to: string, now: number): boolean;
};

export function newPartitions(): Partitions {
  const cuts = new Map<string, number>();
  const nameOf = (from: string, to: string) => `${from} ${to}`;
  return {
    cut(from, to, until) {
      cuts.set(nameOf(from, to), until);
    },
    isCut: (from, to, now) => (cuts.get(nameOf(from, to)) ?? 0) > now,
  };
}
