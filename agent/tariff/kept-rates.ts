import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { energyRate } from '../../shared/signals.ts';
import { writeWhole } from '../whole-file.ts';

const keptRates = z.strictObject({ fetchedAt: z.number().int(), rates: z.array(energyRate) });
/** Rates as a feed gave them last, in the order of time, and when. */
export type KeptRates = z.infer<typeof keptRates>;

/** The last good answer of a feed on disk. `feed` names it and all that its prices depend on. */
export type RatesFile = {
  /** Undefined if there is none, or none that can be read. */
  read(): Promise<KeptRates | undefined>;
  write(kept: KeptRates): Promise<void>;
};

export function ratesFileIn(folder: string, feed: string): RatesFile {
  const name = createHash('sha256').update(feed).digest('hex').slice(0, 16);
  const path = join(folder, `tariff-${name}.json`);
  return {
    async read() {
      try {
        return keptRates.parse(JSON.parse(await readFile(path, 'utf8')));
      } catch {
        return undefined;
      }
    },
    write: (kept) => writeWhole(path, JSON.stringify(kept)),
  };
}
