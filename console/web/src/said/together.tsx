import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Loading } from './loading.tsx';

type Begun = Pick<UseQueryResult, 'isLoading' | 'failureCount'>;

/**
 * Draws a page once all that stands at its beginning has come, so that nothing that is read already is pushed down by
 * what comes above it. It waits once, and for none that failed.
 */
export function Together({ queries, children }: { queries: readonly Begun[]; children: ReactNode }) {
  const [isDrawn, setDrawn] = useState(false);
  const isDue = queries.every(({ isLoading, failureCount }) => !isLoading || failureCount > 0);
  if (isDue && !isDrawn) setDrawn(true);
  return isDrawn || isDue ? children : <Loading />;
}
