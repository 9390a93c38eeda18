import type { Deps } from '../edge/deps.ts';
import { timerLambda } from '../edge/lambda.ts';

/**
 * The night's look at the whole market by every invariant: the same that finance's page shows. Throws, so that the alarm
 * of a failed call stands, and names each rule that does not hold with what contradicts it.
 */
export const proveBooks = (deps: Deps) => async (): Promise<void> => {
  const { invariants } = await deps.prove();
  const broken = invariants.filter(({ holds }) => !holds);
  if (broken.length === 0) return;
  const told = broken.map(({ id, name, detail }) => `${id} (${name}): ${detail}`);
  throw new Error(`The books do not prove. Invariant ${told.join('. Invariant ')}`);
};

export const handler = timerLambda(proveBooks);
