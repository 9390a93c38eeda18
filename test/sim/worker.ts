import { openSimulator } from './run-seed.ts';
import { addResult, emptyReport } from './seed-report.ts';

// Nobody reads where an error came from: what fails is run again by who tells of it.
Error.stackTraceLimit = 0;

/** One of several processes: runs the seeds it is told of, and tells what came of them. */
const simulator = await openSimulator();

process.on('message', ({ from, to }: { from: number; to: number }) => void run(from, to));
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

async function run(from: number, to: number): Promise<void> {
  const report = emptyReport();
  for (let seed = from; seed < to; seed++) addResult(report, await simulator.run({ seed }));
  process.send?.(report);
}
