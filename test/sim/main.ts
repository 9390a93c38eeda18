import { readOptions, type SimOptions, usage } from './options.ts';
import { openSimulator } from './run-seed.ts';
import { runSeeds } from './run-seeds.ts';
import type { Broken, Report } from './seed-report.ts';
import { shrink } from './shrink.ts';
import { storyOf } from './story.ts';

const tell = (line: string) => process.stderr.write(`${line}\n`);
const print = (text: string) => process.stdout.write(`${text}\n`);

/** One that is told in full is worth more than many. */
const violationsMax = 20;
const storiesMax = 3;

async function runAll(options: SimOptions): Promise<number> {
  const startedAt = performance.now();
  let toldAt = startedAt;
  let toldOf = 0;
  const report = await runSeeds({
    ...options,
    millis: options.minutes * 60_000,
    violationsMax,
    onProgress: (sofar) => {
      for (const { seed, name } of sofar.violations.slice(toldOf)) tell(`Seed ${seed}: ${name}`);
      toldOf = sofar.violations.length;
      if (performance.now() - toldAt < 10_000) return;
      toldAt = performance.now();
      tell(progressOf(sofar, performance.now() - startedAt));
    },
  });
  tell(progressOf(report, performance.now() - startedAt));
  if (report.violations.length > 0) await tellStories(report.violations);
  const { seeds, faults, violations } = report;
  if (options.json) print(JSON.stringify({ seeds, faults, violations }));
  else print(summaryOf(report));
  return violations.length === 0 ? 0 : 1;
}

const progressOf = ({ seeds, faults, violations }: Report, millis: number) =>
  `${seeds} seeds, ${faults} faults, ${violations.length} violations, ${((seeds / millis) * 1_000).toFixed(1)} seeds/s`;

function summaryOf({ seeds, steps, faults, counts, simulatedMinutes, violations }: Report): string {
  const kinds = Object.entries(counts).map(([kind, count]) => `  ${kind.padEnd(18)} ${count}`);
  return [
    `${seeds} seeds, ${steps} steps, ${Math.round(simulatedMinutes / 60)} simulated hours, ${faults} faults:`,
    ...kinds,
    violations.length === 0
      ? 'Every invariant held after every step.'
      : violations.map(({ seed, name, detail }) => `Seed ${seed}: ${name}\n${detail}`).join('\n'),
  ].join('\n');
}

/** One of each kind, as small as it can be made. */
async function tellStories(violations: readonly Broken[]): Promise<void> {
  const simulator = await openSimulator();
  const kinds = [...Map.groupBy(violations, ({ name }) => name).values()];
  for (const [first] of kinds.slice(0, storiesMax)) {
    if (!first) continue;
    const failed = await simulator.run({ seed: first.seed });
    if (failed.violation) tell(storyOf(await shrink(simulator, failed)));
    else tell(`Seed ${first.seed} did not fail again: the simulator is not deterministic.`);
  }
  simulator.close();
}

async function runOne({ seed = 0, onlyFaults, without }: SimOptions): Promise<number> {
  const simulator = await openSimulator();
  const result = await simulator.run({
    seed,
    keepsLines: true,
    ...(onlyFaults && { only: new Set(onlyFaults) }),
    ...(without && { without: new Set(without) }),
  });
  simulator.close();
  for (const line of result.lines) print(line);
  const { violation, hash, steps, faults } = result;
  print(`Seed ${seed}: ${steps} steps, ${faults.length} faults, trace ${hash}`);
  print(violation ? `${violation.name}\n${violation.detail}` : 'Every invariant held after every step.');
  return violation ? 1 : 0;
}

try {
  const options = readOptions(process.argv.slice(2));
  process.exitCode = options.seed === undefined ? await runAll(options) : await runOne(options);
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  tell(usage);
  process.exitCode = 1;
}
// What was written to a pipe must have gone out.
process.stdout.write('', () => process.exit());
