import { type ChildProcess, fork } from 'node:child_process';
import { addReport, emptyReport, type Report } from './seed-report.ts';

type Running = {
  from: number;
  seeds: number;
  workers: number;
  /** By this machine's clock. */
  millis: number;
  /** After this many violations no more seeds are begun. */
  violationsMax: number;
  onProgress(report: Report): void;
};

const seedsAtOnce = 25;

/** Spreads seeds over processes, each of which has a simulator of its own. */
export async function runSeeds(running: Running): Promise<Report> {
  const report = emptyReport();
  const startedAt = performance.now();
  const end = running.from + running.seeds;
  let next = running.from;
  const take = () => {
    const isOver =
      next >= end ||
      performance.now() - startedAt >= running.millis ||
      report.violations.length >= running.violationsMax;
    if (isOver) return undefined;
    const from = next;
    next = Math.min(end, next + seedsAtOnce);
    return { from, to: next };
  };
  const told = (more: Report) => {
    addReport(report, more);
    running.onProgress(report);
  };
  await Promise.all(Array.from({ length: running.workers }, () => work(take, told)));
  report.violations.sort((a, b) => a.seed - b.seed);
  return report;
}

function work(
  take: () => { from: number; to: number } | undefined,
  told: (report: Report) => void,
): Promise<void> {
  const worker: ChildProcess = fork(new URL('worker.ts', import.meta.url), {
    execArgv: ['--no-deprecation', '--disable-warning=ExperimentalWarning', '--max-semi-space-size=64'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    worker.on('message', (message: 'ready' | Report) => {
      if (message !== 'ready') told(message);
      const seeds = take();
      if (seeds) worker.send(seeds);
      else worker.disconnect();
    });
    worker.once('error', reject);
    worker.once('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`A process of the simulator ended with ${code}.`)),
    );
  });
}
