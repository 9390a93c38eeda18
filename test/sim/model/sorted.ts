/** A list in order, in which each stands once. Most that comes is the last. */
export type Sorted<Each> = {
  add(each: Each): void;
  remove(each: Each): void;
  all(): readonly Each[];
  /** The first place that is not before what `order` says; `order` is below zero of what stands before. */
  placeOf(order: (each: Each) => number): number;
};

export function sortedBy<Each>(compare: (a: Each, b: Each) => number): Sorted<Each> {
  const all: Each[] = [];
  const placeOf = (order: (each: Each) => number) => {
    let [low, high] = [0, all.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (order(all[middle] as Each) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    add(each) {
      const last = all.at(-1);
      if (last === undefined || compare(last, each) < 0) all.push(each);
      else
        all.splice(
          placeOf((other) => compare(other, each)),
          0,
          each,
        );
    },
    remove(each) {
      const at = placeOf((other) => compare(other, each));
      const found = all[at];
      if (found !== undefined && compare(found, each) === 0) all.splice(at, 1);
    },
    all: () => all,
    placeOf,
  };
}
