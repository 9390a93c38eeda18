import type { Mutant } from './mutant.ts';

/**
 * The mutants that no test can notice, each with the reason: with it the code does the same, or what it does
 * otherwise can't be seen from outside. `npm run mutants` fails where one survives that is not here, and where one that is here does not.
 */
export const survivors: readonly (Mutant & { reason: string })[] = [
  {
    file: 'shared/verification.ts',
    mutator: 'ArrayDeclaration',
    line: 'ours.every((vector, at) => cosine(vector, theirs[at] ?? []) >= leastCosine)',
    original: '[]',
    replacement: '["Stryker was here"]',
    reason: 'there are as many of theirs as of ours: `?? []` is for the compiler alone',
  },
];
