import { measureClose } from './measure.ts';
import type { CloseOptions } from './options.ts';

/* The program that is measured, as a process of its own: with no more room than a function has. */
process.once('message', async (options: CloseOptions) => {
  const closed = await measureClose(options, (line) => process.stderr.write(`${line}\n`));
  process.send?.(closed, () => process.exit());
});
process.once('disconnect', () => process.exit());
