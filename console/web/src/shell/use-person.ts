import type { Person } from '../sign-in/person.ts';
import { session } from '../sign-in/session.ts';
import { useObservable } from '../state/observable.ts';

/** Who looks at the page: pages are drawn for nobody else. */
export function usePerson(): Person {
  const now = useObservable(session);
  if (now.is !== 'signed-in') throw new Error('A page was drawn for nobody.');
  return now.person;
}
