import pMap from 'p-map';

/** In their order, some reads at a time: a report must not throttle the market. */
export const mapAll = <Each, Mapped>(
  all: readonly Each[],
  load: (each: Each) => Promise<Mapped>,
): Promise<Mapped[]> => pMap(all, load, { concurrency: 20 });
