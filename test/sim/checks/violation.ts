/** What does not hold: an invariant by its number and name, or what else a seed is held to. */
export type Violation = { name: string; detail: string };
