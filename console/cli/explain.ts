import { CommanderError } from '@commander-js/extra-typings';
import { APIConnectionError, APIError } from 'openai';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { Failure, type Finding } from './failure.ts';

/** Whatever a command threw, in words that a customer can act on. */
export function explain(error: unknown): Failure {
  if (error instanceof Failure) return error;
  // Its message was printed where it arose.
  if (error instanceof CommanderError)
    return new Failure(error.exitCode === 0 ? exitCodes.done : exitCodes.usage, error.message);
  if (error instanceof APIConnectionError) return unreachable(error);
  if (error instanceof APIError) return refused(error);
  return ofThisComputer(error);
}

function ofThisComputer(error: unknown): Failure {
  if (isSystemError(error) && error.path)
    return new Failure(exitCodes.usage, `${error.path}: ${systemMessages[error.code] ?? error.code}.`);
  // As fetch words it where an answer's body breaks off.
  if (error instanceof TypeError && error.cause instanceof Error)
    return new Failure(exitCodes.failed, `The connection broke off (${innermost(error)}).`);
  const message = error instanceof Error ? error.message : String(error);
  return new Failure(exitCodes.failed, message || 'Something failed in this program.');
}

/** Whether the same call may work a moment later: nobody answered, or the market had a fault. */
export const isPassing = (error: unknown): boolean =>
  error instanceof APIConnectionError ||
  (error instanceof APIError && (error.status === 429 || (error.status ?? 0) >= 500));

function unreachable(error: APIConnectionError): Failure {
  const reason = innermost(error);
  return new Failure(exitCodes.failed, `The market does not answer (${reason}).`, {
    code: 'connection_error',
  });
}

/** Of "Connection error." caused by "fetch failed" caused by "connect ECONNREFUSED 127.0.0.1:1": the last. */
function innermost(error: Error): string {
  const { cause } = error;
  if (cause instanceof Error) return innermost(cause);
  const code = isSystemError(error) ? error.code : '';
  return error.message || code || error.name;
}

type ErrorBody = { message?: string; findings?: Finding[] };

function refused(error: APIError): Failure {
  const { message, findings } = (error.error ?? {}) as ErrorBody;
  return new Failure(exitCodeOf(error), message ?? `The market answered ${error.status}.`, {
    code: error.code ?? undefined,
    param: error.param ?? undefined,
    requestId: error.requestID ?? undefined,
    findings,
  });
}

function exitCodeOf({ status = 0, code }: APIError): ExitCode {
  if (code === 'price_above_max' || status === 429) return exitCodes.limitReached;
  if (status === 401 || status === 403) return exitCodes.notLoggedIn;
  if (status === 404) return exitCodes.notFound;
  return status >= 400 && status < 500 ? exitCodes.refused : exitCodes.failed;
}

type SystemError = Error & { code: string; path?: string };

export const isSystemError = (error: unknown, ...codes: string[]): error is SystemError =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  (codes.length === 0 || codes.includes(error.code));

const systemMessages: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'it may not be read or written',
  EPERM: 'it may not be read or written',
  EISDIR: 'it is a folder, not a file',
  ENOTDIR: 'a part of this path is no folder',
  EROFS: 'it lies on a read-only disk',
  ENOSPC: 'the disk is full',
};
