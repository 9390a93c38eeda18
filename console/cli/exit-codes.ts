/** What a shell script can rely on; `parkade --help` prints the same list. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  notLoggedIn: 4,
  limitReached: 5,
  notCompleted: 6,
  notVerified: 7,
  refused: 8,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const meanings: Record<keyof typeof exitCodes, string> = {
  done: 'done',
  failed: 'the network or the market failed: the same command may work later',
  usage: 'the command line, or a file that it names, is not usable',
  notFound: 'there is no such thing: no batch, file, model, run, owner … of that name',
  notLoggedIn: 'no API key, or one that is refused or may not do this',
  limitReached: 'balance, cap, --max-price or rate limit reached: nothing was run',
  notCompleted: 'the batch failed, expired, was cancelled, or has not ended yet',
  notVerified: 'receipts and output, or figures that must be equal, do not agree',
  refused: 'the market refused the request or the lines of the file',
  interrupted: 'Ctrl-C while watching; the batch goes on',
};

export const exitCodeHelp = `Exit codes:\n${Object.entries(exitCodes)
  .map(([name, code]) => `  ${String(code).padEnd(5)}${meanings[name as keyof typeof exitCodes]}`)
  .join('\n')}`;
