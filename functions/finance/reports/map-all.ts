/** Reads at a time: a report must not throttle the market. */
const readsAtOnce = 20;

/** In their order, a few at a time. */
export async function mapAll<Each, Mapped>(
  all: readonly Each[],
  load: (each: Each) => Promise<Mapped>,
): Promise<Mapped[]> {
  const mapped: Mapped[] = [];
  for (let from = 0; from < all.length; from += readsAtOnce)
    mapped.push(...(await Promise.all(all.slice(from, from + readsAtOnce).map(load))));
  return mapped;
}
