import type { Readable } from 'node:stream';
import type { WriteStream } from 'node:tty';
import type { ExitCode } from './exit-codes.ts';

/** All that a command touches beside files and the network. */
export type World = {
  stdin: Readable & { isTTY?: boolean };
  stdout: NodeJS.WritableStream;
  /** A terminal where somebody watches: then progress is redrawn in place. */
  stderr: WriteStream;
  /** Where the key and the market's public keys are kept. */
  configDir: string;
  /** From the environment; they win over what is kept. */
  baseUrl: string | undefined;
  apiKey: string | undefined;
  /** Of a person of finance, from the environment alone. */
  financeKey?: string | undefined;
  version: string;
  now: () => number;
  /** What the process ends with, where that is not 0. */
  endWith: (code: ExitCode) => void;
};

/** Messages and progress go to standard error, so that what a command gives can be piped. */
export const tell = ({ stderr }: Pick<World, 'stderr'>, text: string) =>
  void stderr.write(`${harmless(text)}\n`);

/** Names that others chose don't command the reader's terminal, nor turn a line round: such characters are shown as a mark. */
const harmless = (text: string): string =>
  text.replace(/(?![\n\t])\p{Cc}|[\u202a-\u202e\u2066-\u2069]/gu, '\ufffd');

/** What a command gives: words for people, or with --json one document. */
export function give(
  { stdout }: Pick<World, 'stdout'>,
  { json }: { json?: true | undefined },
  { text, document }: { text: string; document: unknown },
): void {
  stdout.write(json ? `${JSON.stringify(document)}\n` : `${harmless(text)}\n`);
}
