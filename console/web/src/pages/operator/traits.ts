import type { Halt } from './queries.ts';

/** What a vehicle can be told apart by: the very words of the API. */
export const hardwareClasses = ['AI4', 'AI5'] as const satisfies readonly Halt['hardware_class'][];
export const regions = ['eu', 'na', 'apac'] as const satisfies readonly Halt['region'][];

/** The word among these that a field says; undefined where it says none of them. */
export const oneOf = <Word extends string>(all: readonly Word[], said: unknown): Word | undefined =>
  all.find((each) => each === said);
