import { lazy, Suspense, useEffect, useState } from 'react';
import { commandOf, isField } from './command.ts';

const Help = lazy(() => import('./help.tsx').then(({ Help }) => ({ default: Help })));

/** `/` to the page's filter, `?` what keys there are, Esc out of a field. Tables hear j, k and Enter themselves. */
export function Shortcuts() {
  const [isAsked, setIsAsked] = useState(false);
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      const { key, target } = event;
      if (key === 'Escape' && isField(target)) target.blur();
      const command = commandOf(event);
      if (command === '?') setIsAsked(true);
      if (command !== '/') return;
      event.preventDefault();
      document.querySelector<HTMLElement>('[data-filter]')?.focus();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);
  if (!isAsked) return null;
  return (
    <Suspense>
      <Help close={() => setIsAsked(false)} />
    </Suspense>
  );
}
