import { allDeadLetters, type DeadLetters } from '../../../shared/dead-letters.ts';
import { Refusal } from '../../../shared/refusal.ts';

/** Refuses with not_found. */
export function getNamed(queue: string): DeadLetters {
  const found = allDeadLetters.find(({ name }) => name === queue);
  if (!found) throw new Refusal('not_found', `There are no dead letters '${queue}'.`);
  return found;
}
