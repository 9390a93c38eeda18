import type { Vehicle } from '../queries.ts';

/** What a vehicle is quarantined for, and by whom. */
export const quarantineWords: Readonly<Record<NonNullable<Vehicle['quarantined_for']>, string>> = {
  two_holders: 'two programs with its key',
  differing_results: 'results that differed from two owners’',
  by_operator: 'an operator’s decision',
};
