import { closeFiguresOf, missedTargets as missedCloseTargets } from './close/figures.ts';
import { closeUsage, readCloseOptions } from './close/options.ts';
import { closeTable } from './close/print.ts';
import { runClosing } from './close/run-closing.ts';
import { figuresOf } from './cost/figures.ts';
import { measureCost } from './cost/measure.ts';
import { costUsage, readCostOptions } from './cost/options.ts';
import { costTables } from './cost/print.ts';
import { intakeFiguresOf, missedTargets } from './intake/figures.ts';
import { measureIntake } from './intake/measure.ts';
import { intakeUsage, readIntakeOptions } from './intake/options.ts';
import { intakeTable } from './intake/print.ts';
import { liveFiguresOf, missedTargets as missedLiveTargets } from './live/figures.ts';
import { measureLive } from './live/measure.ts';
import { liveUsage, readLiveOptions } from './live/options.ts';
import { liveTable } from './live/print.ts';
import { loadFiguresOf, missedTargets as missedLoadTargets } from './load/figures.ts';
import { measureLoad } from './load/measure.ts';
import { loadUsage, readLoadOptions } from './load/options.ts';
import { loadTable } from './load/print.ts';
import { missedTargets as missedOwnersTargets, ownersFiguresOf } from './owners/figures.ts';
import { ownersUsage, readOwnersOptions } from './owners/options.ts';
import { ownersTables } from './owners/print.ts';
import { missedTargets as missedYieldTargets, yieldFiguresOf } from './yield/figures.ts';
import { measureYield } from './yield/measure.ts';
import { readYieldOptions, yieldUsage } from './yield/options.ts';
import { yieldTable } from './yield/print.ts';

const tell = (line: string) => process.stderr.write(`${line}\n`);
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

type Outcome = { text: string; figures: object; missedTargets: readonly string[] };
/** `prepare` throws with what is wrong with the options; what it returns measures. */
type Measurement = {
  usage: string;
  prepare: (args: readonly string[]) => { json: boolean; run: () => Promise<Outcome> };
};

const measurements: Readonly<Record<string, Measurement>> = {
  close: {
    usage: closeUsage,
    prepare: (args) => {
      const options = readCloseOptions(args);
      const run = async () => {
        const closed = await runClosing(options);
        const figures = closeFiguresOf(closed);
        return { text: closeTable(closed, figures), figures, missedTargets: missedCloseTargets(figures) };
      };
      return { json: options.json, run };
    },
  },
  cost: {
    usage: costUsage,
    prepare: (args) => {
      const options = readCostOptions(args);
      const run = async () => {
        const figures = figuresOf(await measureCost(options, tell));
        return { text: costTables(figures), figures, missedTargets: figures.missedTargets };
      };
      return { json: options.json, run };
    },
  },
  intake: {
    usage: intakeUsage,
    prepare: (args) => {
      const options = readIntakeOptions(args);
      const run = async () => {
        const intake = await measureIntake(options, tell);
        const figures = intakeFiguresOf(intake);
        return { text: intakeTable(intake, figures), figures, missedTargets: missedTargets(figures) };
      };
      return { json: options.json, run };
    },
  },
  live: {
    usage: liveUsage,
    prepare: (args) => {
      const options = readLiveOptions(args);
      const run = async () => {
        const times = await measureLive(options, tell);
        const figures = liveFiguresOf(times, options.concurrency);
        return { text: liveTable(times, figures), figures, missedTargets: missedLiveTargets(figures) };
      };
      return { json: options.json, run };
    },
  },
  load: {
    usage: loadUsage,
    prepare: (args) => {
      const options = readLoadOptions(args);
      const run = async () => {
        const figures = loadFiguresOf(await measureLoad(options, tell));
        return { text: loadTable(figures), figures, missedTargets: missedLoadTargets(figures) };
      };
      return { json: options.json, run };
    },
  },
  owners: {
    usage: ownersUsage,
    prepare: (args) => {
      const options = readOwnersOptions(args);
      const run = async () => {
        const figures = ownersFiguresOf(options);
        return { text: ownersTables(figures), figures, missedTargets: missedOwnersTargets(figures) };
      };
      return { json: options.json, run };
    },
  },
  yield: {
    usage: yieldUsage,
    prepare: (args) => {
      const options = readYieldOptions(args);
      const run = async () => {
        const rounds = await measureYield(options, tell);
        const figures = yieldFiguresOf(rounds);
        return { text: yieldTable(rounds, figures), figures, missedTargets: missedYieldTargets(figures) };
      };
      return { json: options.json, run };
    },
  },
};

/** What is to be measured, or undefined where the command line does not say so; then the reason has been told. */
function readCommand([name = '', ...args]: readonly string[]) {
  const measurement = Object.hasOwn(measurements, name) ? measurements[name] : undefined;
  const all = Object.values(measurements).map(({ usage }) => usage);
  try {
    if (!measurement)
      throw new Error(
        `There is no measurement '${name}'; there are ${Object.keys(measurements).join(', ')}.`,
      );
    return measurement.prepare(args);
  } catch (error) {
    tell([messageOf(error), ...(measurement ? [measurement.usage] : all)].join('\n'));
    return undefined;
  }
}

/** Exit code 0 only if every target is met. */
async function main(args: readonly string[]): Promise<number> {
  const measurement = readCommand(args);
  if (!measurement) return 1;
  const { text, figures, missedTargets: missed } = await measurement.run();
  process.stdout.write(`${text}\n`);
  if (measurement.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  if (missed.length > 0) tell(`Missed: ${missed.join(', ')}.`);
  return missed.length === 0 ? 0 : 1;
}

// So that what is begun is tidied up: the stand-ins end with this process, its folder goes on `exit`.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  tell(messageOf(error));
  process.exitCode = 1;
}
process.exit();
