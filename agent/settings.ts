import { z } from 'zod';
import { hardwareClasses, regions } from '../shared/vehicle.ts';
import { findText, writeWhole } from './whole-file.ts';

/** What `enroll` was told: the market, and what this vehicle is. `run` goes by it where it is told nothing else. */
const settings = z.strictObject({
  baseUrl: z.string().optional(),
  hardwareClass: z.enum(hardwareClasses).optional(),
  region: z.enum(regions).optional(),
  models: z.array(z.string()).optional(),
  /** Path of the file that names engines on other servers. */
  upstreams: z.string().optional(),
  manifest: z.string().optional(),
  /** Path of the file with the keys that may sign it. */
  manifestKeys: z.string().optional(),
});
export type Settings = z.infer<typeof settings>;

/** None where nothing was kept. Throws where the file is damaged. */
export async function readSettings(path: string): Promise<Settings> {
  const text = await findText(path);
  if (text === undefined) return {};
  try {
    return settings.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(
      `${path} is damaged. Delete it, then give --base-url and the rest to \`run\` once more.`,
      { cause: error },
    );
  }
}

export const keepSettings = (path: string, kept: Settings): Promise<void> =>
  writeWhole(path, `${JSON.stringify(kept, null, 2)}\n`);
