import type { Mutant } from './mutant.ts';

/** A mutant that no test can notice, and why. */
export type Survivor = Mutant & { reason: string };
