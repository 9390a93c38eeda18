import type { Readable } from 'node:stream';
import type { WriteStream } from 'node:tty';

/** All that a command touches beside files and the network. */
export type World = {
  stdin: Readable & { isTTY?: boolean };
  stdout: WriteStream;
  stderr: NodeJS.WritableStream;
  /** PARKADE_DATA_DIR and the like stand in for the option that is not given. */
  environment: Readonly<Record<string, string | undefined>>;
  version: string;
  now: () => number;
  /** What the process ends with, where that is not 0. */
  endWith: (code: ExitCode) => void;
};

/** What a supervisor's script can rely on. */
export const exitCodes = { done: 0, failed: 1, usage: 2, notRunning: 3, unsound: 4, updated: 75 } as const;
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

export const exitCodeHelp = `Exit codes:
  0  done
  1  it failed: the network, the market, an engine
  2  the command line, or a file that it names, is not usable
  3  no agent runs on this data folder, or another one does already
  4  doctor found something to put right, or a charter is not valid
  75 run --restart-for-updates: a new version is there; start it`;

/** Why a command ends without having done what it was asked, in words. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const usageFailure = (message: string) => new Failure(exitCodes.usage, message);

/** Messages go to standard error, so that what a command gives can be piped. */
export const tell = ({ stderr }: Pick<World, 'stderr'>, text: string) => void stderr.write(`${text}\n`);

/** What a command gives: words for people, or with --json one document. */
export function give(
  { stdout }: Pick<World, 'stdout'>,
  { json }: { json?: true | undefined },
  { text, document }: { text: string; document: unknown },
): void {
  stdout.write(json ? `${JSON.stringify(document)}\n` : `${text}\n`);
}
