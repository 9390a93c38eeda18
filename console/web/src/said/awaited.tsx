import type { ReactNode } from 'react';
import { ErrorSaid } from './error-said.tsx';
import { Loading } from './loading.tsx';

/** Of a query, whether it comes in one piece or page by page. */
type Query<Data> = { data: Data | undefined; error: unknown; refetch: () => unknown };

/** Data as soon as there is some, also while newer is on its way or can't be had; else what keeps it. */
export function Awaited<Data>({
  query,
  children,
}: {
  query: Query<Data>;
  children: (data: Data) => ReactNode;
}) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorSaid error={query.error} reset={() => void query.refetch()} />;
  return <Loading />;
}
