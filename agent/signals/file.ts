import { type FileHandle, open, stat } from 'node:fs/promises';
import type { SignalSource, SourceDeps, Tell } from './signal-source.ts';
import { validReadings } from './valid-readings.ts';

export type FileOptions = {
  path: string;
  /** What stands in for the car: the story of the file begins when the source is started, not when it says. */
  replay?: boolean;
  name?: string;
  /** What a line says; undefined if it says nothing that can be understood. */
  readLine?: (json: unknown) => FileLine | undefined;
  everyMillis?: number;
};

type FileLine = { at: number; values: Readonly<Record<string, unknown>>; ignored: readonly string[] };

const chunkBytes = 65_536;
const lineBytesMax = 100_000;
const napMillis = 60_000;

/**
 * Signals from JSON lines: `{"at": 1764000000000, "gear": "P", "pluggedIn": true}`, `at` in ms since the epoch or as
 * an ISO date, the values as signals have them. Each line is told when its time has come by the clock, in the order
 * of the file; what is appended later is read as well, and a file that was made anew is read from its start. Throws
 * if there is no such file when it is started.
 */
export function createFileSource(options: FileOptions, deps: SourceDeps): SignalSource {
  const { path, name = 'file' } = options;
  return {
    name,
    async start(tell) {
      const file = await open(path, 'r').catch(() => {
        throw new Error(`Signals: the file '${path}' can not be read.`);
      });
      const ending = new AbortController();
      const following = follow(file, options, deps, { tell, ended: ending.signal }).catch(() =>
        deps.emit({ event: 'signals_lost', source: name }),
      );
      return {
        async stop() {
          ending.abort();
          await following;
        },
      };
    },
  };
}

type Listening = { tell: Tell; ended: AbortSignal };

async function follow(file: FileHandle, options: FileOptions, deps: SourceDeps, listening: Listening) {
  const { clock, emit } = deps;
  const { name: source = 'file', readLine = readSignals } = options;
  let shiftMillis = options.replay ? undefined : 0;
  for await (const text of linesOf(file, options, deps, listening.ended)) {
    const line = readLine(parseJson(text));
    if (!line) {
      emit({ event: 'signal_ignored', source, topic: 'line' });
      continue;
    }
    shiftMillis ??= clock.now() - line.at;
    const at = line.at + shiftMillis;
    await untilTime(at, deps, listening.ended);
    if (listening.ended.aborted) return;
    const { readings, ignored } = validReadings(line.values, at, source);
    for (const topic of [...line.ignored, ...ignored]) emit({ event: 'signal_ignored', source, topic });
    listening.tell(readings);
  }
}

async function untilTime(at: number, { clock }: SourceDeps, ended: AbortSignal): Promise<void> {
  while (!ended.aborted && clock.now() < at) await clock.wait(Math.min(napMillis, at - clock.now()), ended);
}

/** Whole lines, without end: those that the file has, and those that are appended. Closes the file. */
async function* linesOf(
  first: FileHandle,
  { path, everyMillis = 500 }: FileOptions,
  { clock }: SourceDeps,
  ended: AbortSignal,
): AsyncGenerator<string> {
  let file = first;
  let read = startOfFile();
  try {
    while (!ended.aborted) {
      const lines = await nextLines(file, read);
      if (lines) {
        yield* lines.filter((line) => line.trim() !== '');
        continue;
      }
      await clock.wait(everyMillis, ended);
      const renewed = await renewedFile(file, path, read.position);
      if (!renewed) continue;
      await file.close();
      file = renewed;
      read = startOfFile();
    }
  } finally {
    await file.close();
  }
}

type Read = { position: number; rest: Buffer };
const startOfFile = (): Read => ({ position: 0, rest: Buffer.alloc(0) });

/** Undefined at the end of the file. */
async function nextLines(file: FileHandle, read: Read): Promise<string[] | undefined> {
  const chunk = Buffer.alloc(chunkBytes);
  const { bytesRead } = await file.read(chunk, 0, chunkBytes, read.position);
  if (bytesRead === 0) return undefined;
  read.position += bytesRead;
  const bytes = Buffer.concat([read.rest, chunk.subarray(0, bytesRead)]);
  const end = bytes.lastIndexOf(0x0a);
  const rest = bytes.subarray(end + 1);
  // Nothing of ours has lines as long as that: what is left of it will not parse.
  read.rest = rest.length > lineBytesMax ? Buffer.from('\u2026') : Buffer.from(rest);
  return end < 0 ? [] : bytes.subarray(0, end).toString('utf8').split('\n');
}

/** The file that stands there now, if it is another one or was cut. */
async function renewedFile(
  file: FileHandle,
  path: string,
  position: number,
): Promise<FileHandle | undefined> {
  const now = await stat(path).catch(() => undefined);
  const before = await file.stat();
  if (!now || (now.ino === before.ino && now.size >= position)) return undefined;
  return open(path, 'r').catch(() => undefined);
}

function readSignals(json: unknown): FileLine | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const { at: written, ...values } = Object.fromEntries(Object.entries(json));
  const at = typeof written === 'string' ? Date.parse(written) : written;
  return Number.isInteger(at) ? { at, values, ignored: [] } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
