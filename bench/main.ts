import { figuresOf } from './cost/figures.ts';
import { measureCost } from './cost/measure.ts';
import { costUsage, readCostOptions } from './cost/options.ts';
import { costTables } from './cost/print.ts';

const tell = (line: string) => process.stderr.write(`${line}\n`);
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** What is to be measured, or undefined where the command line does not say so; then the reason has been told. */
function readCommand([subCommand, ...args]: readonly string[]) {
  try {
    if (subCommand !== 'cost')
      throw new Error(`There is no measurement '${subCommand ?? ''}'; there is 'cost'.`);
    return readCostOptions(args);
  } catch (error) {
    tell(`${messageOf(error)}\n${costUsage}`);
    return undefined;
  }
}

/** Exit code 0 only if every target is met. */
async function main(args: readonly string[]): Promise<number> {
  const options = readCommand(args);
  if (!options) return 1;
  const figures = figuresOf(await measureCost(options, tell));
  process.stdout.write(`${costTables(figures)}\n`);
  if (options.json) process.stdout.write(`${JSON.stringify(figures)}\n`);
  if (figures.missedTargets.length > 0) tell(`Missed: ${figures.missedTargets.join(', ')}.`);
  return figures.missedTargets.length === 0 ? 0 : 1;
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
