import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

/** Draws that repeat: the same seed and stream give the same numbers on every machine. */
export type Chance = {
  /** Even in 0..1, 1 excluded. */
  even(): number;
  happens(probability: number): boolean;
  normal(given: { mean: number; sd: number; min?: number; max?: number }): number;
  lognormal(given: { median: number; sigma: number; max?: number }): number;
};

/**
 * Streams of one seed do not overlap, so that what is drawn from one (who plugs in) leaves the other (who drives
 * when) as it was.
 */
export function chanceOf(seed: number, stream: number): Chance {
  const numbers = xoroshiro128plus(seed);
  for (let jumps = 0; jumps < stream; jumps++) numbers.jump();
  const even = () => uniformFloat64(numbers);
  // Box-Muller: https://doi.org/10.1214/aoms/1177706645
  const standard = () => Math.sqrt(-2 * Math.log(1 - even())) * Math.cos(2 * Math.PI * even());
  return {
    even,
    happens: (probability) => even() < probability,
    normal: ({ mean, sd, min = -Infinity, max = Infinity }) =>
      Math.min(max, Math.max(min, mean + sd * standard())),
    lognormal: ({ median, sigma, max = Infinity }) => Math.min(max, median * Math.exp(sigma * standard())),
  };
}
