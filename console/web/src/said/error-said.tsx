import { ApiFailure } from '../api/failure.ts';
import { Said } from './said.tsx';

/** With what support would ask for, and a way on. */
export function ErrorSaid({ error, reset }: { error: unknown; reset?: () => void }) {
  const requestId = error instanceof ApiFailure ? error.requestId : undefined;
  return (
    <Said kind="error" title={titleOf(error)}>
      <p>{error instanceof Error ? error.message : String(error)}</p>
      {requestId && (
        <p>
          Request <code>{requestId}</code>
        </p>
      )}
      {reset && (
        <button type="button" className="button" onClick={reset}>
          Try again
        </button>
      )}
    </Said>
  );
}

function titleOf(error: unknown): string {
  if (!(error instanceof ApiFailure)) return 'Something went wrong here';
  if (error.status === 401 || error.status === 403) return 'The market does not let you do this';
  if (error.status === 404) return 'There is no such thing';
  return error.status < 500 ? 'The market refused this' : 'The market could not answer';
}
