import { isSound } from './figures.ts';
import { readOptions } from './options.ts';
import { runChaos } from './run-chaos.ts';

const tell = (line: string) => void process.stderr.write(`${line}\n`);

try {
  const options = readOptions(process.argv.slice(2));
  tell(`Seed ${options.seed}, ${options.rounds} rounds.`);
  const startedAt = performance.now();
  const figures = await runChaos({ ...options, tell });
  tell(`${figures.rounds} rounds in ${Math.round((performance.now() - startedAt) / 1_000)} s.`);
  process.stdout.write(`${options.json ? JSON.stringify(figures) : JSON.stringify(figures, null, 2)}\n`);
  process.exitCode = isSound(figures) ? 0 : 1;
} catch (error) {
  tell(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = 1;
}
process.exit();
