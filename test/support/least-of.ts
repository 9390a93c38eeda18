const triesMax = 3;

/**
 * The least of up to three measurements, ended by the first that is not over `most`. What other processes of this
 * machine hold up is one measurement or another; what is slow by itself is slow in all of them.
 */
export async function leastOf(
  most: number,
  measure: (tried: number) => number | Promise<number>,
): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let tried = 0; tried < triesMax && least > most; tried++)
    least = Math.min(least, await measure(tried));
  return least;
}
