import { QueryClient } from '@tanstack/react-query';
import { ApiFailure } from './failure.ts';

const attemptsMax = 4;

/** What was refused is refused the next time; a fault, or a market that is not there, is worth another try. */
const isWorthRetrying = (attempts: number, error: Error): boolean =>
  error instanceof ApiFailure ? error.status >= 500 && attempts < attemptsMax : attempts < attemptsMax;

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: isWorthRetrying, staleTime: 5_000, refetchOnWindowFocus: true },
  },
});
