import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { session, startSession } from '../sign-in/session.ts';
import { useObservable } from '../state/observable.ts';
import { router } from './router.tsx';
import { Welcome } from './welcome.tsx';

const retrySeconds = 2;

/** Nothing of a page is drawn before it is known who looks at it. */
export function App() {
  const now = useObservable(session);
  switch (now.is) {
    case 'starting':
      return <Splash says="Parkade" />;
    case 'unreachable':
      return <Unreachable />;
    case 'signed-out':
      return <Welcome why={now.why} />;
    case 'signed-in':
      return <RouterProvider router={router} />;
  }
}

const Splash = ({ says }: { says: string }) => (
  <p className="splash" role="status">
    {says}
  </p>
);

/** Tries again by itself until the market is back; each try that fails sets the session anew. */
function Unreachable() {
  const failed = useObservable(session);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the next try is after each failed one
  useEffect(() => {
    const timer = setTimeout(() => void startSession(), retrySeconds * 1_000);
    return () => clearTimeout(timer);
  }, [failed]);
  return <Splash says="The market can’t be reached. Trying again…" />;
}
