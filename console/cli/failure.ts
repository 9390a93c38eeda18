import { type ExitCode, exitCodes } from './exit-codes.ts';

/** What is wrong with one line of a file, as the API tells it. `line` counts from 1. */
export type Finding = { code: string; message: string; param: string | null; line: number | null };

type Details = {
  code?: string | undefined;
  param?: string | undefined;
  requestId?: string | undefined;
  findings?: readonly Finding[] | undefined;
  /** Of which the first are in `findings`. */
  findingsTotal?: number | undefined;
};

/** Why a command ends without having done what it was asked: told in words, and to scripts by its exit code. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: ExitCode;
  readonly details: Details;

  constructor(exitCode: ExitCode, message: string, details: Details = {}) {
    super(message);
    this.exitCode = exitCode;
    this.details = details;
  }
}

export const usageFailure = (message: string) => new Failure(exitCodes.usage, message);

const findingsShown = 20;

/** For people: what was wrong and where, the bad lines of a file below it. */
export function failureText({ exitCode, message, details }: Failure): string {
  const { param, requestId, findings = [], findingsTotal = findings.length } = details;
  const about = [
    param && !message.startsWith(param) ? `param ${param}` : '',
    requestId ? `request ${requestId}` : '',
  ].filter(Boolean);
  const more = findingsTotal - Math.min(findings.length, findingsShown);
  return [
    exitCode === exitCodes.interrupted ? message : `error: ${message}`,
    ...findings.slice(0, findingsShown).map(findingText),
    ...(more > 0 ? [`  and ${more} more`] : []),
    ...(about.length > 0 ? [`(${about.join(', ')})`] : []),
  ].join('\n');
}

/** Most messages begin with their line already. */
function findingText({ line, code, message, param }: Finding): string {
  const where = line === null || message.startsWith(`Line ${line}`) ? '' : `Line ${line}: `;
  return `  ${where}${message} [${[code, param].filter(Boolean).join(', ')}]`;
}

/** For scripts: the same, as the API words its errors. */
export const failureDocument = ({ exitCode, message, details }: Failure) => ({
  error: {
    message,
    code: details.code ?? null,
    param: details.param ?? null,
    request_id: details.requestId ?? null,
    ...(details.findings && { findings: details.findings }),
    exit_code: exitCode,
  },
});
