import { parseArgs } from 'node:util';
import { integerOption } from '../integer-option.ts';

export type IntakeOptions = {
  lines: number;
  /** Of a line on average, its newline included. */
  lineBytes: number;
  json: boolean;
};

export const intakeUsage = `npm run bench -- intake [options]
  How fast a batch file is judged and how much memory that takes. A file is uploaded to an embedded cloud in a process
  of its own (API, functions and the stand-ins for AWS, the table apart), then a batch is made of it. Lines per second:
  the file's lines by the seconds from POST /v1/batches to its answer, in which each line is read from S3, parsed,
  judged and quoted, and the money is held. Megabytes: the most that process ever had resident, its start included.
  --lines N        lines of the file (50000, the most a batch may have)
  --line-bytes N   bytes a line (4000: with 50000 lines 200 MB, the most a file may have)
  --json           print {"linesPerSecond","peakMegabytes"} on the last line of standard output`;

/** Throws with what is wrong where an option is unknown or out of range. */
export function readIntakeOptions(args: readonly string[]): IntakeOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      lines: { type: 'string', default: '50000' },
      'line-bytes': { type: 'string', default: '4000' },
      json: { type: 'boolean', default: false },
    },
  });
  return {
    lines: integerOption('--lines', values.lines, 1, 50_000),
    lineBytes: integerOption('--line-bytes', values['line-bytes'], 200, 4_000),
    json: values.json,
  };
}
