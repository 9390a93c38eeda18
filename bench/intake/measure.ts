import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import OpenAI from 'openai';
import type { MarketReport } from '../market.ts';
import { writeInputFile } from './input-file.ts';
import type { IntakeOptions } from './options.ts';

/** What was seen of one file from its upload to its batch. Seconds are wall time at the client. */
export type Intake = {
  lines: number;
  bytes: number;
  uploadSeconds: number;
  batchSeconds: number;
  /** Resident when nothing had been sent yet, and the most there ever was. */
  idleKilobytes: number;
  peakKilobytes: number;
};

/** As `npm start` does: lines are garbage as soon as they are judged, and V8 would let it grow to 100 MB. */
const marketFlags = ['--max-semi-space-size=8'];
const marketProgram = fileURLToPath(new URL('../market.ts', import.meta.url));

/** A market of its own in a process of its own; both its folder and the input file are gone afterwards. */
export async function measureIntake(options: IntakeOptions, tell: (line: string) => void): Promise<Intake> {
  const dir = mkdtempSync(join(tmpdir(), 'parkade-input-'));
  const market = fork(marketProgram, {
    execArgv: marketFlags,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const tidy = () => {
    market.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  };
  process.once('exit', tidy);
  try {
    const started = reportOf(market);
    const path = join(dir, 'input.jsonl');
    tell(`Writing ${options.lines} lines ...`);
    await writeInputFile(path, options);
    return await runIntake({ market, started: await started, path, lines: options.lines }, tell);
  } finally {
    process.off('exit', tidy);
    await ended(market);
    tidy();
  }
}

type Run = { market: ChildProcess; started: MarketReport; path: string; lines: number };

async function runIntake(
  { market, started, path, lines }: Run,
  tell: (line: string) => void,
): Promise<Intake> {
  if (!('url' in started)) throw new Error('the market did not say where it is');
  const openai = new OpenAI({ apiKey: started.apiKey, baseURL: `${started.url}/v1`, maxRetries: 0 });
  const idleKilobytes = await peakOf(market);
  tell('Uploading the file ...');
  const uploadedAt = performance.now();
  const file = await openai.files.create({ file: createReadStream(path), purpose: 'batch' });
  const uploadSeconds = secondsSince(uploadedAt);
  tell('Making its batch ...');
  const createdAt = performance.now();
  const batch = await openai.batches.create({
    input_file_id: file.id,
    endpoint: '/v1/embeddings',
    completion_window: '24h',
  });
  const batchSeconds = secondsSince(createdAt);
  if (batch.request_counts?.total !== lines || file.bytes !== statSync(path).size)
    throw new Error(`the batch has ${batch.request_counts?.total} of ${lines} requests`);
  const peakKilobytes = await peakOf(market);
  return { lines, bytes: file.bytes, uploadSeconds, batchSeconds, idleKilobytes, peakKilobytes };
}

async function reportOf(market: ChildProcess): Promise<MarketReport> {
  const died = once(market, 'exit').then(([code]) => {
    throw new Error(`the market's process ended with ${code}`);
  });
  died.catch(() => {});
  const [report] = await Promise.race([once(market, 'message'), died]);
  return report as MarketReport;
}

async function peakOf(market: ChildProcess): Promise<number> {
  market.send('peak?');
  const report = await reportOf(market);
  return 'peakKilobytes' in report ? report.peakKilobytes : 0;
}

async function ended(market: ChildProcess): Promise<void> {
  if (market.exitCode !== null || market.signalCode !== null) return;
  const exit = once(market, 'exit');
  market.disconnect();
  await exit;
}

const secondsSince = (startedAt: number) => (performance.now() - startedAt) / 1_000;
